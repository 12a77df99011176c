-- Imports of a folder: what is there is added where it is, once.
local LrApplication = import "LrApplication"
local LrFileUtils = import "LrFileUtils"
local LrPathUtils = import "LrPathUtils"
local LrTasks = import "LrTasks"

local catalog = LrApplication.activeCatalog()
local child = LrPathUtils.child

local function segment(marker, content)
	local length = #content + 2
	return "\255" .. string.char(marker, math.floor(length / 256), length % 256) .. content
end

local jpeg = "\255\216" .. segment(0xc0, "\8\0\32\0\64\1\1\17\0") .. segment(0xda, "") .. "\255\217"

local folder = child(LrPathUtils.getStandardFilePath("temp"), "import")
local below = child(folder, "below")
LrFileUtils.createAllDirectories(below)
for path, bytes in pairs({
	[child(folder, "a.jpg")] = jpeg,
	[child(below, "b.jpg")] = jpeg,
	[child(folder, "broken.jpg")] = jpeg:sub(1, 10),
	[child(folder, "text.txt")] = "text",
}) do
	local file = assert(io.open(path, "wb"))
	file:write(bytes)
	file:close()
end

-- It waits, so it needs a task.
local ok, e = pcall(catalog.triggerImportUI, catalog, folder)
assert(not ok and e:find("We can only wait from within a task", 1, true), e)

LrTasks.startAsyncTask(function()
	local count = #catalog:getAllPhotos()
	catalog:triggerImportUI(folder)
	print("after the dialog", #catalog:getAllPhotos() - count)
	catalog:triggerImportFromPathWithPreviousSettings(folder)
	print("after the second", #catalog:getAllPhotos() - count)
	assert(catalog:findPhotoByPath(child(below, "b.jpg")))
	catalog:setActiveSources(catalog.kPreviousImport)
	print("previous import", #catalog:getMultipleSelectedOrAllPhotos())
	import("LrUndo").undo()
	print("undone", #catalog:getAllPhotos() - count)
end)
