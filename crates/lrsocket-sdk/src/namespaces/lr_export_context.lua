-- LrExportContext: the plug-in's own export service runs as after the Export dialog.
local LrExportContext, runtime = ...

local setmetatable, type, format, pairs, ipairs = setmetatable, type, string.format, pairs, ipairs

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
	runtime.start_rendering(state_of(self, "startRendering").session, "startRendering")
end

function LrExportContext:renditions(args)
	local state = state_of(self, "renditions")
	if not state.scope then
		runtime.diagnose("exportContext:renditions: call configureProgress first, as Adobe asks")
	end
	runtime.start_rendering(state.session, "renditions")
	local params = {}
	for key, value in pairs(type(args) == "table" and args or {}) do
		params[key] = value
	end
	params.progressScope = params.progressScope or state.scope
	params.renderProgressPortion = params.renderProgressPortion or state.portion
	return state.session:renditions(params)
end

-- The settings of the session, and the defaults of the service's own.
local function properties_of(settings, provider)
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
	local function nothing() end
	return (runtime.observable(values, nothing, nothing))
end

-- Guess: without processRenderedPhotos Lightroom exports by itself, as documented for a provider
-- that has none.
function runtime.run_export_service(session, settings, file)
	local provider = runtime.visible.require(file)
	if type(provider) ~= "table" then
		runtime.raise(format("LrExportServiceProvider: %s must return a table, it returned %s", file,
			type(provider)))
	end
	local process = provider.processRenderedPhotos
	if process == nil then
		return runtime.start_rendering(session, file)
	end
	local LrFunctionContext = runtime.import("LrFunctionContext")
	return LrFunctionContext.callWithContext("processRenderedPhotos", function(function_context)
		local context = setmetatable({}, meta)
		states[context] = {
			session = session,
			properties = properties_of(settings, provider),
			context = function_context,
		}
		return process(function_context, context)
	end)
end
