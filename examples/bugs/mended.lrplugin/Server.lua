-- The companion writes lines to the receive socket and reads the answers from the send socket. It says
-- something every few seconds, if only "ping": a client that is silent for long is held to be gone,
-- because not every Lightroom tells that it has left.
local LrFunctionContext = import "LrFunctionContext"
local LrLogger = import "LrLogger"
local LrSocket = import "LrSocket"
local LrTasks = import "LrTasks"

local answer_to = require "Answers"

local logger = LrLogger("Bugs")
logger:enable("print")

-- 0: the system chooses, and the companion reads the number in the log.
local PORTS = { receive = 0, send = 54811 }

local SILENCE = 15
local PAUSE = 0.5

local Server = {}

-- What belongs to one stretch from start to stop; nil while the server is off.
local session

local bind

-- The companion has gone, or is held to be: it has both connections or none. Whoever comes next finds
-- both sockets: the receive socket listens again when the send socket does (onConnecting).
local function start_over(self)
	self.unsaid, self.lines, self.has_client = {}, {}, {}
	self.is_new = true
	-- A send socket whose client has left may never serve another one: reconnect() is not enough.
	-- Closing can take ten seconds in which Lightroom does nothing, so it is done for this one only.
	local old = self.sockets.send
	-- First, so that its onClosed is nobody's affair.
	self.sockets.send = nil
	old:close()
	bind(self, "send")
end

-- Writes a line, or keeps it until somebody is there to read it.
local function tell(self, line)
	if self.has_client.send then
		-- send() adds no newline.
		self.sockets.send:send(line .. "\n")
	else
		table.insert(self.unsaid, line)
	end
end

-- Answers the lines that have come, one after another.
local function answer_all(self)
	self.is_answering = true
	while session == self and self.lines[1] do
		local line = table.remove(self.lines, 1)
		-- Plain pcall would refuse to sleep.
		local ok, answer = LrTasks.pcall(answer_to, line)
		if session == self then
			tell(self, ok and answer or "error: " .. tostring(answer))
		end
	end
	self.is_answering = false
end

local callbacks = {}

function callbacks.onConnecting(self, _, mode, port)
	-- Each time: it may be another number.
	logger:info(("%s on port %d"):format(mode, port))
	if mode == "send" and self.is_new then
		self.is_new = false
		self.sockets.receive:reconnect()
	end
end

function callbacks.onConnected(self, _, mode)
	self.has_client[mode] = true
	self.silence = 0
	if mode == "send" then
		local unsaid = self.unsaid
		self.unsaid = {}
		for _, line in ipairs(unsaid) do
			tell(self, line)
		end
	end
end

function callbacks.onMessage(self, _, _, line)
	self.silence = 0
	logger:info("got " .. line)
	table.insert(self.lines, line)
	-- Not every Lightroom lets a callback sleep: a task does.
	if not self.is_answering then
		LrTasks.startAsyncTask(function()
			answer_all(self)
		end, "Mended: answers")
	end
end

function callbacks.onClosed(self)
	start_over(self)
end

function callbacks.onError(self, socket, mode, err)
	if self.has_client[mode] then
		start_over(self)
	elseif err == "timeout" then
		socket:reconnect()
	else
		-- The port is busy. To ask again at once would be to ask all the time.
		LrTasks.startAsyncTask(function()
			LrTasks.sleep(PAUSE)
			-- It may have been closed in between.
			if session == self and self.sockets[mode] == socket then
				socket:reconnect()
			end
		end, "Mended: again")
	end
end

function bind(self, mode)
	local parameters = {
		functionContext = self.context,
		plugin = _PLUGIN,
		port = PORTS[mode],
		mode = mode,
	}
	for name, callback in pairs(callbacks) do
		parameters[name] = function(socket, what)
			-- One that was replaced has nothing to say any more.
			if session == self and self.sockets[mode] == socket then
				callback(self, socket, mode, what)
			end
		end
	end
	self.sockets[mode] = LrSocket.bind(parameters)
end

local function serve(self, context)
	self.context = context
	bind(self, "send")
	bind(self, "receive")
	while session == self do
		LrTasks.sleep(1)
		self.silence = self.silence + 1
		if session == self and self.has_client.receive and self.silence > SILENCE then
			start_over(self)
		end
	end
end

function Server.start()
	if session then
		return
	end
	local self = { sockets = {}, has_client = {}, unsaid = {}, lines = {}, silence = 0 }
	session = self
	LrTasks.startAsyncTask(function()
		LrFunctionContext.callWithContext("Mended", function(context)
			-- Also if something goes wrong: the menu item must be able to start again.
			context:addCleanupHandler(function()
				if session == self then
					Server.stop()
				end
			end)
			serve(self, context)
		end)
	end, "Mended")
end

function Server.stop()
	local self = session
	if not self then
		return
	end
	session = nil
	for _, socket in pairs(self.sockets) do
		socket:close()
	end
end

return Server
