-- Sends each line that comes in on one socket back on the other, as a remote control's plug-in does.
-- Rivals: rivals/echo.c, rivals/echo_luasocket.lua.

local LrFunctionContext = import "LrFunctionContext"
local LrSocket = import "LrSocket"
local LrTasks = import "LrTasks"

LrTasks.startAsyncTask(function()
  LrFunctionContext.callWithContext("bench_echo", function(context)
    local sender = LrSocket.bind {
      functionContext = context,
      plugin = _PLUGIN,
      port = 0,
      mode = "send",
    }

    LrSocket.bind {
      functionContext = context,
      plugin = _PLUGIN,
      port = 0,
      mode = "receive",
      onMessage = function(socket, message)
        sender:send(message .. "\n")
      end,
    }

    while true do
      LrTasks.sleep(1)
    end
  end)
end)
