local LrFunctionContext = import "LrFunctionContext"
local LrSocket = import "LrSocket"
local LrTasks = import "LrTasks"

-- Global, so that Leave.lua has it.
taken = true

LrTasks.startAsyncTask(function()
	LrFunctionContext.callWithContext("Other", function(context)
		LrSocket.bind {
			functionContext = context,
			plugin = _PLUGIN,
			port = 54811,
			mode = "send",
			onError = function(socket, err)
				if err == "timeout" then
					socket:reconnect()
				end
			end,
		}
		while taken do
			LrTasks.sleep(0.1)
		end
	end)
end)
