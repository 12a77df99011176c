-- The module `lr`: a test's hand on its world.

local world = ...

-- What is raised is no string, so that Lua adds no place to it; whoever catches it can read it as one.
local told = { __tostring = function(e) return e.message end }

-- A failure of the test, at the line of the test that called.
local function fail(text)
	error(setmetatable({ message = text }, told), 0)
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

-- What an argument has to be; `what` says which one it is.
local function need(kind, value, what)
	if type(value) ~= kind then
		fail(("%s expected as a %s, got %s"):format(what, kind, tostring(value)))
	end
	return value
end

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
	return setmetatable({ id = id, name = name, left_by = false }, End)
end

-- The line of the test that called the module.
local function here()
	for level = 3, 20 do
		local info = debug.getinfo(level, "Sl")
		if not info then
			return nil
		elseif info.source:sub(1, 1) == "@" and info.currentline > 0 then
			return info.short_src .. ":" .. info.currentline
		end
	end
end

local function missing(self, what, timeout)
	fail(("%s: no %s within %g s%s"):format(self.name, what, timeout, call("history", self.id)))
end

function End:send(bytes)
	if self.left_by then
		fail(("%s: nothing can be sent after %s()"):format(self.name, self.left_by))
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
		missing(self, "line " .. world.quoted(expected), timeout)
	elseif line ~= expected then
		fail(("%s: expected the line %s\n%sgot %s%s"):format(self.name, world.quoted(expected),
			(" "):rep(#self.name + 16), world.quoted(line), call("history", self.id)))
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
		fail(self.name .. ": only a receive socket answers lines, so only its end has acknowledgements")
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

-- Of both ends, that to the plug-in first.
function Pair:wait_closed(timeout)
	return self.to_plugin:wait_closed(timeout), self.from_plugin:wait_closed(timeout)
end

function Pair:state()
	return self.to_plugin:state(), self.from_plugin:state()
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
	call("menu", self.id, need("string", title, "menu: the title"))
	return self
end

-- The sockets of the plug-in that are not closed, in the order of their `bind`s; `receive` and
-- `send` are the numbers of the open ports, of the last one if there are several.
function Plugin:ports()
	local ports = call("ports", self.id)
	for _, port in ipairs(ports) do
		if port.is_open then
			ports[port.mode] = port.port
		end
		port.is_open = nil
	end
	return ports
end

-- The preferences that the plug-in has saved.
function Plugin:prefs()
	local file = call("prefs_file", self.id)
	if file == nil then
		return {}
	end
	local chunk, problem = loadfile(file)
	if chunk == nil then
		fail("prefs: " .. problem)
	end
	return setfenv(chunk, {})()
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
	if options ~= nil then
		need("table", options, "lr.start: the options")
	end
	for name, value in pairs(options or {}) do
		local kind = OPTIONS[name]
		if kind == nil then
			fail("lr.start has no option \"" .. tostring(name) .. "\"; there are profile, faults, "
				.. "catalog, platform, prefs and strict")
		elseif type(value) ~= kind then
			fail(("lr.start: %s is a %s, not a %s"):format(name, kind, type(value)))
		end
	end
	if path ~= nil and type(path) ~= "string" then
		fail("lr.start: the path of a plug-in expected, got a " .. type(path))
	end
	return setmetatable({ id = call("start", path or "", options or {}) }, Plugin)
end

local function check_mode(mode)
	if mode ~= "receive" and mode ~= "send" then
		fail("lr.connect: which socket of the plug-in, \"receive\" or \"send\"? got "
			.. tostring(mode))
	end
end

-- An end, or nil and why there is none.
function lr.try_connect(port)
	if type(port) ~= "number" then
		fail("lr.try_connect needs a port, got " .. tostring(port))
	end
	local id, refused = call("connect", port)
	if id == nil then
		return nil, refused
	end
	return new_end(id, "port " .. port)
end

function lr.connect(where, mode, timeout)
	if type(where) == "number" then
		local id, refused = call("connect", where)
		return new_end(id or fail(refused), "port " .. where)
	elseif getmetatable(where) == Plugin then
		check_mode(mode)
		local id = call("connect_to", where.id, mode, seconds(timeout, WAIT, "connect"))
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

-- Those of docs/trace.md.
local KINDS = {}
for kind in ([[start command ready connecting connected left message sent error closed callback_error log
	dialog script_error task_error handler_error diagnostic unimplemented exit]]):gmatch("%S+") do
	KINDS[kind] = true
end

function lr.events(kind)
	if kind ~= nil and not KINDS[kind] then
		local kinds = {}
		for known in pairs(KINDS) do
			kinds[#kinds + 1] = known
		end
		table.sort(kinds)
		fail(("lr.events: there are no events \"%s\"; there are %s"):format(tostring(kind),
			table.concat(kinds, ", ")))
	end
	return call("events", kind)
end

local function check_pattern(pattern, what)
	local ok, problem = pcall(string.find, "", need("string", pattern, what .. ": a Lua pattern"))
	if not ok then
		fail(what .. ": " .. problem)
	end
end

function lr.log(pattern)
	if pattern ~= nil then
		check_pattern(pattern, "lr.log")
	end
	local messages = {}
	for _, event in ipairs(call("events", "log")) do
		if pattern == nil or event.message:find(pattern) then
			messages[#messages + 1] = event.message
		end
	end
	return messages
end

-- A folder of the plug-ins, by its name of LrPathUtils.getStandardFilePath.
function lr.folder(name)
	return call("folder", need("string", name, "lr.folder: the name"))
end

-- A text that a failure of the plug-in has in it, or { pattern = "a Lua pattern" }.
local function expectation(word, what, needed)
	local is_pattern = type(what) == "table"
	local text = what
	if is_pattern then
		text = what.pattern
	end
	if text == nil and not is_pattern then
		text = ""
	elseif type(text) ~= "string" then
		fail(word .. ": a part of the failure's text expected, or { pattern = \"a Lua pattern\" }")
	elseif is_pattern then
		check_pattern(text, word)
	end
	call("expect_failure", text, is_pattern, needed, here())
end

function lr.expect_failure(what)
	expectation("lr.expect_failure", what, true)
end

function lr.allow_failure(what)
	expectation("lr.allow_failure", what, false)
end

-- Faults ---------------------------------------------------------------------------------------

function lr.fault(name, value, port)
	if type(name) ~= "string" then
		fail("lr.fault: the name of a fault expected, got " .. tostring(name))
	elseif port ~= nil and (type(port) ~= "number" or port % 1 ~= 0 or port < 1 or port > 65535) then
		fail("lr.fault: a port expected, got " .. tostring(port))
	end
	call("fault", name, value, port)
end

function lr.profile()
	return call("profile")
end

-- What a plug-in asks of the outside -----------------------------------------------------------

local on_execute, on_http

local function handler(word, body)
	if type(body) ~= "function" then
		fail(word .. " needs a function, got " .. type(body))
	end
	return body
end

function lr.on_execute(body)
	on_execute = handler("lr.on_execute", body)
end

function lr.on_http(body)
	on_http = handler("lr.on_http", body)
end

local function text_of(e)
	if type(e) == "table" and e.message ~= nil then
		return tostring(e.message)
	end
	return tostring(e)
end

call("on_work", function(request)
	local ok, first, second
	if request.kind == "http" then
		if on_http then
			ok, first, second = pcall(on_http, request)
		end
	elseif on_execute then
		ok, first = pcall(on_execute, request.command, request)
	end
	if ok == false then
		return false, text_of(first)
	end
	return ok, first, second
end)

function lr.commands()
	return call("commands")
end

-- What is done to Lightroom by hand ------------------------------------------------------------

local function state()
	return call("control", { ["do"] = "state" })
end

lr.develop = {}

function lr.develop.set(parameter, value)
	need("string", parameter, "lr.develop.set: the parameter")
	if value == nil then
		fail("lr.develop.set: " .. parameter .. " needs a value")
	elseif type(value) == "number" and (value ~= value or math.abs(value) == math.huge) then
		fail(("lr.develop.set: %s cannot be %s"):format(parameter, tostring(value)))
	end
	call("control", { ["do"] = "develop", parameter = parameter, value = value })
end

function lr.develop.all()
	return state().develop or {}
end

function lr.develop.get(parameter)
	return call("develop_value", need("string", parameter, "lr.develop.get: the parameter"))
end

lr.selection = {}

function lr.selection.select(photo)
	if type(photo) == "table" then
		photo = photo.id
	end
	if type(photo) ~= "number" and type(photo) ~= "string" then
		fail("lr.selection.select: an id, a path or a photo expected, got " .. tostring(photo))
	end
	call("control", { ["do"] = "select", photo = photo })
end

function lr.selection.active()
	return state().active
end

function lr.selection.selected()
	return state().selected
end

for _, name in ipairs({ "next", "previous", "all", "none" }) do
	lr.selection[name] = function()
		call("photos_do", name)
	end
end

-- To the selected photos.
for _, name in ipairs({ "rate", "flag", "label" }) do
	lr.selection[name] = function(value)
		call("photos_do", name, value)
	end
end

lr.catalog = {}

function lr.catalog.photos()
	return call("photos")
end

-- The photo of this id or path; nil if there is none.
function lr.catalog.photo(which)
	for _, photo in ipairs(call("photos")) do
		if photo.id == which or photo.path == which then
			return photo
		end
	end
end

function lr.undo()
	return call("photos_do", "undo")
end

function lr.redo()
	return call("photos_do", "redo")
end

function lr.module(name)
	if name ~= nil then
		need("string", name, "lr.module: the name")
		call("control", { ["do"] = "module", module = name })
	end
	return state().module
end

function lr.state()
	return state()
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
	if type(answer) ~= "string" then
		fail("lr.dialogs.answer: \"ok\", \"cancel\" or \"other\" expected, got " .. tostring(answer))
	end
	call("answer", answer)
end

-- A word that is not there is a mistake, not nil.
local function strict(object, name)
	return setmetatable(object, { __index = function(_, key)
		error(name .. " has no \"" .. tostring(key) .. "\"", 2)
	end })
end

strict(lr.develop, "lr.develop")
strict(lr.selection, "lr.selection")
strict(lr.catalog, "lr.catalog")
strict(lr.dialogs, "lr.dialogs")
for name, class in pairs({ ["a plug-in"] = Plugin, ["a pair"] = Pair, ["an end"] = End }) do
	for word, method in pairs(class) do
		if type(method) == "function" then
			class[word] = function(self, ...)
				if getmetatable(self) ~= class then
					fail(("%s is a word of %s and needs a colon: it:%s(…)"):format(word, name, word))
				end
				return method(self, ...)
			end
		end
	end
	strict(class, name)
end
return strict(lr, "lr")
