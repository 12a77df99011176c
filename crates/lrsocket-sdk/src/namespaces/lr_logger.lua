-- LrLogger. Calling the namespace makes a logger, or finds the one of that name.
--
-- Guesses where the documentation is silent: several values are joined with a space; enable()
-- replaces what was enabled before; functions of quick() follow a later enable() or disable().
local LrLogger, runtime, host = ...

local type, tostring, select, pairs, ipairs = type, tostring, select, pairs, ipairs
local pcall, setmetatable, concat, format = pcall, setmetatable, table.concat, string.format
local date, time, floor, traceback = os.date, os.time, math.floor, debug.traceback

local LEVELS = { "trace", "debug", "info", "warn", "error", "fatal" }
local is_level = {}
for _, level in ipairs(LEVELS) do
	is_level[level] = true
end

local Logger = {}
Logger.__index = Logger

-- logger → { name, actions }; actions: level → what to do, nil if nothing.
local states = setmetatable({}, { __mode = "k" })
local loggers = {}

setmetatable(LrLogger, {
	__call = function(_, name)
		name = host.name(name) or "default"
		local logger = loggers[name]
		if not logger then
			logger = setmetatable({}, Logger)
			loggers[name], states[logger] = logger, { name = name, actions = {} }
		end
		return logger
	end,
})

local state_of = runtime.receiver(states, "LrLogger", "logger")

------------------------------------------------------------------------------------- messages --

local function offset_from_utc(now)
	local utc = date("!*t", now)
	utc.isdst = date("*t", now).isdst
	local minutes = floor((now - time(utc)) / 60 + 0.5)
	local sign = minutes < 0 and "-" or "+"
	minutes = minutes < 0 and -minutes or minutes
	return format("%s%02d:%02d", sign, floor(minutes / 60), minutes % 60)
end

local function line(level, message)
	local seconds = host.seconds()
	local now = floor(seconds)
	local stamp
	if host.is_mac then
		stamp = format("%s.%03d0000%s,", date("%Y-%m-%d %H:%M:%S", now),
			floor((seconds - now) * 1000), offset_from_utc(now))
	else
		stamp = date("%m/%d/%Y %H:%M:%S", now)
	end
	return stamp .. " " .. level:upper() .. "\t" .. message .. "\n"
end

local function stack()
	-- Without the frames of this file.
	return (traceback("", 2):gsub("\n[^\n]*lrsocket:LrLogger[^\n]*", ""))
end

local function emit(state, level, action, message)
	if action.logfile then
		host.append(state.name, line(level, message))
	end
	if action.traceback then
		host.log(level, state.name, message .. stack())
	elseif action.print or action.logfile then
		host.log(level, state.name, message)
	end
	for _, func in ipairs(action) do
		func(message)
	end
end

local function log(state, level, ...)
	local action = state.actions[level]
	if not action then
		return
	end
	local parts = {}
	for i = 1, select("#", ...) do
		parts[i] = tostring((select(i, ...)))
	end
	emit(state, level, action, concat(parts, " "))
end

local function logf(state, level, member, ...)
	local action = state.actions[level]
	if not action then
		return
	end
	local ok, message = pcall(format, ...)
	if not ok then
		runtime.raise((message:gsub("'%?'", "'" .. member .. "'", 1)))
	end
	emit(state, level, action, message)
end

for _, level in ipairs(LEVELS) do
	local levelf = level .. "f"
	Logger[level] = function(self, ...)
		log(state_of(self, level), level, ...)
	end
	Logger[levelf] = function(self, ...)
		logf(state_of(self, levelf), level, levelf, ...)
	end
end

------------------------------------------------------------------------------------- enabling --

local KNOWN = { print = true, logfile = true, traceback = true }

-- Adds to `action` what the plug-in asks for: a string, a function, or a list of them.
local function add(action, wish)
	if type(wish) == "function" then
		action[#action + 1] = wish
	elseif type(wish) == "table" then
		for _, each in ipairs(wish) do
			add(action, each)
		end
	elseif type(wish) == "string" and KNOWN[wish] then
		action[wish] = true
	elseif wish then
		host.diagnose(("logger:enable(): unknown action %s, nothing is logged; use \"print\", "
			.. "\"logfile\", \"traceback\" or a function"):format(
			type(wish) == "string" and format("%q", wish) or type(wish)))
	end
	return action
end

local function action_of(wish)
	local action = wish and add({}, wish) or nil
	return action and (action[1] or action.print or action.logfile or action.traceback) and action
		or nil
end

function Logger:enable(actions)
	local state = state_of(self, "enable")
	state.actions = {}
	if type(actions) ~= "table" then
		local action = action_of(actions)
		for _, level in ipairs(LEVELS) do
			state.actions[level] = action
		end
		return
	end
	for level, wish in pairs(actions) do
		if is_level[level] then
			state.actions[level] = action_of(wish)
		else
			host.diagnose(("logger:enable(): there is no level %s; the levels are %s"):format(
				tostring(level), concat(LEVELS, ", ")))
		end
	end
end

function Logger:disable()
	state_of(self, "disable").actions = {}
end

local function nothing() end

-- The functions that `make` makes for the levels of these names.
local function quick(state, member, make, name, ...)
	if name == nil then
		return
	end
	if is_level[name] then
		return make(state, name), quick(state, member, make, ...)
	end
	-- Adobe's samples ask for "err": it must be a function, and is no level.
	host.diagnose(("logger:%s(): there is no level %q, its function logs nothing; the levels are %s")
		:format(member, tostring(name), concat(LEVELS, ", ")))
	return nothing, quick(state, member, make, ...)
end

function Logger:quick(...)
	return quick(state_of(self, "quick"), "quick", function(state, level)
		return function(...)
			log(state, level, ...)
		end
	end, ...)
end

function Logger:quickf(...)
	return quick(state_of(self, "quickf"), "quickf", function(state, level)
		return function(...)
			logf(state, level, level .. "f", ...)
		end
	end, ...)
end

function Logger.type()
	return "LrLogger"
end
