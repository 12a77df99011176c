-- The ends of outside programs: what `lr.connect` and `lr.pair` return.

local ours = ...

local fail, call, seconds = ours.fail, ours.call, ours.seconds
local WAIT, quoted = ours.WAIT, ours.quoted

-- The outside program's end of a connection --------------------------------------------------

local End = {}
End.__index = End

local function new_end(id, name)
	return setmetatable({ id = id, name = name, left_by = false }, End)
end

local function missing(self, what, timeout)
	fail(("%s: no %s within %g s%s"):format(self.name, what, timeout, call("history", self.id)))
end

function End:send(bytes)
	if self.left_by then
		fail(("%s: cannot send after %s()"):format(self.name, self.left_by))
	end
	if type(bytes) ~= "string" and type(bytes) ~= "number" then
		fail("send: a string expected, got " .. type(bytes))
	end
	call("write", self.id, tostring(bytes))
	return self
end

function End:line(timeout)
	timeout = seconds(timeout, WAIT, "line")
	local line = call("line", self.id, timeout)
	if line == nil then
		missing(self, "line", timeout)
	end
	return line
end

function End:expect(expected, timeout)
	if type(expected) ~= "string" then
		fail("expect: the line expected as a string, got " .. type(expected))
	end
	timeout = seconds(timeout, WAIT, "expect")
	local line = call("line", self.id, timeout)
	if line == nil then
		missing(self, "line " .. quoted(expected), timeout)
	elseif line ~= expected then
		fail(("%s: expected the line %s\n%sgot %s%s"):format(self.name, quoted(expected),
			(" "):rep(#self.name + 16), quoted(line), call("history", self.id)))
	end
	return self
end

function End:read(count, timeout)
	if type(count) ~= "number" or count < 0 or count % 1 ~= 0 or count > 2 ^ 53 then
		fail("read: a number of bytes expected, got " .. tostring(count))
	end
	timeout = seconds(timeout, WAIT, "read")
	local bytes = call("read", self.id, count, timeout)
	if bytes == nil then
		missing(self, count .. " bytes", timeout)
	end
	return bytes
end

function End:lines()
	return call("lines", self.id)
end

function End:bytes()
	return call("bytes", self.id)
end

function End:acks()
	local acks = call("acks", self.id)
	if acks == nil then
		fail(self.name .. ": only a receive socket acknowledges lines; use the end of the receive socket")
	end
	return acks
end

function End:wait_closed(timeout)
	timeout = seconds(timeout, WAIT, "wait_closed")
	if not call("wait_end", self.id, timeout) then
		missing(self, "end of the connection", timeout)
	end
	return call("state", self.id)
end

function End:state()
	return call("state", self.id)
end

for _, name in ipairs({ "stall", "resume" }) do
	End[name] = function(self)
		call("act", self.id, name)
		return self
	end
end

for _, name in ipairs({ "close", "finish", "reset", "vanish", "restart" }) do
	End[name] = function(self)
		call("act", self.id, name)
		self.left_by = name
		return self
	end
end

function End:pieces(bytes)
	if type(bytes) ~= "number" or bytes < 1 or bytes % 1 ~= 0 or bytes > 2 ^ 53 then
		fail("pieces: a number of bytes expected, got " .. tostring(bytes))
	end
	call("chunk", self.id, bytes)
	return self
end

function End:byte_by_byte()
	return self:pieces(1)
end

function End:delay(time)
	call("delay", self.id, seconds(time, nil, "delay") or fail("delay needs seconds"))
	return self
end

-- Both ends of a plug-in with two sockets -----------------------------------------------------

local Pair = {}
Pair.__index = Pair

function Pair:send(line)
	self.to_plugin:send(line)
	return self
end

function Pair:acks()
	return self.to_plugin:acks()
end

for _, name in ipairs({ "line", "expect", "lines", "read", "bytes" }) do
	Pair[name] = function(self, ...)
		local from = self.from_plugin
		local result = from[name](from, ...)
		return result == from and self or result
	end
end

for _, name in ipairs({ "close", "finish", "reset", "stall", "resume", "vanish", "restart",
	"byte_by_byte" }) do
	Pair[name] = function(self)
		self.to_plugin[name](self.to_plugin)
		self.from_plugin[name](self.from_plugin)
		return self
	end
end

for _, name in ipairs({ "pieces", "delay" }) do
	Pair[name] = function(self, value)
		self.to_plugin[name](self.to_plugin, value)
		self.from_plugin[name](self.from_plugin, value)
		return self
	end
end

-- Returns the results of both ends, that of the receive socket first.
function Pair:wait_closed(timeout)
	return self.to_plugin:wait_closed(timeout), self.from_plugin:wait_closed(timeout)
end

function Pair:state()
	return self.to_plugin:state(), self.from_plugin:state()
end

ours.class(End, "an end", "conn")
ours.class(Pair, "a pair", "pair")
return { new_end = new_end, Pair = Pair }
