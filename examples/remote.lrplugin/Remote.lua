-- A remote control with two sockets. The outside program connects to both ports. On the first it
-- writes lines such as
--     Exposure = 0.5
--     Exposure
--     list
-- to set a value, to ask for one, and to ask for all. On the second it reads what has changed, in
-- the same form. Values are kept in a table of this file; a real remote control would hand them to
-- LrDevelopController.
local LrDialogs = import "LrDialogs"
local LrFunctionContext = import "LrFunctionContext"
local LrLogger = import "LrLogger"
local LrSocket = import "LrSocket"
local LrTasks = import "LrTasks"

local logger = LrLogger("Remote")
logger:enable("print")

-- Fixed, so that the outside program finds them without being told.
local RECEIVE_PORT = 54778
local SEND_PORT = 54779

local values = { Exposure = 0, Contrast = 0, Temperature = 5500 }

local Remote = {}

local running = false

-- Tells the outside program a value. The newline is ours to write: send() adds none.
local function tell(sender, key)
	sender:send(("%s = %s\n"):format(key, tostring(values[key])))
end

local function handle(sender, line)
	local key, value = line:match("^%s*(%w+)%s*=%s*(.-)%s*$")
	if key then
		local number = tonumber(value)
		if values[key] == nil then
			sender:send(("error: there is no %s\n"):format(key))
		elseif number == nil then
			sender:send(("error: %s is not a number\n"):format(value))
		else
			values[key] = number
			tell(sender, key)
		end
		return
	end

	local name = line:match("^%s*(%w+)%s*$")
	if name == "list" then
		local names = {}
		for known in pairs(values) do
			names[#names + 1] = known
		end
		table.sort(names)
		for _, known in ipairs(names) do
			tell(sender, known)
		end
	elseif name and values[name] ~= nil then
		tell(sender, name)
	else
		sender:send(("error: cannot read %q\n"):format(line))
	end
end

-- A socket stops listening after ten seconds without a client, and after its client has left. It
-- listens again only when it is told to.
local function listen_again(socket, err)
	if running and (err == nil or err == "timeout") then
		socket:reconnect()
	elseif err ~= nil then
		logger:error("the socket failed: " .. err)
		running = false
	end
end

local function serve(context)
	local sender = LrSocket.bind {
		functionContext = context,
		plugin = _PLUGIN,
		port = SEND_PORT,
		mode = "send",
		onError = listen_again,
	}

	LrSocket.bind {
		functionContext = context,
		plugin = _PLUGIN,
		port = RECEIVE_PORT,
		mode = "receive",
		onConnected = function()
			logger:info("somebody has the remote control")
		end,
		onMessage = function(_, line)
			handle(sender, line)
		end,
		onClosed = function(socket)
			-- A send socket is not told that its client has left. This one is, and since an outside
			-- program has both or none, it speaks for the two.
			if running then
				logger:info("nobody has the remote control any more")
				socket:reconnect()
				sender:reconnect()
			end
		end,
		onError = listen_again,
	}

	while running do
		LrTasks.sleep(0.2)
	end
	-- The end of the function context closes both sockets.
end

function Remote.start()
	if running then
		return
	end
	running = true
	LrTasks.startAsyncTask(function()
		LrFunctionContext.callWithContext("Remote", serve)
	end, "Remote")
	LrDialogs.showBezel("Remote control is on")
end

function Remote.stop()
	running = false
end

return Remote
