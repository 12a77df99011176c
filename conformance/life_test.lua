-- What ends a socket: contexts, reloads, the end of Lightroom.
local script = require "script"
local run, says = script.run, script.says

it("B8.1 the end of the context closes sockets, last registered first, mixed with handlers", function()
	run [[
		LrFunctionContext.callWithContext("inner", function(inner)
			inner:addCleanupHandler(function() say "handler 1" end)
			bind { mode = "send", label = "socket 1", functionContext = inner }
			inner:addCleanupHandler(function() say "handler 2" end)
			bind { mode = "send", label = "socket 2", functionContext = inner }
		end)
		say "ended"
	]]
	says("socket 2 onClosed", "handler 2", "socket 1 onClosed", "handler 1", "ended")
end)

describe("B8.2 the sockets of a plug-in", function()
	local SERVES = [[
		bind { mode = "receive", port = 50100, onError = function(socket, e)
			if e == "timeout" then socket:reconnect() end
		end }
	]]

	it("are closed at a reload, and their ports free", function()
		local plugin = run(SERVES)
		local companion = lr.connect(50100)
		script.said()
		plugin:reload()
		assert.is_not.equals("open", companion:wait_closed(1))
		says("shut down", "receive onClosed", "receive onConnecting 50100")
		lr.connect(50100)
	end)

	it("are closed when it is disabled", function()
		local plugin = run(SERVES)
		local companion = lr.connect(50100)
		script.said()
		plugin:disable()
		assert.is_not.equals("open", companion:wait_closed(1))
		assert.is_nil(lr.try_connect(50100))
		local told = script.said()
		assert.equals("receive onClosed", told[#told])
	end)

	it("keep their ports with reload_leak, and their callbacks go on", function()
		lr.expect_failure("leaked a socket")
		lr.allow_failure("a reload has left behind")
		local plugin = run(SERVES, { faults = { reload_leak = true } })
		script.said()
		plugin:reload()
		says("shut down", "receive onError failed to open localhost:50100")
		lr.connect(50100):send("hello\n")
		says("receive onConnected 50100", "receive onMessage hello")
	end)
end)

describe("B8.3 when Lightroom quits", function()
	local function quit(prefs)
		local plugin = lr.start("plugins/life.lrplugin", { prefs = prefs })
		script.said()
		local before = lr.now()
		plugin:stop()
		return lr.now() - before
	end

	local function said_steps()
		local steps = {}
		for _, line in ipairs(script.said()) do
			if line ~= "the task of init lives" then
				steps[#steps + 1] = line
			end
		end
		return steps
	end

	it("it waits for LrShutdownApp, and runs LrShutdownPlugin", function()
		quit { steps = 2, pause = 8 }
		local told = said_steps()
		assert.same({ "shutdown app", "step 1", "step 2", "done" }, { unpack(told, 1, 4) })
	end)

	it("it gives up ten seconds after the last progress", function()
		lr.expect_failure("became unresponsive")
		local took = quit { steps = 2, pause = 8, never = true }
		assert.near(26, took, 0.5)
	end)
end)
