local LrDate = import "LrDate"
local LrFileUtils = import "LrFileUtils"
local LrPathUtils = import "LrPathUtils"
local child = LrPathUtils.child

local function same(got, expected)
	assert(got == expected, ("expected %s, got %s"):format(tostring(expected), tostring(got)))
end

-- Expects that f raises this at a line of this script.
local function raises(f, expected)
	local ok, message = pcall(f)
	assert(not ok, "no error")
	same((message:gsub("^%w+%.lua:%d+: ", "@", 1)), "@" .. expected)
end

local function fails(result, reason)
	same(result, false)
	assert(type(reason) == "string" and #reason > 0, "no reason")
end

local function write(path, contents)
	local file = assert(io.open(path, "wb"))
	file:write(contents)
	file:close()
end

local home = LrPathUtils.getStandardFilePath("home")
local folder = child(home, "work")
local deep = child(child(folder, "b"), "c")
local a, z, hidden = child(folder, "a.txt"), child(deep, "z.txt"), child(folder, ".hidden")

-- Folders.
same(LrFileUtils.exists(folder), false)
fails(LrFileUtils.createDirectory(deep))
same(LrFileUtils.createAllDirectories(deep), true)
same(LrFileUtils.createAllDirectories(deep), false)
same(LrFileUtils.createDirectory(deep), true)
same(LrFileUtils.exists(deep), "directory")
same(LrFileUtils.isEmptyDirectory(deep), true)
same(LrFileUtils.hasNoVisibleFiles(deep), true)

-- Files.
write(a, "1\0\2552")
write(z, "")
write(hidden, "")
same(LrFileUtils.exists(a), "file")
same(LrFileUtils.readFile(a), "1\0\2552")
same(LrFileUtils.isReadable(a), true)
same(LrFileUtils.isWritable(a), true)
same(LrFileUtils.makeFileWritable(a), true)
same(LrFileUtils.isDeletable(a), true)
same(LrFileUtils.isEmptyDirectory(a), false)
same(LrFileUtils.isEmptyDirectory(deep), false)
same(LrFileUtils.hasNoVisibleFiles(deep), false)
for _, name in ipairs { "isReadable", "isWritable", "makeFileWritable", "isDeletable", "isEmptyDirectory", "hasNoVisibleFiles" } do
	same(LrFileUtils[name](child(folder, "missing")), false)
end
local ok, message = pcall(LrFileUtils.readFile, child(folder, "missing"))
assert(not ok and message:find("LrFileUtils.readFile: could not read ", 1, true), message)

local attributes = LrFileUtils.fileAttributes(a)
same(attributes.fileSize, 4)
assert(math.abs(attributes.fileModificationDate - LrDate.currentTime()) < 60)
same(next(LrFileUtils.fileAttributes(child(folder, "missing"))), nil)

-- Iterators, in order.
local function collect(iterator)
	local names = {}
	for path in iterator do
		names[#names + 1] = LrPathUtils.makeRelative(path, folder):gsub("\\", "/")
	end
	return table.concat(names, " ")
end
same(collect(LrFileUtils.files(folder)), ".hidden a.txt")
same(collect(LrFileUtils.directoryEntries(folder)), ".hidden a.txt b")
same(collect(LrFileUtils.recursiveFiles(folder)), ".hidden a.txt b/c/z.txt")
same(collect(LrFileUtils.recursiveDirectoryEntries(folder)), ".hidden a.txt b b/c b/c/z.txt")
same(collect(LrFileUtils.files(child(folder, "missing"))), "")

-- Names.
same(LrFileUtils.chooseUniqueFileName(child(folder, "new.txt")), child(folder, "new.txt"))
same(LrFileUtils.chooseUniqueFileName(a), child(folder, "a-2.txt"))
write(child(folder, "a-2.txt"), "")
same(LrFileUtils.chooseUniqueFileName(a), child(folder, "a-3.txt"))
same(LrFileUtils.resolveAlias(a), a)
same(LrFileUtils.resolveAllAliases(child(child(folder, "missing"), "x")), child(child(folder, "missing"), "x"))

-- Copies and moves do not overwrite, and need the folder.
local copy = child(deep, "copy.txt")
same(LrFileUtils.copy(a, copy), true)
same(LrFileUtils.readFile(copy), "1\0\2552")
fails(LrFileUtils.copy(a, copy))
fails(LrFileUtils.copy(child(folder, "missing"), child(folder, "x")))
fails(LrFileUtils.copy(a, child(child(folder, "missing"), "x")))
fails(LrFileUtils.copy(folder, child(home, "copied")))
fails(LrFileUtils.move(copy, a))
local moved = child(folder, "moved.txt")
same(LrFileUtils.move(copy, moved), true)
same(LrFileUtils.exists(copy), false)
same(LrFileUtils.move(deep, child(folder, "d")), true)
same(LrFileUtils.exists(child(child(folder, "d"), "z.txt")), "file")

-- The trash keeps both of one name.
same(LrFileUtils.moveToTrash(moved), true)
write(moved, "")
same(LrFileUtils.moveToTrash(moved), true)
same(LrFileUtils.exists(moved), false)
same(LrFileUtils.exists(child(child(home, "Trash"), "moved.txt")), "file")
same(LrFileUtils.exists(child(child(home, "Trash"), "moved-2.txt")), "file")
fails(LrFileUtils.moveToTrash(moved))

-- Deleting.
same(LrFileUtils.delete(a), true)
fails(LrFileUtils.delete(a))
same(LrFileUtils.delete(folder), true)
same(LrFileUtils.exists(folder), false)
fails(LrFileUtils.delete(home))
fails(LrFileUtils.delete(LrPathUtils.parent(home)))
fails(LrFileUtils.delete(""))
same(LrFileUtils.exists(home), "directory")

-- Volumes, also of what is not there yet.
local volume = LrFileUtils.volumeAttributes(folder)
assert(volume.fileSystemSize > 0 and volume.fileSystemFreeSize <= volume.fileSystemSize)
same(LrFileUtils.pathsAreOnSameVolume(home, folder), true)

raises(function()
	for _ in LrFileUtils.files() do
	end
end, "bad argument #1 to 'files' (string expected, got no value)")
