-- The module `lr`: a test's hand on its world.

local world = ...

-- A failure of the test, at the line of the test that called.
local function fail(text)
	error({ message = text }, 0)
end

local function done(ok, ...)
	if not ok then
		fail((...))
	end
	return ...
end

local function call(name, ...)
	return done(world[name](...))
end

local lr = {}

local WAIT = 10

local function seconds(value, default, what)
	if value == nil then
		return default
	end
	if type(value) ~= "number" or value ~= value or value < 0 then
		fail(what .. ": seconds expected, got " .. tostring(value))
	end
	return value
end

-- The outside program's end of a connection --------------------------------------------------

local End = {}
End.__index = End

local function new_end(id, name)
	return setmetatable({ id = id, name = name }, End)
end

local function missing(self, what, timeout)
	fail(("%s: no %s within %g s%s"):format(self.name, what, timeout, call("history", self.id)))
end

function End:send(bytes)
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
	timeout = seconds(timeout, WAIT, "expect")
	local line = call("line", self.id, timeout)
	if line == nil then
		missing(self, ("line %q"):format(expected), timeout)
	elseif line ~= expected then
		fail(("%s: expected the line %q, got %q%s"):format(
			self.name, expected, line, call("history", self.id)))
	end
	return self
end

function End:read(count, timeout)
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

for _, name in ipairs({ "close", "finish", "reset", "stall", "resume", "vanish", "half_open" }) do
	End[name] = function(self)
		call("act", self.id, name)
		return self
	end
end

function End:byte_by_byte()
	call("chunk", self.id, 1)
	return self
end

-- Both ends of a plug-in with two sockets -----------------------------------------------------

local Pair = {}
Pair.__index = Pair

function Pair:send(line)
	self.to_plugin:send(line)
	return self
end

for _, name in ipairs({ "line", "expect", "lines", "read", "bytes" }) do
	Pair[name] = function(self, ...)
		local from = self.from_plugin
		local result = from[name](from, ...)
		return result == from and self or result
	end
end

for _, name in ipairs({ "close", "reset", "stall", "resume", "vanish", "half_open", "byte_by_byte" }) do
	Pair[name] = function(self)
		self.to_plugin[name](self.to_plugin)
		self.from_plugin[name](self.from_plugin)
		return self
	end
end

-- A plug-in ------------------------------------------------------------------------------------

local Plugin = {}
Plugin.__index = Plugin

for _, name in ipairs({ "reload", "disable", "enable" }) do
	Plugin[name] = function(self)
		call("plugin", self.id, name)
		return self
	end
end

function Plugin:stop()
	call("stop")
	return self
end

function Plugin:menu(title)
	call("menu", title)
	return self
end

function Plugin:ports()
	return call("ports")
end

-- The module -----------------------------------------------------------------------------------

local OPTIONS = {
	profile = "string", faults = "table", catalog = "string", platform = "string",
	prefs = "table", strict = "boolean",
}

function lr.start(path, options)
	if type(path) == "table" then
		path, options = nil, path
	end
	for name, value in pairs(options or {}) do
		local kind = OPTIONS[name]
		if kind == nil then
			fail("lr.start has no option \"" .. tostring(name) .. "\"")
		elseif type(value) ~= kind then
			fail(("lr.start: %s is a %s, not a %s"):format(name, kind, type(value)))
		end
	end
	return setmetatable({ id = call("start", path or "", options or {}) }, Plugin)
end

local function check_mode(mode)
	if mode ~= "receive" and mode ~= "send" then
		fail("lr.connect: which socket of the plug-in, \"receive\" or \"send\"? got "
			.. tostring(mode))
	end
end

function lr.connect(where, mode, timeout)
	if type(where) == "number" then
		return new_end(call("connect", where), "port " .. where)
	elseif getmetatable(where) == Plugin then
		check_mode(mode)
		local id = call("connect_to", mode, seconds(timeout, WAIT, "connect"))
		return new_end(id, "the " .. mode .. " socket, port " .. call("port", id))
	end
	fail("lr.connect needs a port or a plug-in, got " .. tostring(where))
end

function lr.pair(plugin, timeout)
	return setmetatable({
		to_plugin = lr.connect(plugin, "receive", timeout),
		from_plugin = lr.connect(plugin, "send", timeout),
	}, Pair)
end

function lr.advance(time)
	call("advance", seconds(time, nil, "lr.advance") or fail("lr.advance needs seconds"))
end

function lr.settle()
	call("settle")
end

function lr.now()
	return call("now")
end

function lr.events(kind)
	return call("events", kind)
end

function lr.log(pattern)
	local messages = {}
	for _, event in ipairs(call("events", "log")) do
		if pattern == nil or event.message:find(pattern) then
			messages[#messages + 1] = event.message
		end
	end
	return messages
end

function lr.expect_failure(pattern)
	call("expect_failure", pattern or "", true)
end

function lr.allow_failure(pattern)
	call("expect_failure", pattern or "", false)
end

-- What is done to Lightroom by hand ------------------------------------------------------------

lr.develop = {}

function lr.develop.set(parameter, value)
	call("control", { ["do"] = "develop", parameter = parameter, value = value })
end

function lr.develop.get(parameter)
	local settings = call("control", { ["do"] = "state" }).develop or {}
	return settings[parameter]
end

lr.selection = {}

function lr.selection.select(photo)
	call("control", { ["do"] = "select", photo = photo })
end

function lr.selection.active()
	return call("control", { ["do"] = "state" }).active
end

function lr.selection.selected()
	return call("control", { ["do"] = "state" }).selected
end

lr.catalog = {}

function lr.catalog.photos()
	return call("photos")
end

function lr.module(name)
	if name then
		call("control", { ["do"] = "module", module = name })
	end
	return call("control", { ["do"] = "state" }).module
end

function lr.state()
	return call("control", { ["do"] = "state" })
end

lr.dialogs = {}

function lr.dialogs.all()
	return call("events", "dialog")
end

function lr.dialogs.last()
	local all = lr.dialogs.all()
	return all[#all]
end

function lr.dialogs.answer(answer)
	call("answer", answer)
end

return lr
