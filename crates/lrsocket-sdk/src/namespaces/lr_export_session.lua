-- LrExportSession: sessions that know what would be exported.
local LrExportSession, runtime, host = ...

local objects = runtime.objects
local setmetatable, type, format = setmetatable, type, string.format
local match, gsub, remove = string.match, string.gsub, table.remove

runtime.import("LrExportRendition")
local extension_for = runtime.import("LrExportSettings").extensionForFormat

-- Of so many renditions it is said where they would be.
local SAID = 20

-- session → { photos, settings }
local states = setmetatable({}, { __mode = "k" })

local meta = {}

function meta.__index(session, key)
	if key == "catalog" and states[session] then
		return objects.properties.catalog()
	end
	return LrExportSession[key]
end

local state_of = runtime.receiver(states, "LrExportSession", "exportSession")

local function path_of(photo)
	return host.path(objects.class_of("LrPhoto").id(photo, 1, "renditions"))
end

-- Where a rendition of the photo would be, or nil if that depends on what is not simulated.
local function destination(photo, settings)
	local path = path_of(photo)
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

local function rendition_of(state, photo)
	local rendition = state.renditions[photo]
	if not rendition then
		rendition = runtime.export_rendition(photo, destination(photo, state.settings))
		state.renditions[photo] = rendition
	end
	return rendition
end

local function copy(list)
	local result = {}
	for i = 1, #list do
		result[i] = list[i]
	end
	return result
end

function LrExportSession.type()
	return "LrExportSession"
end

function LrExportSession:countRenditions()
	return #state_of(self, "countRenditions").photos
end

-- An iterator over the photos as they are now (documented).
function LrExportSession:photosToExport()
	local photos, i = copy(state_of(self, "photosToExport").photos), 0
	return function()
		i = i + 1
		return photos[i]
	end
end

function LrExportSession:removePhoto(photo)
	local photos = state_of(self, "removePhoto").photos
	for i = #photos, 1, -1 do
		if photos[i] == photo then
			remove(photos, i)
		end
	end
end

-- An iterator over numbers and renditions. A progress scope among `params` advances by its portion.
function LrExportSession:renditions(params)
	local state = state_of(self, "renditions")
	if params ~= nil and type(params) ~= "table" then
		runtime.raise(format("bad argument #1 to 'renditions' (table expected, got %s)", type(params)))
	end
	params = params or {}
	local scope, portion = params.progressScope, params.renderProgressPortion or 1
	local photos, i = copy(state.photos), 0
	return function()
		if scope then
			scope:setPortionComplete(#photos > 0 and portion * i / #photos or portion)
			if params.stopIfCanceled and scope:isCanceled() then
				return nil
			end
		end
		i = i + 1
		if photos[i] ~= nil then
			return i, rendition_of(state, photos[i])
		end
	end
end

local function say_what_would_be(state, member)
	local count = #state.photos
	runtime.diagnose(format("%s: nothing is rendered; Lightroom would export %d photo%s", member, count,
		count == 1 and "" or "s"))
	for i = 1, count do
		if i > SAID then
			runtime.diagnose(format("%s: … and %d more", member, count - SAID))
			break
		end
		local rendition = rendition_of(state, state.photos[i])
		runtime.diagnose(format("%s: %s would be exported as %s", member, path_of(rendition.photo),
			rendition.wasSkipped and "nothing, the plug-in skips it"
				or rendition.destinationPath or "a file whose name depends on what is not simulated"))
	end
end

-- What an export context starts, or the export itself.
function runtime.start_rendering(session, member)
	local state = states[session]
	if not state.rendering then
		state.rendering = true
		say_what_would_be(state, member)
	end
end

-- Guess: an error in the plug-in's export service goes through to who exports on its own task.
local function export(session, member)
	local settings = states[session].settings
	local name = settings.LR_exportServiceProvider
	local file = type(name) == "string" and host.provider(name)
	if not file then
		return runtime.start_rendering(session, member)
	end
	runtime.import("LrExportContext")
	return runtime.run_export_service(session, settings, file)
end

function LrExportSession:doExportOnCurrentTask()
	state_of(self, "doExportOnCurrentTask")
	-- It waits, so it needs a task (R2.1, R2.2).
	runtime.wait(runtime.YIELD)
	export(self, "doExportOnCurrentTask")
end

function LrExportSession:doExportOnNewTask()
	state_of(self, "doExportOnNewTask")
	runtime.import("LrTasks").startAsyncTask(function()
		export(self, "doExportOnNewTask")
	end, "doExportOnNewTask")
end

for _, member in ipairs({ "recordRemoteCollectionId", "recordRemoteCollectionUrl" }) do
	LrExportSession[member] = function(self)
		state_of(self, member)
		runtime.diagnose(format("%s has no effect: this session exports, it does not publish", member))
	end
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
		states[session] = { photos = class.list(ids), settings = settings or {}, renditions = {} }
		return session
	end,
})
