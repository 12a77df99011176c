local LrFunctionContext = import "LrFunctionContext"
local LrSocket = import "LrSocket"
local LrTasks = import "LrTasks"

local function serve(context)
	LrSocket.bind {
		functionContext = context,
		plugin = _PLUGIN,
		port = 54811,
		mode = "send",
		onError = function(socket)
			-- The bug: right after "timeout", but not after "failed to open": while another program has the
			-- port, this asks for it thousands of times a second, and Lightroom does little else.
			socket:reconnect()
		end,
	}
	while true do
		LrTasks.sleep(1)
	end
end

LrTasks.startAsyncTask(function()
	LrFunctionContext.callWithContext("Bugs", serve)
end)
