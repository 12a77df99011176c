local LrFunctionContext = import "LrFunctionContext"
local LrLogger = import "LrLogger"
local LrSocket = import "LrSocket"
local LrTasks = import "LrTasks"

local logger = LrLogger("Bugs")
logger:enable("print")

local function serve(context)
	LrSocket.bind {
		functionContext = context,
		plugin = _PLUGIN,
		port = 54810,
		mode = "receive",
		onMessage = function(_, line)
			logger:info("got " .. line)
		end,
		onClosed = function(socket)
			socket:reconnect()
		end,
		onError = function(_, err)
			-- The bug: after ten seconds without a client this is called with "timeout", and the socket
			-- listens no more. Whoever starts the companion later is refused.
			logger:warn(err)
		end,
	}
	while true do
		LrTasks.sleep(1)
	end
end

LrTasks.startAsyncTask(function()
	LrFunctionContext.callWithContext("Bugs", serve)
end)
