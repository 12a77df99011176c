local LrFunctionContext = import "LrFunctionContext"
local LrLogger = import "LrLogger"
local LrSocket = import "LrSocket"
local LrTasks = import "LrTasks"

local logger = LrLogger("Bugs")
logger:enable("print")

local announced

local function serve(context)
	LrSocket.bind {
		functionContext = context,
		plugin = _PLUGIN,
		port = 0,
		mode = "receive",
		onConnecting = function(_, port)
			-- The bug: the number may be another one each time the socket begins to listen. This tells
			-- the companion the first.
			if not announced then
				announced = port
				logger:info("receive on port " .. port)
			end
		end,
		onClosed = function(socket)
			socket:reconnect()
		end,
		onError = function(socket)
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
