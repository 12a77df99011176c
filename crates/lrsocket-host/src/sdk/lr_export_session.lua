-- LrExportSession: sessions that know what would be exported.
local LrExportSession, runtime, host = ...

local objects = runtime.objects
local setmetatable, type, format, concat = setmetatable, type, string.format, table.concat
local match, gsub = string.match, string.gsub

runtime.import("LrExportRendition")
local extension_for = runtime.import("LrExportSettings").extensionForFormat

-- session → { photos, settings }
local states = setmetatable({}, { __mode = "k" })

local meta = {}

function meta.__index(session, key)
	if key == "catalog" and states[session] then
		return objects.properties.catalog()
	end
	return LrExportSession[key]
end

local function state_of(self, member)
	local state = type(self) == "table" and states[self]
	if not state then
		runtime.raise(format("%s: call it with a colon, exportSession:%s(…)", member, member))
	end
	return state
end

-- Where a rendition of the photo would be, or nil if that depends on what is not simulated.
local function destination(photo, settings)
	local path = host.path(objects.class_of("LrPhoto").id(photo, 1, "renditions"))
	local folder, name = match(path, "^(.*)[/\\]([^/\\]*)$")
	local separator = match(path, "[/\\]") or "/"
	if settings.LR_renamingTokensOn or not name then
		return nil
	end
	local kind = settings.LR_export_destinationType
	if kind == "specificFolder" then
		folder = settings.LR_export_destinationPathPrefix
	elseif kind ~= "sourceFolder" then
		return nil
	end
	if type(folder) ~= "string" then
		return nil
	end
	if settings.LR_export_useSubfolder then
		local suffix = settings.LR_export_destinationPathSuffix
		if type(suffix) ~= "string" then
			return nil
		end
		folder = folder .. separator .. suffix
	end
	local extension = type(settings.LR_format) == "string" and extension_for(settings.LR_format)
	if extension then
		name = gsub(name, "%.[^.]*$", "") .. "." .. extension
	elseif settings.LR_format ~= "ORIGINAL" then
		return nil
	end
	return folder .. separator .. name
end

local function say_what_would_be(state, member)
	local parts = {}
	for i = 1, #state.photos do
		if i > 5 then
			parts[i] = "…"
			break
		end
		local id = objects.class_of("LrPhoto").id(state.photos[i], 1, member)
		parts[i] = match(host.path(id), "[^/\\]*$")
	end
	runtime.diagnose(format("%s: nothing is rendered; Lightroom would export %d photo%s: %s", member,
		#state.photos, #state.photos == 1 and "" or "s", concat(parts, ", ")))
end

function LrExportSession.type()
	return "LrExportSession"
end

function LrExportSession:countRenditions()
	return #state_of(self, "countRenditions").photos
end

-- An iterator over the photos.
function LrExportSession:photosToExport()
	local photos, i = state_of(self, "photosToExport").photos, 0
	return function()
		i = i + 1
		return photos[i]
	end
end

function LrExportSession:removePhoto(photo)
	local photos = state_of(self, "removePhoto").photos
	for i = #photos, 1, -1 do
		if photos[i] == photo then
			table.remove(photos, i)
		end
	end
end

-- An iterator over numbers and renditions.
function LrExportSession:renditions()
	local state = state_of(self, "renditions")
	state.renditions = state.renditions or {}
	local i = 0
	return function()
		i = i + 1
		local photo = state.photos[i]
		if photo == nil then
			return nil
		end
		local rendition = state.renditions[photo]
		if not rendition then
			rendition = runtime.export_rendition(photo, destination(photo, state.settings))
			state.renditions[photo] = rendition
		end
		return i, rendition
	end
end

function LrExportSession:doExportOnCurrentTask()
	local state = state_of(self, "doExportOnCurrentTask")
	-- It waits, so it needs a task (R2.1, R2.2).
	runtime.wait(runtime.YIELD)
	say_what_would_be(state, "doExportOnCurrentTask")
end

function LrExportSession:doExportOnNewTask()
	say_what_would_be(state_of(self, "doExportOnNewTask"), "doExportOnNewTask")
end

setmetatable(LrExportSession, {
	__call = function(_, params)
		if type(params) ~= "table" then
			runtime.raise(format("bad argument #1 to 'LrExportSession' (table expected, got %s)",
				params == nil and "no value" or type(params)))
		end
		local settings = params.exportSettings
		if settings ~= nil and type(settings) ~= "table" then
			runtime.raise(format("LrExportSession: exportSettings must be a table, got %s",
				type(settings)))
		end
		local class = objects.class_of("LrPhoto")
		local ids = class.ids(params.photosToExport, 1, "LrExportSession")
		local session = setmetatable({}, meta)
		states[session] = { photos = class.list(ids), settings = settings or {} }
		return session
	end,
})
