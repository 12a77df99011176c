-- LrExportContext: the plug-in's own export service runs as after the Export dialog.
local LrExportContext, runtime = ...

local setmetatable, type, format, pairs, ipairs, tostring =
	setmetatable, type, string.format, pairs, ipairs, tostring

runtime.import("LrExportSession")

-- context → { session, properties, scope, portion }
local states = setmetatable({}, { __mode = "k" })
local state_of = runtime.receiver(states, "LrExportContext", "exportContext")

local meta = {}

function meta.__index(context, key)
	local state = states[context]
	if key == "exportSession" then
		return state.session
	elseif key == "propertyTable" then
		return state.properties
	end
	return LrExportContext[key]
end

function LrExportContext:configureProgress(args)
	local state = state_of(self, "configureProgress")
	if type(args) ~= "table" then
		runtime.raise(format("bad argument #1 to 'configureProgress' (table expected, got %s)",
			args == nil and "no value" or type(args)))
	end
	state.scope = runtime.progress({ title = args.title, functionContext = state.context })
	state.portion = args.renderPortion
	return state.scope
end

function LrExportContext:startRendering()
	runtime.start_rendering(state_of(self, "startRendering").session)
end

function LrExportContext:renditions(args)
	local state = state_of(self, "renditions")
	if not state.scope then
		runtime.diagnose("exportContext:renditions: call configureProgress first, as Adobe asks")
	end
	runtime.start_rendering(state.session)
	local params = {}
	for key, value in pairs(type(args) == "table" and args or {}) do
		params[key] = value
	end
	params.progressScope = params.progressScope or state.scope
	params.renderProgressPortion = params.renderProgressPortion or state.portion
	return state.session:renditions(params)
end

-- The documented values of two settings, the default first. A service can allow some of them, or refuse
-- some: the fields are named by the last column.
local CHOICES = {
	LR_format = { { "JPEG", "PSD", "TIFF", "DNG", "ORIGINAL" }, "FileFormats" },
	LR_export_colorSpace = { { "sRGB", "AdobeRGB", "ProPhotoRGB", "DisplayP3" }, "ColorSpaces" },
}

local function has(list, value)
	for _, item in ipairs(type(list) == "table" and list or {}) do
		if item == value then
			return true
		end
	end
	return false
end

-- The values of a setting that a service leaves, the default first.
local function choices(provider, values, fields)
	local allowed, refused = provider["allow" .. fields], provider["disallow" .. fields]
	local left = {}
	for _, value in ipairs(type(allowed) == "table" and allowed or values) do
		if not has(refused, value) then
			left[#left + 1] = value
		end
	end
	return left
end

-- Sets what the service leaves no choice of (R12.4).
local function choose(settings, provider)
	for key, row in pairs(CHOICES) do
		local left = choices(provider, row[1], row[2])
		local given = settings[key]
		if given == nil or (left[1] ~= nil and not has(left, given)) then
			settings[key] = left[1]
			if given ~= nil then
				runtime.diagnose(format("the export service does not allow %s = %s: %s is exported", key,
					tostring(given), tostring(left[1])))
			end
		end
	end
end

-- The defaults of the service's own fields, below these settings.
local function with_defaults(settings, provider)
	local values = {}
	local fields = provider.exportPresetFields
	for _, field in ipairs(type(fields) == "table" and fields or {}) do
		if type(field) == "table" and field.key ~= nil then
			values[field.key] = field.default
		end
	end
	for key, value in pairs(settings) do
		values[key] = value
	end
	choose(values, provider)
	return values
end

local function provider_of(file)
	local provider = runtime.visible.require(file)
	if type(provider) ~= "table" then
		runtime.raise(format("LrExportServiceProvider: %s must return a table, it returned %s", file,
			type(provider)))
	end
	return provider
end

-- A service that does not say that it can export videos gets none (R12.4).
local function leave_out_videos(state, provider)
	if provider.canExportVideo then
		return
	end
	local photos = {}
	for _, photo in ipairs(state.photos) do
		if photo:getRawMetadata("isVideo") then
			runtime.diagnose("a video is left out: the export service has no canExportVideo = true")
		else
			photos[#photos + 1] = photo
		end
	end
	state.photos = photos
end

-- R12.1. Guess: without processRenderedPhotos Lightroom exports by itself, as documented for a provider
-- that has none. `state` is that of the session.
function runtime.run_export_service(session, state, file)
	local provider = provider_of(file)
	state.settings = with_defaults(state.settings, provider)
	leave_out_videos(state, provider)
	if provider.updateExportSettings ~= nil then
		provider.updateExportSettings(state.settings)
	end
	local process = provider.processRenderedPhotos
	if process == nil then
		return runtime.render_all(session)
	end
	local LrFunctionContext = runtime.import("LrFunctionContext")
	return LrFunctionContext.callWithContext("processRenderedPhotos", function(function_context)
		local context = setmetatable({}, meta)
		states[context] = {
			session = session,
			properties = runtime.dialogs.properties(state.settings),
			context = function_context,
		}
		return process(function_context, context)
	end)
end

--------------------------------------------------------------------------------- the Export dialog --

local dialogs = runtime.dialogs
local EXPORT = "export"
-- The newest export that was begun in the dialog.
local newest

function dialogs.export_open(file, settings)
	local provider = provider_of(file)
	if provider.supportsIncrementalPublish == "only" then
		return false, file .. " only publishes (supportsIncrementalPublish = \"only\"), and publish services are "
			.. "not simulated by lrsocket"
	end
	local properties = dialogs.properties(with_defaults(settings, provider))
	dialogs.open(EXPORT, file, provider, properties).file = file
	return true
end

-- Presses Export: the selected photos are exported in a task.
function dialogs.export_run()
	local _, properties, file = dialogs.current(EXPORT)
	local why = properties.LR_cantExportBecause
	if why then
		return false, "the Export button is disabled: " .. tostring(why)
	end
	local settings = {}
	for key, value in properties:pairs() do
		settings[key] = value
	end
	dialogs.close(EXPORT, "ok")
	local catalog = runtime.import("LrApplication").activeCatalog()
	newest = runtime.import("LrExportSession")({
		photosToExport = catalog:getTargetPhotos(),
		exportSettings = settings,
	})
	local session = newest
	runtime.import("LrTasks").startAsyncTask(function()
		runtime.run_export(session, file)
	end, "Export")
	return true
end

-- The renditions of the newest export as plain tables.
function dialogs.export_renditions()
	if not newest then
		return false, "nothing was exported yet"
	end
	return true, runtime.described_renditions(newest)
end
