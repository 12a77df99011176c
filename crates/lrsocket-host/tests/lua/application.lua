-- LrApplication: versions, presets, and who observes the active photo.
local LrApplication, LrSelection, LrTasks =
	import "LrApplication", import "LrSelection", import "LrTasks"

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

assert(LrApplication.activeCatalog() == LrApplication.activeCatalog())
assert(LrApplication.activeCatalog():type() == "LrCatalog")

local version = LrApplication.versionTable()
assert(version.major == 15 and type(version.build) == "string" and type(version.minor) == "number" and type(version.revision) == "number")
assert(version.publicBeta == false)
assert(LrApplication.versionString():find("^15%.%d+"))

-- Presets.
local folders = LrApplication.developPresetFolders()
assert(#folders > 0 and folders[1]:type() == "LrDevelopPresetFolder" and #folders[1]:getName() > 0)
local preset = folders[1]:getDevelopPresets()[1]
assert(preset:type() == "LrDevelopPreset" and preset:getParent() == folders[1])
assert(LrApplication.developPresetByUuid(preset:getUuid()) == preset)
assert(LrApplication.developPresetByUuid("none") == nil)
refused("bad argument #1 to 'developPresetByUuid' (string expected, got nil)",
	LrApplication.developPresetByUuid, nil)

-- Where their files would be.
local path = folders[1]:getPath()
assert(path:find(folders[1]:getName(), 1, true) and path:find("CameraRaw", 1, true))
assert(preset:getFile():find(path, 1, true) == 1 and preset:getFile():find("%.xmp$"))
refused("call it with a colon, folder:getPath(…)", folders[1].getPath)
refused("call it with a colon, preset:getFile(…)", preset.getFile)

-- Presets of a plug-in are found by it alone.
assert(#LrApplication.getDevelopPresetsForPlugin(_PLUGIN) == 0)
local own = LrApplication.addDevelopPresetForPlugin(_PLUGIN, "Warm", { Temperature = 6500 })
assert(own:getName() == "Warm" and own:getSetting().Temperature == 6500 and own:getParent() == nil)
assert(own:getFile() == nil)
assert(LrApplication.getDevelopPresetsForPlugin(_PLUGIN)[1] == own)
assert(LrApplication.getDevelopPresetsForPlugin(_PLUGIN, own:getUuid()) == own)
assert(LrApplication.getDevelopPresetsForPlugin(_PLUGIN, "none") == nil)
assert(LrApplication.developPresetByUuid(own:getUuid()) == nil)
refused("bad argument #3 to 'addDevelopPresetForPlugin' (table expected, got nil)",
	LrApplication.addDevelopPresetForPlugin, _PLUGIN, "Cold")

for _, name in ipairs({ "filenamePresets", "metadataPresets", "viewFilterPresets" }) do
	assert(next(LrApplication[name]()) == nil)
end

-- Observers of the active photo without a context live until they are removed; photo_observers.lua
-- is about those with one.
local first, second = 0, 0
local one, other = { name = "one" }, { name = "other" }
LrApplication.addActivePhotoChangeObserver(function()
	first = first + 1
end, one)
LrApplication.addActivePhotoChangeObserver(function()
	second = second + 1
	error("an observer's own affair")
end, other)
LrTasks.startAsyncTask(function()
	LrSelection.nextPhoto()
	LrSelection.nextPhoto()
	assert(first == 0)
	LrTasks.sleep(1)
	assert(first == 1 and second == 1, first)
	LrApplication.removeActivePhotoChangeObserver(one)
	LrSelection.nextPhoto()
	LrTasks.sleep(1)
	assert(first == 1 and second == 2)
	LrApplication.removeActivePhotoChangeObserver(other)
	LrSelection.nextPhoto()
	LrTasks.sleep(1)
	assert(second == 2)
	print("done")
end)
