-- The rival of plugins/receive.lua in LuaSocket: `lua5.1 receiver_luasocket.lua lines|blocks`.
--
-- Two ways, because which one is faster is LuaSocket's affair: `lines` asks it for one line at a
-- time (it reads blocks of 8 KiB behind that), `blocks` asks for what has come and finds the line
-- feeds in Lua. Both send the acknowledgements in batches.

local socket = require "socket"

local OKS_A_BATCH = 1024

local listener = assert(socket.bind("127.0.0.1", 0))
local _, port = listener:getsockname()
io.stdout:setvbuf("line")
print("listening receive " .. port)

local count = 0
local function onMessage(socket, message)
  count = count + 1
end

listener:settimeout(300)
local client = assert(listener:accept())
client:setoption("tcp-nodelay", true)

local function serveLines()
  local oks = string.rep("ok\n", OKS_A_BATCH)
  local receive, pending = client.receive, 0
  while true do
    local line = receive(client, "*l") -- nil at the end, and then what had no line feed is dropped
    if not line then
      break
    end
    onMessage(client, line)
    pending = pending + 1
    if pending == OKS_A_BATCH then
      client:send(oks)
      pending = 0
    end
  end
  client:send(string.rep("ok\n", pending))
end

local function serveBlocks()
  local find, sub, byte = string.find, string.sub, string.byte
  local rest = ""
  while true do
    -- One byte is waited for, then whatever else has come is taken without waiting.
    client:settimeout(nil)
    local first = client:receive(1)
    if not first then
      break
    end
    client:settimeout(0)
    local whole, _, partial = client:receive(65535)
    local block = rest .. first .. (whole or partial)

    local from, lines = 1, 0
    local feed = find(block, "\n", 1, true)
    while feed do
      local last = feed - 1
      if byte(block, last) == 13 then
        last = last - 1
      end
      onMessage(client, sub(block, from, last))
      lines = lines + 1
      from = feed + 1
      feed = find(block, "\n", from, true)
    end
    rest = sub(block, from)
    if lines > 0 then
      client:settimeout(nil)
      client:send(string.rep("ok\n", lines))
    end
  end
end

if arg[1] == "blocks" then
  serveBlocks()
else
  serveLines()
end
print("counted " .. count)
