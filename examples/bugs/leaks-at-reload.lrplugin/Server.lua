local LrFunctionContext = import "LrFunctionContext"
local LrLogger = import "LrLogger"
local LrSocket = import "LrSocket"
local LrTasks = import "LrTasks"

local logger = LrLogger("Bugs")
logger:enable("print")

local function serve(context)
	-- The bug: nothing closes this socket when the plug-in is reloaded. Lightroom is to do it, but there
	-- are reports that it does not: then the old socket keeps the port, and the new one gets none.
	-- Info.lua needs an LrShutdownPlugin whose script closes it.
	LrSocket.bind {
		functionContext = context,
		plugin = _PLUGIN,
		port = 54810,
		mode = "receive",
		onMessage = function(_, line)
			logger:info("got " .. line)
		end,
		onError = function(socket, err)
			if err == "timeout" then
				socket:reconnect()
			end
		end,
	}
	while true do
		LrTasks.sleep(1)
	end
end

LrTasks.startAsyncTask(function()
	LrFunctionContext.callWithContext("Bugs", serve)
end)
