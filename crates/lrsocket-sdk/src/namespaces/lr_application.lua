-- LrApplication.
local LrApplication, runtime, host = ...

local type = type
local objects = runtime.objects

function LrApplication.activeCatalog()
	return objects.class_of("LrCatalog").object(1)
end

function LrApplication.developPresetFolders()
	return objects.class_of("LrDevelopPresetFolder").list(host.folders())
end

function LrApplication.developPresetByUuid(uuid)
	return objects.class_of("LrDevelopPreset").object(host.developPresetByUuid(uuid))
end

function LrApplication.addDevelopPresetForPlugin(plugin, presetName, presetValue)
	local uuid = host.addDevelopPresetForPlugin(plugin, presetName, presetValue)
	return objects.class_of("LrDevelopPreset").object(uuid)
end

-- With a uuid that preset or nil, else all of the plug-in.
function LrApplication.getDevelopPresetsForPlugin(plugin, uuid)
	local presets, uuids = objects.class_of("LrDevelopPreset"), host.getDevelopPresetsForPlugin(plugin)
	if uuid == nil then
		return presets.list(uuids)
	end
	for i = 1, #uuids do
		if uuids[i] == uuid then
			return presets.object(uuid)
		end
	end
	return nil
end

-- The simulation has none of these presets.
function LrApplication.viewFilterPresets()
	return {}
end

function LrApplication.metadataPresets()
	return {}
end

function LrApplication.filenamePresets()
	return {}
end

------------------------------------------------------------------------------------- observers --

-- Not documented, but used: mostly as (context, observer, func), as in LrDevelopController. One
-- plug-in passes (func, observer) and no context. Guess: its observer lives until it is removed.
local observers = runtime.observers("addActivePhotoChangeObserver", host)
runtime.changes.listen("active_photo", observers.notify)

function LrApplication.addActivePhotoChangeObserver(context, observer, func)
	if type(context) == "function" then
		observers.add_for_good(context, observer)
	else
		observers.add(context, observer, func)
	end
end

LrApplication.removeActivePhotoChangeObserver = observers.remove
