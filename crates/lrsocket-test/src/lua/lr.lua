-- The module `lr`, through which a test controls its world.

local ours, ends, outside, lightroom, dialogs = ...

local fail, call, need, seconds, here, strict = ours.fail, ours.call, ours.need, ours.seconds, ours.here, ours.strict
local new_end, Pair = ends.new_end, ends.Pair

local lr = {}

local WAIT = ours.WAIT

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

-- Returns the sockets of the plug-in that are not closed, in the order of their `bind`s; `receive` and
-- `send` are the numbers of the open ports, that of the last if there are several.
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

-- Returns the preferences that the plug-in has saved.
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
	prefs = "table", strict = "boolean", lightroom = "string",
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
			fail("lr.start has no option \"" .. tostring(name) .. "\"; the options are profile, faults, "
				.. "catalog, lightroom, platform, prefs and strict")
		elseif type(value) ~= kind then
			fail(("lr.start: %s must be a %s, not a %s"):format(name, kind, type(value)))
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

-- Returns an end, or nil and the reason.
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
	local pair = setmetatable({
		to_plugin = lr.connect(plugin, "receive", timeout),
		from_plugin = lr.connect(plugin, "send", timeout),
	}, Pair)
	call("pair", pair.to_plugin.id, pair.from_plugin.id)
	return pair
end

function lr.advance(time)
	call("advance", seconds(time, nil, "lr.advance") or fail("lr.advance needs seconds"))
end

-- Lets time pass until `condition` returns a true value, and returns it.
function lr.wait_for(condition, options)
	need("function", condition, "lr.wait_for: the condition")
	options = need("table", options or {}, "lr.wait_for: the options")
	for name in pairs(options) do
		if name ~= "timeout" and name ~= "message" then
			fail("lr.wait_for has no option \"" .. tostring(name) .. "\"; the options are timeout and message")
		end
	end
	local timeout = seconds(options.timeout, WAIT, "lr.wait_for: timeout")
	local deadline = call("now") + timeout
	call("settle")
	while true do
		local value = condition()
		if value then
			return value
		end
		local left = deadline - call("now")
		-- Sums of seconds are not exact.
		if left < 1e-9 then
			fail(("lr.wait_for: %s within %g s\nthe last of what has happened:%s"):format(
				options.message or "the condition did not become true", timeout, call("recent")))
		end
		call("step", left)
	end
end

function lr.settle()
	call("settle")
end

function lr.now()
	return call("now")
end

-- The kinds of events in docs/trace.md.
local KINDS = {}
for kind in ([[start command ready connecting connected left message sent error closed callback_error log
	dialog managed script_error task_error handler_error diagnostic unimplemented exit]]):gmatch("%S+") do
	KINDS[kind] = true
end

function lr.events(kind)
	if kind ~= nil and not KINDS[kind] then
		local kinds = {}
		for known in pairs(KINDS) do
			kinds[#kinds + 1] = known
		end
		table.sort(kinds)
		fail(("lr.events: unknown kind of event \"%s\"; the kinds are %s"):format(tostring(kind),
			table.concat(kinds, ", ")))
	end
	return call("events", kind)
end

local function check_pattern(pattern, what)
	local ok, problem = ours.pcall(string.find, "", need("string", pattern, what .. ": a Lua pattern"))
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

-- Returns a folder of LrPathUtils.getStandardFilePath, by its name there.
function lr.folder(name)
	return call("folder", need("string", name, "lr.folder: the name"))
end

-- `what` is a part of the text of a failure of the plug-in, or { pattern = "a Lua pattern" }.
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

-- JSON -----------------------------------------------------------------------------------------

lr.json = strict({
	null = call("json_null"),
	decode = function(text)
		return call("json_decode", need("string", text, "lr.json.decode: the text"))
	end,
	encode = function(value)
		return call("json_encode", value)
	end,
	-- Makes a table encode as a list even if it is empty.
	list = function(table)
		table = need("table", table or {}, "lr.json.list: the list")
		call("json_list", table)
		return table
	end,
}, "lr.json")

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

ours.class(Plugin, "a plug-in", "plugin")

for _, part in ipairs({ outside, lightroom, dialogs }) do
	for word, value in pairs(part) do
		if lr[word] ~= nil then
			error("two parts of lr define " .. word)
		end
		lr[word] = value
	end
end
return strict(lr, "lr")
