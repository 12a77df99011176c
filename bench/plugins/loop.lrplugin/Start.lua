-- The usual main loop of a plug-in, beside an open socket.
local LrFunctionContext = import "LrFunctionContext"
local LrSocket = import "LrSocket"
local LrTasks = import "LrTasks"

LrFunctionContext.postAsyncTaskWithContext("loop", function(context)
	LrSocket.bind {
		functionContext = context,
		plugin = _PLUGIN,
		port = 50000,
		mode = "receive",
		onMessage = function() end,
		onClosed = function(socket)
			socket:reconnect()
		end,
	}
	local turns = 0
	while true do
		LrTasks.sleep(0.2)
		turns = turns + 1
		if turns == 17999 then
			print("turns", turns)
		end
	end
end)
