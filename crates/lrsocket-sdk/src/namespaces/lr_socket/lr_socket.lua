-- LrSocket: the object, its callbacks, and the task that runs them. The rules of the socket itself
-- are in lrsocket-proto; here is what Lua sees of it.
local LrSocket, runtime, host = ...

local pairs, format = pairs, string.format

-- What `take` returns in place of a line.
local CONNECTING, CONNECTED, CLOSED = host.CONNECTING, host.CONNECTED, host.CLOSED
local ERROR, ENDED = host.ERROR, host.ENDED

local WAIT = runtime.WAIT
local yield, protected, nested = runtime.yield, runtime.protected, runtime.nested

-- B7.8 and a dot where a colon belongs.
local function misuse(member)
	runtime.raise(format("bad argument #1 to '%s' (LrSocket expected): "
		.. "call it with a colon, socket:%s(…)", member, member))
end

-- Blocks the whole application, if the profile wants it (B5.5, B7.7).
local function freeze(id, member, seconds)
	if seconds > 0 then
		host.freezes(id, member, seconds)
		if runtime.can_yield() then
			yield(runtime.FREEZE, seconds)
		else
			host.freeze(seconds)
		end
	end
end

-- A callback that must not yield: a C call is in between (B3.8, `callbacks = noyield`).
local function without_yield(f)
	return f and function(...)
		return runtime.unwrap(protected(f, ...))
	end
end

-- The task of one socket: takes the next event, runs its callback, and so on (B3.8). One that fails
-- is replaced by another, which goes on with the event after (B3.9).
local function deliver(quick_take, take, object, on)
	local onMessage = on.onMessage
	while true do
		local line, event, value = quick_take(), nil, nil
		if not line then
			line, event, value = take()
		end
		if line then
			if onMessage then
				onMessage(object, line)
			end
		elseif event == nil then
			yield(WAIT, 0)
		elseif event == ENDED then
			return
		elseif event == CONNECTING then
			if on.onConnecting then
				on.onConnecting(object, value)
			end
		elseif event == CONNECTED then
			if on.onConnected then
				on.onConnected(object, value)
			end
		elseif event == CLOSED then
			if on.onClosed then
				on.onClosed(object)
			end
		elseif event == ERROR then
			if on.onError then
				on.onError(object, value)
			end
		end
	end
end

-- As long as LrFunctionContext is not loaded, nothing is a context.
local function no_context()
	return nil
end

function LrSocket.bind(params)
	-- Raises for every mistake (B1.9, B2.1, B2.3, B2.5).
	local ended = runtime.context_ended or no_context
	local id, address, no_yield, on = host.bind(params, ended)
	local quick_take, take, quick_send, send = host.message_functions(id)
	if no_yield then
		for name, callback in pairs(on) do
			on[name] = without_yield(callback)
		end
	end

	local object = { _address = address }
	local context = params.functionContext
	local close = nil
	local function close_at_end()
		host.context_ends(id)
		close(object)
	end

	function object.send(self, message)
		if self ~= object then
			misuse("send")
		end
		if not quick_send(message) then
			send(message)
		end
	end

	function object.reconnect(self)
		if self ~= object then
			misuse("reconnect")
		end
		freeze(id, "reconnect", host.reconnect(id))
	end

	function close(self)
		if self ~= object then
			misuse("close")
		end
		local stall = host.close(id)
		if stall then
			runtime.remove_cleanup(context, close_at_end)
			-- B3.6: at once, exactly once, also when no client was there.
			if on.onClosed then
				local ok, e = nested(on.onClosed, object)
				if not ok and not runtime.is_canceled(e) then
					local text, trace = runtime.report(e)
					host.callback_error(id, "onClosed", text, trace)
				end
			end
			freeze(id, "close", stall)
		end
	end
	object.close = close

	function object.type()
		return "LrSocket"
	end

	-- B8.1: among the plug-in's own handlers, last registered first.
	runtime.add_cleanup(context, "addCleanupHandler", close_at_end)
	host.deliver(id, function()
		return deliver(quick_take, take, object, on)
	end)
	return object
end
