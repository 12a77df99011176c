-- LrApplication.
local LrApplication, runtime, host = ...

local remove = table.remove
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

-- Not documented, but used. What `add` returns takes the observer away again; so does its function.
local observers = {}
local listens = false

local function notify()
	local now = {}
	for i = 1, #observers do
		now[i] = observers[i]
	end
	for i = 1, #now do
		if not now[i].removed then
			-- An error is that of a task of its own, so that the others are called.
			runtime.import("LrTasks").startAsyncTask(now[i].func, "active photo observer")
		end
	end
end

function LrApplication.addActivePhotoChangeObserver(func)
	runtime.expect_function(func, 1, "addActivePhotoChangeObserver")
	if not listens then
		listens = true
		runtime.changes.listen("active_photo", notify)
	end
	local observer = { func = func, removed = false }
	observers[#observers + 1] = observer
	return observer
end

function LrApplication.removeActivePhotoChangeObserver(observer)
	for i = #observers, 1, -1 do
		if observers[i] == observer or observers[i].func == observer then
			observers[i].removed = true
			remove(observers, i)
		end
	end
end
