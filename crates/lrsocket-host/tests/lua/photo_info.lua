-- LrPhotoInfo. The test has written the files into the plug-in's folder.
local LrPhotoInfo, LrPathUtils = import "LrPhotoInfo", import "LrPathUtils"

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

local function file(name)
	return LrPathUtils.child(_PLUGIN.path, name)
end

local attributes = LrPhotoInfo.fileAttributes(file("photo.PNG"))
assert(attributes.width == 640 and attributes.height == 480)
refused("there is no such file", LrPhotoInfo.fileAttributes, file("none.jpg"))
refused("reads no dimensions of this kind of file", LrPhotoInfo.fileAttributes, file("photo.nef"))
refused("broken.jpg: ", LrPhotoInfo.fileAttributes, file("broken.jpg"))
refused("bad argument #1 to 'fileAttributes' (string expected, got no value)", LrPhotoInfo.fileAttributes)
print("done")
