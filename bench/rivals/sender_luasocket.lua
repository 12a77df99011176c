-- The rival of plugins/send.lua in LuaSocket: `lua5.1 sender_luasocket.lua MESSAGES BATCH`.
-- BATCH 1 sends every message by itself; more are joined by table.concat before they are sent.

local socket = require "socket"

local messages, batch = tonumber(arg[1]), tonumber(arg[2])
local message = string.rep("x", 63) .. "\n"

local listener = assert(socket.bind("127.0.0.1", 0))
local _, port = listener:getsockname()
io.stdout:setvbuf("line")
print("listening send " .. port)

listener:settimeout(300)
local client = assert(listener:accept())
client:setoption("tcp-nodelay", true)

if batch == 1 then
  for _ = 1, messages do
    client:send(message)
  end
else
  local queue = {}
  for _ = 1, messages / batch do
    for i = 1, batch do
      queue[i] = message
    end
    client:send(table.concat(queue))
  end
end

client:receive("*l") -- the harness has read everything and leaves
