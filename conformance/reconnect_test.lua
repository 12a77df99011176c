-- socket:reconnect()
local script = require "script"
local run, says = script.run, script.says

it("B5.1 from idle: the same port, onConnecting, ten new seconds", function()
	run [[
		local socket = bind { mode = "receive", port = 50100 }
		LrTasks.sleep(25)
		socket:reconnect()
	]]
	lr.advance(25)
	says("receive onConnecting 50100", "receive onError timeout", "receive onConnecting 50100")
	lr.advance(9.999)
	says()
	lr.advance(0.001)
	says("receive onError timeout")
end)

for _, mode in ipairs { "receive", "send" } do
	it("B5.2 while connected: the client is dropped, without onClosed, " .. mode, function()
		local plugin = run("local socket = bind { mode = '" .. mode .. "', port = 50100 } "
			.. "function on_click() socket:reconnect() end")
		local companion = lr.connect(50100)
		script.said()
		plugin:menu("Click")
		assert.is_not.equals("open", companion:wait_closed(1))
		says(mode .. " onConnecting 50100")
	end)
end

it("B5.3 while listening: the ten seconds begin anew, and onConnecting comes again", function()
	run [[
		local socket = bind { mode = "receive", port = 50100 }
		LrTasks.sleep(5)
		socket:reconnect()
	]]
	lr.advance(14.999)
	says("receive onConnecting 50100", "receive onConnecting 50100")
	lr.advance(0.001)
	says("receive onError timeout")
end)

describe("B5.4 after port = 0", function()
	local AGAIN = [[ bind { mode = "send", onError = function(socket) socket:reconnect() end } ]]

	it("the number stays", function()
		run(AGAIN)
		lr.advance(10)
		local told = script.said()
		assert.equals(3, #told)
		assert.equals(told[1], told[3])
	end)

	it("the number is a new one with reconnect_port = new", function()
		run(AGAIN, { faults = { reconnect_port = "new" } })
		lr.advance(10)
		local told = script.said()
		assert.equals(3, #told)
		assert.matches("^send onConnecting %d+$", told[3])
		assert.is_not.equals(told[1], told[3])
	end)
end)

describe("B5.5 a send socket whose client has left", function()
	local RECONNECTS = [[
		local socket = bind { mode = "send", port = 50100 }
		function on_click()
			socket:reconnect()
			say "returned"
		end
	]]

	local function start(faults)
		local plugin = run(RECONNECTS, { faults = faults })
		lr.connect(50100):close()
		script.said()
		plugin:menu("Click")
		return plugin
	end

	it("serves the next one", function()
		start {}
		lr.connect(50100)
		says("returned", "send onConnecting 50100", "send onConnected 50100")
	end)

	it("never serves another one with send_reconnect = dead", function()
		start { send_reconnect = "dead" }
		lr.try_connect(50100)
		lr.advance(60)
		for _, line in ipairs(script.said()) do
			assert.is_not.equals("send onConnected 50100", line)
		end
	end)

	it("blocks all of Lightroom with send_reconnect = hang:7", function()
		local plugin = run([[
			local socket = bind { mode = "send", port = 50100 }
			function on_click() socket:reconnect() end
			while true do
				LrTasks.sleep(1)
				say "tick"
			end
		]], { faults = { send_reconnect = "hang:7" } })
		lr.connect(50100):close()
		lr.advance(1.5)
		says("send onConnecting 50100", "send onConnected 50100", "tick")
		plugin:menu("Click")
		lr.advance(6.9)
		says()
		lr.advance(0.2)
		local told = script.said()
		table.sort(told)
		assert.same({ "send onConnecting 50100", "tick" }, told)
	end)
end)

describe("B5.6 after close() the port", function()
	local CLOSE_AND_BIND = [[
		local socket = bind { mode = "send", port = 50100 }
		LrTasks.sleep(1)
		socket:close()
		bind { mode = "send", label = "new", port = 50100 }
	]]

	it("is free at once", function()
		run(CLOSE_AND_BIND)
		lr.advance(1)
		says("send onConnecting 50100", "send onClosed", "new onConnecting 50100")
	end)

	it("stays busy as long as port_linger says", function()
		run(CLOSE_AND_BIND .. [[ LrTasks.sleep(2) bind { mode = "send", label = "third", port = 50100 } ]],
			{ faults = { port_linger = 2 } })
		lr.advance(3)
		says("send onConnecting 50100", "send onClosed", "new onError failed to open localhost:50100",
			"third onConnecting 50100")
	end)
end)
