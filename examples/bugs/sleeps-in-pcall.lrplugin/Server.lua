local LrFunctionContext = import "LrFunctionContext"
local LrSocket = import "LrSocket"
local LrTasks = import "LrTasks"

local function listen_again(socket)
	socket:reconnect()
end

-- Takes a while, as most of what one asks a catalog for.
local function answer_to(line)
	LrTasks.sleep(0.1)
	if line == "ping" then
		return "pong"
	end
	error("cannot read " .. line)
end

local function serve(context)
	local sender = LrSocket.bind {
		functionContext = context,
		plugin = _PLUGIN,
		port = 54811,
		mode = "send",
		onError = listen_again,
	}
	LrSocket.bind {
		functionContext = context,
		plugin = _PLUGIN,
		port = 54810,
		mode = "receive",
		onMessage = function(_, line)
			-- The bug: Lua 5.1 cannot sleep or yield inside of its own pcall. LrTasks.pcall lets it.
			local ok, answer = pcall(answer_to, line)
			sender:send((ok and answer or "error: " .. answer) .. "\n")
		end,
		onClosed = listen_again,
		onError = listen_again,
	}
	while true do
		LrTasks.sleep(1)
	end
end

LrTasks.startAsyncTask(function()
	LrFunctionContext.callWithContext("Bugs", serve)
end)
