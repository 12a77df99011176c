-- Counts the lines of one client, and tells the count when the client has closed.
-- Rivals: rivals/receiver.c, rivals/receiver_luasocket.lua.

local LrFunctionContext = import "LrFunctionContext"
local LrSocket = import "LrSocket"
local LrTasks = import "LrTasks"

LrTasks.startAsyncTask(function()
  LrFunctionContext.callWithContext("bench_receive", function(context)
    local count = 0
    local running = true

    LrSocket.bind {
      functionContext = context,
      plugin = _PLUGIN,
      port = 0,
      mode = "receive",
      onMessage = function(socket, message)
        count = count + 1
      end,
      onClosed = function()
        if running then
          print("counted " .. count)
        end
        running = false
      end,
    }

    while running do
      LrTasks.sleep(0.1)
    end
  end)
end)
