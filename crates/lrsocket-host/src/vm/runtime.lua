-- The runtime below a plug-in: tasks, yielding across protected calls, errors.
--
-- Everything that catches or rethrows an error, and everything that yields, is here or in the Lua
-- halves of sdk/, because in Lua 5.1 neither crosses a Rust function unharmed. The rules are those
-- of RUNTIME.md; each function names its own.
--
-- `host` holds the Rust functions this needs. The returned table is what the Lua halves of the
-- namespaces get; plug-ins see none of it.
local host = ...

local pcall, xpcall, error, type, tostring, getmetatable =
	pcall, xpcall, error, type, tostring, getmetatable
local create, resume, status, running, yield =
	coroutine.create, coroutine.resume, coroutine.status, coroutine.running, coroutine.yield
local getinfo, traceback, debug_getmetatable = debug.getinfo, debug.traceback, debug.getmetatable
local setmetatable, rawget, select, unpack, concat =
	setmetatable, rawget, select, unpack, table.concat
local c_calls, error_text, where = host.c_calls, host.error_text, host.where

local runtime = {}

-- What a task tells the scheduler when it yields, and how its turn ended. The same numbers are in
-- vm/turn.rs.
local SLEEP, YIELD, WAIT, FREEZE = 1, 2, 3, 4
local DONE, FAILED = 5, 6

-- C calls that may be nested, counted through all coroutines of a task (Lua's LUAI_MAXCCALLS).
local MAX_C_CALLS = 190

local NO_TASK = "We can only wait from within a task"
local BOUNDARY = "Yielding is not allowed within a C or metamethod call"

-- The task whose turn it is; nil while a script runs.
local current = nil
-- For inner coroutines: where the call is that its task cannot yield across, if there is one.
local refused = setmetatable({}, { __mode = "k" })
-- For inner coroutines: the C calls below them.
local below = setmetatable({}, { __mode = "k" })

---------------------------------------------------------------------------------------- errors --

local function is_runtime(source)
	return source:sub(1, 9) == "lrsocket:"
end

-- Raises `message` at the line of the plug-in that called.
local function raise(message)
	error(where() .. message, 0)
end

local function expect_function(f, n, name)
	if type(f) ~= "function" then
		raise(("bad argument #%d to '%s' (function expected, got %s)"):format(n, name,
			f == nil and "no value" or type(f)))
	end
end

-- The value that an error leaves in the hands of the plug-in: errors of Rust functions are strings.
local function caught(e)
	if type(e) == "userdata" then
		return error_text(e)
	end
	return e
end

-- A run that was interrupted is not the plug-in's to catch.
local function uncatchable(e)
	return type(e) == "string" and host.is_interrupt(e)
end

-- How an error value looks to a person.
local function describe(e)
	e = caught(e)
	if type(e) == "string" then
		return e
	end
	local meta = getmetatable(e)
	if type(e) == "number" or (type(meta) == "table" and meta.__tostring) then
		local ok, text = pcall(tostring, e)
		if ok and type(text) == "string" then
			return text
		end
	end
	return ("(error object is a %s value)"):format(type(e))
end

-- Tracebacks of errors on their way up, by error value; strings are the usual case.
local newest_error, newest_trace

local function remember(e, co)
	if newest_trace == nil or newest_error ~= e then
		newest_error, newest_trace = e, traceback(co)
	end
end

local function take_trace(e, co)
	local trace = newest_trace
	if trace == nil or newest_error ~= e then
		trace = traceback(co)
	end
	newest_error, newest_trace = nil, nil
	return trace
end

------------------------------------------------------------------------------------- yielding --

-- Where the plug-in stands on the stack, and the name of the C function in between if there is
-- one: ("pcall", "File.lua:12").
local function boundary()
	local level, name = 2, nil
	while true do
		local info = getinfo(level, "Sln")
		if not info then
			return "a C function", "?"
		end
		if info.what == "C" then
			name = info.name or "?"
		elseif is_runtime(info.short_src) then
			if name then
				name = info.name or name
			end
		elseif info.what ~= "tail" and name then
			return name, info.short_src .. ":" .. info.currentline
		end
		level = level + 1
		if not name and not getinfo(level, "l") then
			return "a metamethod", "?"
		end
	end
end

-- Why the running coroutine cannot yield to the scheduler, or nil if it can (R2.1). Only for tasks.
local function refusal()
	local co = running()
	if refused[co] then
		return refused[co]
	end
	if c_calls() > 0 then
		return ("%s called at %s"):format(boundary())
	end
	return nil
end

-- R1.4
local function can_yield()
	return current ~= nil and not refused[running()] and c_calls() == 0
end

-- Every yield of a plug-in goes through here (R2.1, R2.2).
local function wait(kind, value)
	if current == nil then
		raise(NO_TASK)
	end
	local why = refusal()
	if why then
		host.diagnose("R2.1", "cannot yield here: " .. why .. " is in between; "
			.. "use LrTasks.pcall in place of pcall, and do not sleep inside the others")
		raise(BOUNDARY)
	end
	return yield(kind, value)
end

-------------------------------------------------------------------- protected calls that yield --

local function callable(f)
	local meta = debug_getmetatable(f)
	return type(meta) == "table" and rawget(meta, "__call") ~= nil
end

-- Passes the yields of an inner coroutine outward, until it is finished.
local function pass(co, ok, ...)
	if not ok then
		local e = caught((...))
		if uncatchable(e) then
			error(e, 0)
		end
		remember(e, co)
		return false, e
	end
	if status(co) == "suspended" then
		return pass(co, resume(co, yield(...)))
	end
	return true, ...
end

-- `pcall` whose function may yield: it runs in an inner coroutine (R1.5, R3.1).
local function nested(f, ...)
	if type(f) ~= "function" and not callable(f) then
		return false, ("attempt to call a %s value"):format(type(f))
	end
	local co = create(function(...)
		return f(...)
	end)
	local here = running()
	local _, all = c_calls()
	local depth = (here and below[here] or 0) + all
	if depth > MAX_C_CALLS then
		return false, where() .. "C stack overflow"
	end
	below[co] = depth
	if current ~= nil then
		refused[co] = refusal()
	end
	return pass(co, resume(co, ...))
end

-- Returns what `nested` returned, or raises its error value again, untouched.
local function unwrap(ok, ...)
	if ok then
		return ...
	end
	error((...), 0)
end

-- The error message handler of `nested` for those who report rather than rethrow: the text and
-- where it came from.
local function report(e)
	return describe(e), take_trace(e)
end

-- The same for a function that must not yield: a C call is in between.
local function protected(f, ...)
	local function settle(ok, ...)
		if ok then
			return true, ...
		end
		local e = caught((...))
		if uncatchable(e) then
			error(e, 0)
		end
		return false, e
	end
	return settle(pcall(f, ...))
end

---------------------------------------------------------------------------- tasks and scripts --

local function finish(co, ok, ...)
	current = nil
	if not ok then
		local e = caught((...))
		return FAILED, describe(e), take_trace(e, co), runtime.is_canceled(e)
	end
	if status(co) == "dead" then
		return DONE
	end
	return ...
end

-- One turn of a task. Called by the scheduler; returns why the turn is over.
local function step(co, value)
	current = co
	return finish(co, resume(co, value))
end

-- A coroutine that calls f.
local function coroutine_of(f)
	return create(function()
		f()
	end)
end

-- Runs a script from top to bottom outside any task (R1.8). Returns true and its results, or
-- false, the text of the error, where it came from, and whether it is a canceled error.
local function script(f, ...)
	local trace
	local function on_error(e)
		e = caught(e)
		trace = (newest_trace ~= nil and newest_error == e) and newest_trace or traceback("", 2)
		newest_error, newest_trace = nil, nil
		return e
	end
	local arguments, count = { ... }, select("#", ...)
	local function settle(ok, ...)
		if ok then
			return true, ...
		end
		local e = (...)
		return false, describe(e), trace or "", runtime.is_canceled(e)
	end
	return settle(xpcall(function()
		return f(unpack(arguments, 1, count))
	end, on_error))
end

------------------------------------------------------------------------- what plug-ins can see --

local visible = {}

function visible.pcall(f, ...)
	return protected(f, ...)
end

function visible.xpcall(f, handler)
	local function settle(ok, ...)
		if not ok and uncatchable((...)) then
			error((...), 0)
		end
		return ok, ...
	end
	return settle(xpcall(f, function(e)
		e = caught(e)
		if uncatchable(e) then
			return e
		end
		return handler(e)
	end))
end

-- R5.1
function visible.print(...)
	local parts = {}
	for i = 1, select("#", ...) do
		parts[i] = tostring((select(i, ...)))
	end
	host.print(concat(parts, "\t"))
end

-- R5.6
local loaded, loading = {}, {}

function visible.require(name)
	if type(name) ~= "string" then
		raise(("bad argument #1 to 'require' (string expected, got %s)"):format(type(name)))
	end
	local key = name:gsub("%.lua$", "")
	if loaded[key] ~= nil then
		return loaded[key]
	end
	if loading[key] then
		raise(("loop or previous error loading module '%s'"):format(name))
	end
	local chunk = host.load_toolkit_script(key, name)
	loading[key] = true
	local ok, value = nested(chunk, name)
	loading[key] = nil
	if not ok then
		error(value, 0)
	end
	if value == nil then
		value = true
	end
	loaded[key] = value
	return value
end

runtime.SLEEP, runtime.YIELD, runtime.WAIT, runtime.FREEZE = SLEEP, YIELD, WAIT, FREEZE
runtime.raise = raise
runtime.expect_function = expect_function
runtime.describe = describe
runtime.can_yield = can_yield
runtime.wait = wait
-- A yield of the runtime's own, in coroutines where nothing can be in between.
runtime.yield = yield
runtime.nested = nested
runtime.protected = protected
runtime.unwrap = unwrap
runtime.report = report
runtime.coroutine_of = coroutine_of
runtime.step = step
runtime.script = script
runtime.visible = visible
-- LrErrors puts the real one here.
runtime.is_canceled = function()
	return false
end

return runtime
