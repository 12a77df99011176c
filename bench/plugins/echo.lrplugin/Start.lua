-- Answers each line on the other socket; both listen again after a timeout or a client that left.
local LrFunctionContext = import "LrFunctionContext"
local LrSocket = import "LrSocket"
local LrTasks = import "LrTasks"

LrTasks.startAsyncTask(function()
	LrFunctionContext.callWithContext("echo", function(context)
		local ending = false
		local function again(socket)
			if not ending then
				socket:reconnect()
			end
		end
		local sender = LrSocket.bind {
			functionContext = context,
			plugin = _PLUGIN,
			port = 50000,
			mode = "send",
			onClosed = again,
			onError = again,
		}
		LrSocket.bind {
			functionContext = context,
			plugin = _PLUGIN,
			port = 50001,
			mode = "receive",
			onMessage = function(_, message)
				sender:send(message .. "\n")
			end,
			onClosed = again,
			onError = again,
		}
		-- The newest handler runs first: before the sockets close.
		context:addCleanupHandler(function()
			ending = true
		end)
		while true do
			LrTasks.sleep(3600)
		end
	end)
end)
