-- Sends 64-byte messages to the first client, 10,000 a turn, then waits to be ended.
-- The 4,000,000 are 256,000,000 bytes: just less than a socket queues (256 MiB), so nothing is
-- ever dropped, however slow the client is.
-- Rivals: rivals/sender.c, rivals/sender_luasocket.lua.

local LrFunctionContext = import "LrFunctionContext"
local LrSocket = import "LrSocket"
local LrTasks = import "LrTasks"

local MESSAGES = 4000000
local A_TURN = 10000

local message = string.rep("x", 63) .. "\n"

LrTasks.startAsyncTask(function()
  LrFunctionContext.callWithContext("bench_send", function(context)
    local sender

    local function sendAll()
      for _ = 1, MESSAGES / A_TURN do
        for _ = 1, A_TURN do
          sender:send(message)
        end
        LrTasks.yield()
      end
    end

    sender = LrSocket.bind {
      functionContext = context,
      plugin = _PLUGIN,
      port = 0,
      mode = "send",
      onConnected = function()
        LrTasks.startAsyncTask(sendAll)
      end,
    }

    while true do
      LrTasks.sleep(1)
    end
  end)
end)
