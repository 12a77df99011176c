-- LrFunctionContext (R3).
local LrFunctionContext, runtime, host = ...

local error, type, setmetatable, pairs = error, type, setmetatable, pairs
local remove = table.remove
local string_dump, format, loadstring, setfenv = string.dump, string.format, loadstring, setfenv

local Context = {}
Context.__index = Context

-- context → its state, as long as the plug-in holds it.
local states = setmetatable({}, { __mode = "k" })
-- The states that have not ended, by number; the newest has the highest.
local live, newest = {}, 0

local function open(name)
	local context = setmetatable({}, Context)
	newest = newest + 1
	-- Without the context itself: as a value of a weak table it would keep its own key alive.
	local state = { name = name, handlers = {}, number = newest, ended = false }
	states[context] = state
	live[newest] = state
	return context, state
end

-- R3.3, R3.4: last registered first, each protected from the others.
local function finish(state, ok, ...)
	state.ended = true
	live[state.number] = nil
	local handlers = state.handlers
	local newest, trace = runtime.kept_trace()
	for i = #handlers, 1, -1 do
		local handler = handlers[i]
		handlers[i] = nil
		if not (ok and handler.only_failure) then
			local done, e = runtime.nested(handler.func, ok, ...)
			if not done and not runtime.is_canceled(e) then
				host.handler_error(state.name, runtime.report(e))
				-- The others ask for the error that has ended the context.
				runtime.keep_trace(newest, trace)
			end
		end
	end
	if not ok and state.title then
		host.log_title(state.title, runtime.describe((...)))
	end
	return ok, ...
end

local function finish_failed(state, e)
	-- Only the text goes to the handlers; the error value itself goes on untouched.
	local newest, trace = runtime.kept_trace()
	finish(state, false, runtime.describe(e))
	runtime.keep_trace(newest, trace)
	return false, e
end

local function settle(state, ok, ...)
	if ok then
		return finish(state, true, ...)
	end
	return finish_failed(state, (...))
end

local function run(call, member, name, func, ...)
	if type(name) ~= "string" then
		runtime.raise(format("bad argument #1 to '%s' (string expected, got %s)", member, type(name)))
	end
	runtime.expect_function(func, 2, member)
	local context, state = open(name)
	return settle(state, call(func, context, ...))
end

-- R3.1
function LrFunctionContext.callWithContext(name, func, ...)
	return runtime.unwrap(run(runtime.nested, "callWithContext", name, func, ...))
end

-- A tail call would take the member's name off the stack, which diagnostics tell.
local function pass(...)
	return ...
end

function LrFunctionContext.pcallWithContext(name, func, ...)
	return pass(run(runtime.nested, "pcallWithContext", name, func, ...))
end

-- R2.3
function LrFunctionContext.callWithContext_noyield(name, func, ...)
	return runtime.unwrap(run(runtime.protected, "callWithContext_noyield", name, func, ...))
end

function LrFunctionContext.pcallWithContext_noyield(name, func, ...)
	return pass(run(runtime.protected, "pcallWithContext_noyield", name, func, ...))
end

-- R3.2
function LrFunctionContext.postAsyncTaskWithContext(name, func)
	if type(name) ~= "string" then
		runtime.raise(format("bad argument #1 to 'postAsyncTaskWithContext' "
			.. "(string expected, got %s)", type(name)))
	end
	runtime.expect_function(func, 2, "postAsyncTaskWithContext")
	host.post(runtime.coroutine_of(function()
		return runtime.unwrap(run(runtime.nested, "postAsyncTaskWithContext", name, func))
	end), name)
end

-- R3.5
local function copy_of(member, func, environment)
	runtime.expect_function(func, 1, member)
	-- What Lightroom has in C may be Lua here, and would lose its upvalues.
	local ok, code = not runtime.is_own(func), nil
	if ok then
		ok, code = runtime.protected(string_dump, func)
	end
	if not ok then
		runtime.raise(format("bad argument #1 to '%s' (a Lua function expected)", member))
	end
	return setfenv(loadstring(code, "=" .. member), environment)
end

local function environment_of(member, environment)
	if type(environment) ~= "table" then
		runtime.raise(format("bad argument #2 to '%s' (table expected, got %s)", member,
			type(environment)))
	end
	return environment
end

function LrFunctionContext.callWithEmptyEnvironment(func, ...)
	return copy_of("callWithEmptyEnvironment", func, {})(...)
end

function LrFunctionContext.pcallWithEmptyEnvironment(func, ...)
	return runtime.nested(copy_of("pcallWithEmptyEnvironment", func, {}), ...)
end

function LrFunctionContext.callWithEnvironment(func, environment, ...)
	local member = "callWithEnvironment"
	return copy_of(member, func, environment_of(member, environment))(...)
end

function LrFunctionContext.pcallWithEnvironment(func, environment, ...)
	local member = "pcallWithEnvironment"
	return runtime.nested(copy_of(member, func, environment_of(member, environment)), ...)
end

--------------------------------------------------------------------------- methods of a context --

local function add(context, member, func, only_failure)
	local state = states[context]
	if not state then
		runtime.raise(format("bad argument #1 to '%s' (LrFunctionContext expected, got %s): "
			.. "call it with a colon, context:%s(func)", member, type(context), member))
	end
	if state.ended then
		runtime.raise(format("%s: the function context '%s' has ended", member, state.name))
	end
	runtime.expect_function(func, 1, member)
	state.handlers[#state.handlers + 1] = { func = func, only_failure = only_failure }
end

function Context:addCleanupHandler(func)
	add(self, "addCleanupHandler", func, false)
end

function Context:addFailureHandler(func)
	add(self, "addFailureHandler", func, true)
end

function Context:addOperationTitleForError(title)
	local state = states[self]
	if not state then
		runtime.raise("bad argument #1 to 'addOperationTitleForError' (LrFunctionContext expected)")
	end
	state.title = host.addOperationTitleForError(title)
end

function Context.type()
	return "LrFunctionContext"
end

----------------------------------------------------------------------------- for other namespaces --

-- Whether this is a context: nil if not, else whether it has ended.
function runtime.context_ended(context)
	local state = type(context) == "table" and states[context] or nil
	if state then
		return state.ended
	end
	return nil
end

function runtime.context_name(context)
	return states[context].name
end

runtime.add_cleanup = add

-- For what is done before the context ends; so a context that lives long does not collect handlers.
function runtime.remove_cleanup(context, func)
	local state = states[context]
	if state.ended then
		return
	end
	local handlers = state.handlers
	for i = #handlers, 1, -1 do
		if handlers[i].func == func then
			remove(handlers, i)
			return
		end
	end
end

-- R3.6: the plug-in goes; its contexts end, the newest first. Called in a task.
function runtime.end_contexts(why)
	runtime.unloading = true
	while true do
		local last = nil
		for number in pairs(live) do
			if last == nil or number > last then
				last = number
			end
		end
		if last == nil then
			return
		end
		-- They did not come to their end, but nothing has failed: no failure handler runs, so no dialog
		-- box comes up.
		local state = live[last]
		for i = #state.handlers, 1, -1 do
			if state.handlers[i].only_failure then
				remove(state.handlers, i)
			end
		end
		state.title = nil
		finish(state, false, why)
	end
end
