local LrPathUtils = import "LrPathUtils"

local windows = LrPathUtils.child("a", "b") == "a\\b"

-- Writes a path of this system in place of one of Unix.
local function here(path)
	if windows then
		path = path:gsub("^/", "C:/"):gsub("/", "\\")
	end
	return path
end

local function same(got, expected)
	assert(got == expected, ("expected %s, got %s"):format(tostring(expected), tostring(got)))
end

-- Expects that f raises this at a line of this script.
local function raises(f, expected)
	local ok, message = pcall(f)
	assert(not ok, "no error")
	same((message:gsub("^%w+%.lua:%d+: ", "@", 1)), "@" .. expected)
end

local home = LrPathUtils.getStandardFilePath("home")
for _, name in ipairs { "temp", "desktop", "appPrefs", "pictures", "documents", "appData" } do
	local path = LrPathUtils.getStandardFilePath(name)
	assert(LrPathUtils.isAbsolute(path) and not LrPathUtils.isRelative(path), path)
	same(LrPathUtils.parent(path), home)
end
same(LrPathUtils.getStandardFilePath("nowhere"), nil)

same(LrPathUtils.child(here "/a", "b"), here "/a/b")
same(LrPathUtils.parent(here "/a/b"), here "/a")
same(LrPathUtils.parent(here "/"), nil)
same(LrPathUtils.leafName(here "/a/b.jpg"), "b.jpg")
same(LrPathUtils.extension(here "/a/b.jpg"), "jpg")
same(LrPathUtils.extension(here "/a.b/c"), "")
same(LrPathUtils.removeExtension(here "/a/b.jpg"), here "/a/b")
same(LrPathUtils.replaceExtension(here "/a/b.jpg", "xmp"), here "/a/b.xmp")
same(LrPathUtils.addExtension(here "/a/b.jpg", "xmp"), here "/a/b.jpg.xmp")
same(LrPathUtils.standardizePath(here "/a/./b/../c//d"), here "/a/c/d")
same(LrPathUtils.standardizePath "~/x", LrPathUtils.child(home, "x"))
same(LrPathUtils.makeAbsolute("x", here "/a"), here "/a/x")
same(LrPathUtils.makeRelative(here "/a/x/y", here "/a"), here "x/y")
assert(LrPathUtils.isRelative "x")
assert(LrPathUtils.maxPathLength() >= 260)

-- Strings need not be UTF-8 for what does not look at the disk.
same(LrPathUtils.leafName("/a/\255"), "\255")

raises(function()
	LrPathUtils.child("a")
end, "bad argument #2 to 'child' (string expected, got no value)")
local ok, message = pcall(LrPathUtils.makeAbsolute, "x", "y")
assert(not ok and message:find("bad argument #2 to 'makeAbsolute' (an absolute path expected)", 1, true))
