-- LrPhoto: what its objects can do.
local LrPhoto, runtime, host = ...

local type, pairs = type, pairs

local objects = runtime.objects
local class = objects.class("LrPhoto", LrPhoto, "photo", objects.properties)

function LrPhoto.type()
	return "LrPhoto"
end

local function settle(value, kind)
	if kind == "photo" then
		return class.object(value)
	elseif kind == "photos" then
		return class.list(value)
	elseif kind == "keywords" then
		return objects.class_of("LrKeyword").list(value)
	end
	return value
end

local raw, formatted = host.getRawMetadata, host.getFormattedMetadata

-- Without a key: a table of all that the photo has.
function LrPhoto:getRawMetadata(key)
	local id = class.self(self, "getRawMetadata")
	if key ~= nil then
		return settle(raw(key, id))
	end
	local all, keys = {}, host.raw_keys()
	for i = 1, #keys do
		all[keys[i]] = settle(raw(keys[i], id))
	end
	return all
end

function LrPhoto:getFormattedMetadata(key)
	local id = class.self(self, "getFormattedMetadata")
	if key ~= nil then
		return formatted(key, id)
	end
	local all, keys = {}, host.formatted_keys()
	for i = 1, #keys do
		all[keys[i]] = formatted(keys[i], id)
	end
	return all
end

function LrPhoto:setRawMetadata(key, value)
	host.setRawMetadata(key, value, class.self(self, "setRawMetadata"))
end

function LrPhoto:addKeyword(keyword)
	local id = class.self(self, "addKeyword")
	host.addKeyword(id, objects.class_of("LrKeyword").id(keyword, 1, "addKeyword"))
end

function LrPhoto:removeKeyword(keyword)
	local id = class.self(self, "removeKeyword")
	host.removeKeyword(id, objects.class_of("LrKeyword").id(keyword, 1, "removeKeyword"))
end

function LrPhoto:getContainedCollections()
	local ids = host.getContainedCollections(class.self(self, "getContainedCollections"))
	return objects.class_of("LrCollection").list(ids)
end

-- There are no publish services.
function LrPhoto:getContainedPublishedCollections()
	class.self(self, "getContainedPublishedCollections")
	return {}
end

function LrPhoto:addOrRemoveFromTargetCollection()
	host.addOrRemoveFromTargetCollection(class.self(self, "addOrRemoveFromTargetCollection"))
end

function LrPhoto:checkPhotoAvailability()
	return host.checkPhotoAvailability(class.self(self, "checkPhotoAvailability"))
end

function LrPhoto:getPropertyForPlugin(plugin, fieldId, optVersion)
	local id = class.self(self, "getPropertyForPlugin")
	return host.getPropertyForPlugin(plugin, fieldId, optVersion, id)
end

function LrPhoto:setPropertyForPlugin(plugin, fieldId, value, optVersion)
	local id = class.self(self, "setPropertyForPlugin")
	host.setPropertyForPlugin(plugin, fieldId, value, optVersion, id)
end

function LrPhoto:rotateLeft()
	host.rotate(class.self(self, "rotateLeft"), true)
end

function LrPhoto:rotateRight()
	host.rotate(class.self(self, "rotateRight"), false)
end

--------------------------------------------------------------------------------------- develop --

function LrPhoto:getDevelopSettings()
	return host.getDevelopSettings(class.self(self, "getDevelopSettings"))
end

-- Auto values are computed from pixels: there are none to flatten.
function LrPhoto:applyDevelopSettings(settings, optHistoryName)
	local id = class.self(self, "applyDevelopSettings")
	host.applyDevelopSettings(settings, optHistoryName, id)
end

function LrPhoto:applyDevelopPreset(preset, _plugin, presetAmount)
	local id = class.self(self, "applyDevelopPreset")
	local uuid = objects.class_of("LrDevelopPreset").id(preset, 1, "applyDevelopPreset")
	host.applyDevelopPreset(uuid, presetAmount, id)
end

function LrPhoto:copySettings()
	return host.copySettings(class.self(self, "copySettings"))
end

function LrPhoto:pasteSettings()
	return host.pasteSettings(class.self(self, "pasteSettings"))
end

function LrPhoto:updateAISettings()
	class.self(self, "updateAISettings")
end

function LrPhoto:createDevelopSnapshot(snapshotName, updateInPlace)
	local id = class.self(self, "createDevelopSnapshot")
	return host.createDevelopSnapshot(snapshotName, updateInPlace, id)
end

function LrPhoto:getDevelopSnapshots()
	local ids, names, globals = host.snapshots(class.self(self, "getDevelopSnapshots"))
	local snapshots = {}
	for i = 1, #ids do
		snapshots[i] = { snapshotID = ids[i], name = names[i], id_global = globals[i] }
	end
	return snapshots
end

for _, name in pairs({
	"applyDevelopSnapshot",
	"deleteDevelopSnapshot",
	"quickDevelopSetTreatment",
	"quickDevelopSetWhiteBalance",
	"quickDevelopCropAspect",
}) do
	LrPhoto[name] = function(self, value)
		host[name](value, class.self(self, name))
	end
end

-- As the documentation spells it.
LrPhoto.quickDevelopSetWhiteBalacne = LrPhoto.quickDevelopSetWhiteBalance

for _, name in pairs({ "quickDevelopAdjustImage", "quickDevelopAdjustWhiteBalance" }) do
	LrPhoto[name] = function(self, settingName, size)
		host[name](settingName, size, class.self(self, name))
	end
end

for _, name in pairs({ "openExportDialog", "openExportWithPreviousDialog" }) do
	LrPhoto[name] = function(self)
		host[name](class.self(self, name))
	end
end

-------------------------------------------------------------------------------------- previews --

-- R12.3. The callback is called later, as one of Lightroom would. What is returned is to be held by the
-- plug-in and has no members.
function LrPhoto:requestJpegThumbnail(width, height, callback)
	local id = class.self(self, "requestJpegThumbnail")
	runtime.expect_function(callback, 3, "requestJpegThumbnail")
	runtime.import("LrTasks").startAsyncTask(function()
		callback(host.thumbnail(id, width or 0, height or 0))
	end, "requestJpegThumbnail")
	return {}
end
