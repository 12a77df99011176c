-- The rival of plugins/echo.lua in LuaSocket.

local socket = require "socket"

local function listen(mode)
  local listener = assert(socket.bind("127.0.0.1", 0))
  local _, port = listener:getsockname()
  print("listening " .. mode .. " " .. port)
  listener:settimeout(300)
  return listener
end

local function accept(listener)
  local client = assert(listener:accept())
  client:setoption("tcp-nodelay", true)
  return client
end

io.stdout:setvbuf("line")
local sendListener = listen("send")
local receiveListener = listen("receive")
local sender = accept(sendListener)
local receiver = accept(receiveListener)

local function onMessage(socket, message)
  sender:send(message .. "\n")
end

local line = receiver:receive("*l")
while line do
  receiver:send("ok\n")
  onMessage(receiver, line)
  line = receiver:receive("*l")
end
