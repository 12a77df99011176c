-- The runtime below a plug-in: tasks, yielding across protected calls, errors.
--
-- Everything that catches or rethrows an error, and everything that yields, is here or in the Lua
-- halves of sdk/, because in Lua 5.1 neither crosses a Rust function unharmed. The rules are those
-- of docs/rules.md; each function names its own.
--
-- `host` holds the Rust functions this needs. The returned table is what the Lua halves of the
-- namespaces get; plug-ins see none of it.
local host = ...

local pcall, xpcall, error, type, tostring, getmetatable =
	pcall, xpcall, error, type, tostring, getmetatable
local create, resume, status, running, yield =
	coroutine.create, coroutine.resume, coroutine.status, coroutine.running, coroutine.yield
local getinfo, traceback, debug_getmetatable = debug.getinfo, debug.traceback, debug.getmetatable
local setmetatable, rawget, rawequal, select, unpack, concat =
	setmetatable, rawget, rawequal, select, unpack, table.concat
-- A plug-in can change what methods of strings do.
local sub, gsub, format = string.sub, string.gsub, string.format
local c_calls, error_text, where = host.c_calls, host.error_text, host.where

local runtime = {}

-- What a task tells the scheduler when it yields, and how its turn ended. turn.rs
-- declares the numbers.
local SLEEP, YIELD, WAIT, FREEZE = host.SLEEP, host.YIELD, host.WAIT, host.FREEZE
local DONE, FAILED = host.DONE, host.FAILED

-- R2.1, R2.2: Lightroom raises both without a position.
local NO_TASK = "We can only wait from within a task"
local BOUNDARY = "Yielding is not allowed within a C or metamethod call"

-- The task whose turn it is; nil while a script runs.
local current = nil
-- For inner coroutines: where the call is that its task cannot yield across, if there is one.
local refused = setmetatable({}, { __mode = "k" })

---------------------------------------------------------------------------------------- errors --

local function is_runtime(source)
	return sub(source, 1, 9) == "lrsocket:"
end

-- Raises `message` at the line of the plug-in that called.
local function raise(message)
	error(where() .. message, 0)
end

local function expect_function(f, n, name)
	if type(f) ~= "function" then
		raise(format("bad argument #%d to '%s' (function expected, got %s)", n, name,
			f == nil and "no value" or type(f)))
	end
end

-- A function state_of(object, member) that finds the state of an object of `class`; raises if it has
-- none, which is what a method sees that was called with a dot. `noun` is how messages call one.
local function receiver(states, class, noun)
	return function(object, member)
		local state = type(object) == "table" and states[object] or nil
		if state == nil then
			raise(format("bad argument #1 to '%s' (%s expected, got %s): call it with a colon, %s:%s(…)",
				member, class, type(object), noun, member))
		end
		return state
	end
end

-- The value that an error leaves in the hands of the plug-in: errors of Rust functions are strings.
local function caught(e)
	if type(e) == "userdata" then
		return error_text(e)
	end
	return e
end

-- A run that was interrupted is not the plug-in's to catch. To be asked before `caught`.
local function uncatchable(e)
	return type(e) == "userdata" and host.is_interrupt(e)
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
	return format("(error object is a %s value)", type(e))
end

-- The newest error that a protected call of the runtime has stopped, and where it came from. When
-- the runtime raises that error again (`unwrap`), the way further up is added.
local newest_error, newest_trace
local raised_again = false
-- To a traceback of this many bytes nothing is added.
local LONG_TRACE = 8000

-- Called where an error stops: at the end of the coroutine `co`, or, without `co`, in the message
-- handler of an `xpcall`, where the whole stack is still there.
local function remember(e, co)
	local known = raised_again and rawequal(newest_error, e) and newest_trace
	raised_again = false
	if known and (co == nil or #known > LONG_TRACE) then
		return
	end
	local trace = co and traceback(co) or traceback("", 2)
	if known then
		trace = known .. gsub(trace, "^stack traceback:\n\t%[C%]: in function 'error'", "")
	end
	newest_error, newest_trace = e, trace
end

-- The traceback of the error that has just been remembered.
local function take_trace()
	local trace = newest_trace
	newest_error, newest_trace = nil, nil
	return trace
end

------------------------------------------------------------------------------------- yielding --

-- What stands between the plug-in and its task, and where: "pcall called at File.lua:12".
local function boundary()
	local level, name = 2, nil
	local metamethod
	while true do
		local info = getinfo(level, "Sln")
		if not info then
			break
		end
		if info.what == "C" then
			name = info.name or "a C function"
		elseif is_runtime(info.short_src) then
			-- The member that a plug-in has called stands for the C function below it.
			name = name and info.name or name
		elseif info.what ~= "tail" and name then
			return format("%s called at %s:%d", name, info.short_src, info.currentline)
		end
		if not name and info.what ~= "tail" then
			-- Lua calls these itself, from an instruction that is no call: they have no name.
			local caller = getinfo(level + 1, "Sl")
			if caller and (caller.what == "Lua" or caller.what == "main")
				and not is_runtime(caller.short_src) then
				local from = caller.short_src .. ":" .. caller.currentline
				if info.name == "(for generator)" then
					return format("the iterator of a for loop called at %s", from)
				elseif info.namewhat == "" and not metamethod then
					metamethod = from
				end
			end
		end
		level = level + 1
	end
	if name and not metamethod then
		-- Nothing of the plug-in is below it (B3.8).
		return format("Lightroom's call of %s", name == "protected" and "a callback" or name)
	end
	return format("a metamethod called at %s", metamethod or "?")
end

-- Why the running coroutine cannot yield to the scheduler, or nil if it can (R2.1). Only for tasks.
local function refusal()
	local co = running()
	if refused[co] then
		return refused[co]
	end
	if c_calls() > 0 then
		return boundary()
	end
	return nil
end

-- R1.4
local function can_yield()
	return current ~= nil and not refused[running()] and c_calls() == 0
end

-- Why the plug-in cannot wait here: the text of the error and, in a task, what is in between. Nil if
-- it can (R2.1, R2.2).
local function obstacle()
	if current == nil then
		return NO_TASK
	end
	local why = refusal()
	if why then
		return BOUNDARY, why
	end
	return nil
end

-- A plug-in that tries again and again is told once for each boundary.
local refusals_told = {}

-- Every yield of a plug-in goes through here (R2.1, R2.2). `own_text`, if given, is the text of the
-- error.
local function wait(kind, value, own_text)
	local text, between = obstacle()
	if text then
		if between and not refusals_told[between] then
			refusals_told[between] = true
			host.diagnose("R2.1", "cannot yield here: " .. between .. " is in between; "
				.. "use LrTasks.pcall in place of pcall, and do not sleep inside the others")
		end
		error(own_text or text, 0)
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
		local e = (...)
		if uncatchable(e) then
			error(e, 0)
		end
		e = caught(e)
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
		return false, format("attempt to call a %s value", type(f))
	end
	local co = create(function(...)
		return f(...)
	end)
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
	raised_again = rawequal(newest_error, (...))
	error((...), 0)
end

-- What runs between `nested` and `unwrap` can fail as well: these keep the traceback meanwhile.
function runtime.kept_trace()
	return newest_error, newest_trace
end

function runtime.keep_trace(e, trace)
	newest_error, newest_trace = e, trace
end

-- For those who report what `nested` returned rather than raise it again: the text and where it
-- came from.
local function report(e)
	return describe(e), take_trace()
end

local function stop(e)
	local text = caught(e)
	remember(text)
	return uncatchable(e) and e or text
end

local function settle_protected(ok, ...)
	if not ok and uncatchable((...)) then
		error((...), 0)
	end
	return ok, ...
end

-- As `nested`, for a function that must not yield: a C call is in between.
local function protected(f, ...)
	local arguments, count = { ... }, select("#", ...)
	return settle_protected(xpcall(function()
		return f(unpack(arguments, 1, count))
	end, stop))
end

------------------------------------------------------------------- errors that were shown already --

-- By task: the error that a dialog attached to one of its function contexts has shown (R10.3).
local shown = setmetatable({}, { __mode = "k" })
-- Stands for the script where no task runs.
local SCRIPT = {}

-- Marks the newest error as shown. Returns whether it was marked before, and where it came from.
function runtime.mark_shown()
	local key = current or SCRIPT
	local before = shown[key]
	shown[key] = { newest_error }
	return before ~= nil and rawequal(before[1], newest_error), newest_trace
end

local function take_shown(key, e)
	local mark = shown[key]
	shown[key] = nil
	return mark ~= nil and rawequal(mark[1], e)
end

---------------------------------------------------------------------------- tasks and scripts --

local function finish(co, ok, ...)
	current = nil
	if not ok then
		local e = caught((...))
		remember(e, co)
		return FAILED, describe(e), take_trace(), runtime.is_canceled(e), take_shown(co, e)
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
		return f()
	end)
end

local function settle_script(ok, ...)
	if ok then
		return true, ...
	end
	local e = (...)
	return false, describe(e), take_trace() or "", runtime.is_canceled(e), take_shown(SCRIPT, e)
end

-- Runs a script from top to bottom outside any task (R1.8). Returns true and its results, or
-- false, the text of the error, where it came from, whether it is a canceled error, and whether it
-- was shown.
local function script(f, ...)
	local arguments, count = { ... }, select("#", ...)
	return settle_script(xpcall(function()
		return f(unpack(arguments, 1, count))
	end, stop))
end

------------------------------------------------------------------------- what plug-ins can see --

local visible = {}

-- What the plug-in's `pcall` and `xpcall` (vm/protect.rs) give it of an error.
function runtime.received(e)
	raised_again = false
	if uncatchable(e) then
		error(e, 0)
	end
	return caught(e)
end

-- The same for the message handler of `xpcall`: it must not see what is not to be caught.
function runtime.handled(e)
	if uncatchable(e) then
		return e, false
	end
	return caught(e), true
end

-- R5.1
function visible.print(...)
	local parts = {}
	for i = 1, select("#", ...) do
		local text = tostring((select(i, ...)))
		if type(text) ~= "string" and type(text) ~= "number" then
			raise("'tostring' must return a string to 'print'")
		end
		parts[i] = text
	end
	host.print(concat(parts, "\t"))
end

-- R5.6
local loaded, loading = {}, {}

function visible.require(name)
	if type(name) ~= "string" then
		raise(format("bad argument #1 to 'require' (string expected, got %s)", type(name)))
	end
	local key = gsub(name, "%.lua$", "")
	if loaded[key] ~= nil then
		return loaded[key]
	end
	if loading[key] then
		raise(format("loop or previous error loading module '%s'", name))
	end
	local chunk = host.load_toolkit_script(key, name)
	loading[key] = true
	local ok, value = nested(chunk, name)
	loading[key] = nil
	if not ok then
		unwrap(false, value)
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
runtime.receiver = receiver
-- Tells the author of the plug-in something.
runtime.diagnose = function(message, rule)
	host.diagnose(rule or "", message)
end
runtime.describe = describe
runtime.can_yield = can_yield
-- Whether a function is of the runtime, not of the plug-in.
runtime.is_own = function(f)
	return is_runtime(getinfo(f, "S").short_src)
end
runtime.in_task = function()
	return current ~= nil
end
runtime.wait = wait
runtime.obstacle = obstacle
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
-- LrFunctionContext puts the real one here; until it is imported there is no context.
runtime.context_ended = function()
	return nil
end
-- LrErrors puts the real one here.
runtime.is_canceled = function()
	return false
end

return runtime
