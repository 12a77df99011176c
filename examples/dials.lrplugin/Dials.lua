-- A controller with two sockets: the outside program connects to both ports. On the first it writes
--     Exposure = 0.5      to move a slider of the active photo
--     Exposure            to ask for its value
-- and on the second it reads lines of the same form: all values when it has connected, then each one
-- that has changed, by a person, an undo or another photo. What it set itself does not come back,
-- unless Lightroom made something else of it, so that a dial does not fight the hand that turns it.
local LrApplication = import "LrApplication"
local LrApplicationView = import "LrApplicationView"
local LrDevelopController = import "LrDevelopController"
local LrDialogs = import "LrDialogs"
local LrFunctionContext = import "LrFunctionContext"
local LrLogger = import "LrLogger"
local LrSocket = import "LrSocket"
local LrTasks = import "LrTasks"

local Protocol = require "Protocol"
local Sliders = require "Sliders"

local logger = LrLogger("Dials")
logger:enable("print")

-- Fixed, so that the outside program finds them without being told. With 0 the system chooses: then
-- the log says which.
local RECEIVE_PORT = 54790
local SEND_PORT = 54791

-- A port may be busy for a moment after it was closed.
local OPEN_AGAIN_AFTER = 0.5
local OPEN_TIMES = 10

local Dials = {}

-- What belongs to one stretch from start to stop; nil while the dials are off. Callbacks and tasks
-- keep the one that they were made for, and do nothing once it is over.
local session

-------------------------------------------------------------------------------- telling values --

-- Before the outside program is there, send() would queue what nobody has asked for.
local function send(self, line)
	if self.listener then
		self.sender:send(line)
	end
end

-- Tells what the outside program does not know yet.
local function tell_changes(self)
	if not self.on then
		return
	end
	for _, name in ipairs(Sliders.names) do
		local number = Sliders.get(name)
		if number and number ~= self.known[name] then
			self.known[name] = number
			send(self, Protocol.value(name, number))
		end
	end
end

local function handle(self, line)
	local what, name, number = Protocol.read(line)
	if not what then
		send(self, Protocol.failure(name))
		return
	elseif not Sliders.has(name) then
		send(self, Protocol.failure("there is no dial " .. name))
		return
	end
	local now
	if what == "set" then
		now = Sliders.set(name, number)
	else
		now = Sliders.get(name)
	end
	if not now then
		send(self, Protocol.failure("no photo is open in Develop"))
		return
	end
	self.known[name] = now
	if what == "ask" or now ~= number then
		send(self, Protocol.value(name, now))
	end
end

---------------------------------------------------------------------------------------- sockets --

-- A socket stops listening after ten seconds without a client, or if its port is taken. It listens
-- again only when it is told to.
local function listen_again(self)
	local failures = 0
	return function(socket, err)
		if not self.on then
			return
		elseif err == "timeout" then
			failures = 0
			socket:reconnect()
			return
		end
		failures = failures + 1
		if failures == OPEN_TIMES then
			logger:error("gave up: " .. err)
			LrDialogs.showError("The dials are off: " .. err)
			Dials.stop()
			return
		end
		logger:warn(err)
		-- Not every Lightroom lets a callback sleep.
		LrTasks.startAsyncTask(function()
			LrTasks.sleep(OPEN_AGAIN_AFTER)
			-- It may have been closed in between.
			if self.on and (socket == self.sender or socket == self.receiver) then
				socket:reconnect()
			end
		end, "Dials: listen again")
	end
end

local function listening(mode)
	return function(_, port)
		logger:info(("%s on port %d"):format(mode, port))
	end
end

local bind_sender

-- After its client has left, a send socket may never accept another one: so a new one takes its port.
local function replace_sender(self)
	local old = self.sender
	self.listener = false
	self.sender = nil -- so that the onClosed of the old one is nobody's affair
	old:close()
	bind_sender(self)
end

function bind_sender(self)
	self.sender = LrSocket.bind {
		functionContext = self.context,
		plugin = _PLUGIN,
		port = self.send_port,
		mode = "send",
		onConnecting = function(socket, port)
			self.send_port = port
			listening("sending")(socket, port)
		end,
		onConnected = function(socket)
			if self.on and socket == self.sender then
				self.listener = true
				self.known = {}
				tell_changes(self)
			end
		end,
		onClosed = function(socket)
			-- Do not rely on it: most often nothing tells that the reader has left.
			if self.on and socket == self.sender then
				replace_sender(self)
			end
		end,
		onError = listen_again(self),
	}
end

local function bind_receiver(self)
	self.receiver = LrSocket.bind {
		functionContext = self.context,
		plugin = _PLUGIN,
		port = RECEIVE_PORT,
		mode = "receive",
		onConnecting = listening("receiving"),
		onConnected = function()
			logger:info("a controller is there")
		end,
		onMessage = function(_, line)
			if self.on then
				handle(self, line)
			end
		end,
		onClosed = function(socket)
			if not self.on then
				return
			end
			-- An outside program has both connections or none: this one speaks for the two.
			logger:info("the controller has gone")
			if self.listener then
				replace_sender(self)
			end
			socket:reconnect()
		end,
		onError = listen_again(self),
	}
end

--------------------------------------------------------------------------------- start and stop --

local function serve(self, context)
	self.context = context
	-- Sliders can be read and observed in Develop only.
	LrApplicationView.switchToModule("develop")
	while self.on and LrApplicationView.getCurrentModuleName() ~= "develop" do
		LrTasks.sleep(0.1)
	end
	if not self.on then
		return
	end
	LrDevelopController.addAdjustmentChangeObserver(context, self, tell_changes)
	-- Not documented, so perhaps not there. It is called for another photo with the same settings, too.
	if LrApplication.addActivePhotoChangeObserver then
		LrApplication.addActivePhotoChangeObserver(context, self, tell_changes)
	end
	bind_sender(self)
	bind_receiver(self)
	while self.on do
		LrTasks.sleep(0.2)
	end
	-- The end of the function context ends the observers.
end

function Dials.start()
	if session then
		return
	end
	local self = { on = true, listener = false, known = {}, send_port = SEND_PORT }
	session = self
	LrTasks.startAsyncTask(function()
		LrFunctionContext.callWithContext("Dials", function(context)
			-- Also if something goes wrong: the menu item must be able to start again.
			context:addCleanupHandler(function()
				if session == self then
					Dials.stop()
				end
			end)
			serve(self, context)
		end)
	end, "Dials")
	LrDialogs.showBezel("Dials are on")
end

-- Closes the sockets at once, so that their ports are free when this returns.
function Dials.stop()
	local self = session
	if not self then
		return
	end
	session = nil
	self.on = false
	for _, socket in pairs { self.sender, self.receiver } do
		socket:close()
	end
	LrDialogs.showBezel("Dials are off")
end

return Dials
