local LrFunctionContext = import "LrFunctionContext"
local LrSocket = import "LrSocket"
local LrTasks = import "LrTasks"

local function listen_again(socket)
	socket:reconnect()
end

local function serve(context)
	local sender = LrSocket.bind {
		functionContext = context,
		plugin = _PLUGIN,
		port = 54811,
		mode = "send",
		-- The bug: Lightroom does not tell a send socket that its client has left. So nothing comes here,
		-- and the next companion waits in vain.
		onClosed = listen_again,
		onError = listen_again,
	}
	LrSocket.bind {
		functionContext = context,
		plugin = _PLUGIN,
		port = 54810,
		mode = "receive",
		onMessage = function(_, line)
			if line == "ping" then
				sender:send("pong\n")
			end
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
