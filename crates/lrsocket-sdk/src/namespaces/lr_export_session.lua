-- LrExportSession: sessions that know what would be exported.
local LrExportSession, runtime, host = ...

local objects = runtime.objects
local setmetatable, type, format = setmetatable, type, string.format
local match, gsub, remove = string.match, string.gsub, table.remove
local ipairs, tonumber, tostring, max = ipairs, tonumber, tostring, math.max

runtime.import("LrExportRendition")
local extension_for = runtime.import("LrExportSettings").extensionForFormat

-- session → { photos, settings, renditions, taken, folder }
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

-- Where a rendition of the photo is to be, or nil if that depends on what is not simulated.
local function destination(photo, state)
	local settings = state.settings
	local path = path_of(photo)
	local folder, name = match(path, "^(.*)[/\\]([^/\\]*)$")
	local separator = match(path, "[/\\]") or "/"
	local renamed = settings.LR_renamingTokensOn and settings.LR_tokens ~= "{{image_name}}"
	if renamed or not name then
		return nil
	end
	local kind = settings.LR_export_destinationType
	if kind == "specificFolder" then
		folder = settings.LR_export_destinationPathPrefix
	elseif kind == "tempFolder" or (kind == nil and state.served) then
		state.folder = state.folder or host.temporary_folder()
		folder, separator = state.folder, match(state.folder, "[/\\]")
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
	return folder .. separator .. name, folder
end

-- A path that neither a file nor another rendition has: Photo.jpg, Photo-2.jpg, …
local function free_path(path, taken)
	local stem, extension = match(path, "^(.*)(%.[^./\\]*)$")
	local free, number = path, 1
	while taken[free] or host.exists(free) do
		number = number + 1
		free = (stem or path) .. "-" .. number .. (extension or "")
	end
	return free
end

-- The largest width and height of a rendition; 0 for no limit.
local function limits_of(settings)
	if not settings.LR_size_doConstrain then
		return 0, 0
	end
	local width, height = tonumber(settings.LR_size_maxWidth) or 0, tonumber(settings.LR_size_maxHeight) or 0
	local kind = settings.LR_size_resizeType
	if kind == "longEdge" then
		local edge = max(width, height)
		return edge, edge
	elseif kind == nil or kind == "wh" or kind == "dimensions" then
		return width, height
	end
	runtime.diagnose(format("LR_size_resizeType = %q is not simulated: renditions are not resized", tostring(kind)))
	return 0, 0
end

-- Writes the file of a rendition: R12.2.
local function render(state, rendition)
	local settings, path = state.settings, rendition.destinationPath
	if not path then
		return false, "lrsocket does not know where this rendition is to be: it depends on naming, on a format "
			.. "or on a folder that is not simulated"
	end
	local width, height = limits_of(settings)
	if settings.LR_export_destinationType == "specificFolder" then
		host.create_folder(match(path, "^(.*)[/\\]"))
	end
	local id = objects.class_of("LrPhoto").id(rendition.photo, 1, "renditions")
	local ok, why = host.render(id, path, settings.LR_format, width, height)
	return ok, ok and path or why
end

local function rendition_of(state, photo)
	local rendition = state.renditions[photo]
	if rendition then
		return rendition
	end
	local path = destination(photo, state)
	local handling = state.settings.LR_collisionHandling
	local skips = path ~= nil and handling == "skip" and host.exists(path)
	if path and not skips and handling ~= "overwrite" then
		path = free_path(path, state.taken)
		state.taken[path] = true
	end
	rendition = runtime.export_rendition(photo, path, function(own)
		return render(state, own)
	end)
	rendition.wasSkipped = skips
	state.renditions[photo] = rendition
	state.order[#state.order + 1] = rendition
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

-- What an export context starts. The files are written one at a time, when they are waited for.
function runtime.start_rendering(session)
	states[session].rendering = true
end

-- Lightroom exports by itself: each file is written.
function runtime.render_all(session)
	local state = states[session]
	for _, photo in ipairs(copy(state.photos)) do
		local ok, why = rendition_of(state, photo):waitForRender()
		if not ok then
			runtime.diagnose(format("%s is not exported: %s", path_of(photo), tostring(why)))
		end
	end
end

-- Runs the export by this service, or by Lightroom itself. Files in the folder for temporary ones are
-- deleted at the end: documented.
function runtime.run_export(session, file)
	local state = states[session]
	state.served = file ~= nil
	local function run()
		if file then
			runtime.import("LrExportContext")
			return runtime.run_export_service(session, state, file)
		end
		return runtime.render_all(session)
	end
	local ok, e = runtime.nested(run)
	if state.folder then
		host.remove_folder(state.folder)
	end
	if not ok then
		runtime.unwrap(false, e)
	end
end

-- The renditions so far as plain tables.
function runtime.described_renditions(session)
	local list = {}
	for i, rendition in ipairs(states[session].order) do
		list[i] = runtime.described_rendition(rendition)
		list[i].photo = objects.class_of("LrPhoto").id(rendition.photo, 1, "renditions")
	end
	return list
end

-- Guess: an error in the plug-in's export service goes through to who exports on its own task.
local function export(session)
	local name = states[session].settings.LR_exportServiceProvider
	runtime.run_export(session, type(name) == "string" and host.provider(name) or nil)
end

function LrExportSession:doExportOnCurrentTask()
	state_of(self, "doExportOnCurrentTask")
	-- It waits, so it needs a task (R2.1, R2.2).
	runtime.wait(runtime.YIELD)
	export(self)
end

function LrExportSession:doExportOnNewTask()
	state_of(self, "doExportOnNewTask")
	runtime.import("LrTasks").startAsyncTask(function()
		export(self)
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
		states[session] = {
			photos = class.list(ids),
			settings = settings or {},
			renditions = {},
			order = {},
			taken = {},
		}
		return session
	end,
})
