-- From the plug-in to the outside program: send() and close().
local script = require "script"
local run, says = script.run, script.says

it("B7.1 a message leaves when it is sent, not when the plug-in next does something", function()
	run [[
		local socket = bind { mode = "send", port = 50100 }
		LrTasks.sleep(5)
		socket:send("hello\n")
		LrTasks.sleep(1000)
	]]
	local companion = lr.connect(50100)
	companion:expect("hello", 10)
	assert.equals(5, lr.now())
end)

describe("B7.1 send", function()
	it("writes the bytes as they are, in their order, without a newline", function()
		run [[
			bind { mode = "send", port = 50100, onConnected = function(socket)
				socket:send("one")
				socket:send("\0\255\r\n")
				socket:send("")
				socket:send("two")
			end }
		]]
		assert.equals("one\0\255\r\ntwo", lr.connect(50100):bytes())
	end)

	it("returns nothing and at once, whatever the size", function()
		run [[
			bind { mode = "send", port = 50100, onConnected = function(socket)
				say("returned", select("#", socket:send(("x"):rep(4 * 1024 * 1024))))
			end }
		]]
		local companion = lr.connect(50100):stall()
		says("send onConnecting 50100", "send onConnected 50100", "returned 0")
		companion:resume()
		assert.equals(4 * 1024 * 1024, #companion:read(4 * 1024 * 1024))
	end)
end)

describe("B7.2 what is sent before a client is there", function()
	local EARLY = [[
		local socket = bind { mode = "send", port = 50100 }
		socket:send("early\n")
		LrTasks.sleep(1)
		socket:send("later\n")
	]]

	it("is queued and written when it comes", function()
		run(EARLY)
		lr.advance(2)
		assert.equals("early\nlater\n", lr.connect(50100):bytes())
	end)

	it("is dropped with unconnected_send = drop", function()
		run(EARLY, { faults = { unconnected_send = "drop" } })
		lr.advance(2)
		assert.equals("", lr.connect(50100):bytes())
	end)

	it("is bounded to 1 MiB: the oldest is dropped first, with a diagnostic", function()
		run [[
			local socket = bind { mode = "send", port = 50100 }
			for i = 1, 20 do
				socket:send(string.char(96 + i):rep(100 * 1024))
			end
		]]
		local bytes = lr.connect(50100):bytes()
		assert.equals(10 * 100 * 1024, #bytes)
		assert.equals(("k"):byte(), bytes:byte(1))
		assert.equals(("t"):byte(), bytes:byte(-1))
		assert.is_true(#script.diagnostics "B7.2" > 0)
	end)
end)

describe("B7.3 what is sent to a client that has gone unnoticed", function()
	local SENDS = [[
		local socket = bind { mode = "send", port = 50100 }
		function on_click() socket:send("hello\n") say "sent" end
	]]

	it("is lost, and the plug-in hears nothing of it", function()
		local plugin = run(SENDS)
		lr.connect(50100):vanish()
		script.said()
		plugin:menu("Click")
		lr.advance(60)
		says("sent")
		assert.equals("connected", plugin:ports()[1].state)
	end)

	it("is lost with a diagnostic, if it has closed its end", function()
		local plugin = run(SENDS, { faults = { send_sees_close = "never" } })
		lr.connect(50100):close()
		script.said()
		plugin:menu("Click")
		lr.advance(60)
		says("sent")
		assert.equals(1, #script.diagnostics "B7.3")
	end)
end)

describe("B7.4 what is sent to a client that does not read", function()
	local BIG = [[
		local socket = bind { mode = "send", port = 50100 }
		function on_click()
			for i = 1, 100 do socket:send(("%4d"):format(i) .. ("x"):rep(100000)) end
		end
	]]

	it("is queued", function()
		local plugin = run(BIG)
		local companion = lr.connect(50100):stall()
		plugin:menu("Click")
		lr.advance(60)
		companion:resume()
		assert.equals(100 * 100004, #companion:read(100 * 100004))
	end)

	it("is dropped beyond send_window, with a diagnostic", function()
		local plugin = run(BIG, { faults = { send_window = "1 MiB" } })
		local companion = lr.connect(50100):stall()
		plugin:menu("Click")
		companion:resume()
		assert.is_true(#companion:bytes() < 100 * 100004)
		assert.is_true(#script.diagnostics "B7.4" > 0)
	end)
end)

it("B7.5 on a receive socket send does nothing, with a diagnostic", function()
	run [[
		bind { mode = "receive", port = 50100, onConnected = function(socket)
			say(pcall(function() return socket:send("hello\n") end))
		end }
	]]
	local companion = lr.connect(50100)
	lr.advance(1)
	says("receive onConnecting 50100", "receive onConnected 50100", "true")
	assert.equals("", companion:bytes())
	assert.equals(1, #script.diagnostics "B7.5")
end)

describe("B7.6 the argument of send", function()
	it("is a string or a number", function()
		run [[
			bind { mode = "send", port = 50100, onConnected = function(socket)
				socket:send(12)
				socket:send(0.5)
				socket:send(" text")
			end }
		]]
		assert.equals("120.5 text", lr.connect(50100):bytes())
	end)

	for argument, kind in pairs { ["nil"] = "nil", ["true"] = "boolean", ["{}"] = "table" } do
		it("is no " .. kind, function()
			run("local socket = bind { mode = 'send' } say(pcall(function() socket:send(" .. argument
				.. ") end)) return true")
			assert.equals("false script:1: bad argument #1 to 'send' (string expected, got " .. kind .. ")",
				script.said()[1])
		end)
	end
end)

describe("B7.7 close", function()
	it("writes what is queued, then FIN; twice is once", function()
		local plugin = run [[
			local socket = bind { mode = "send", port = 50100 }
			function on_click()
				socket:send("the last\n")
				socket:close()
				socket:close()
			end
		]]
		local companion = lr.connect(50100)
		script.said()
		plugin:menu("Click")
		companion:expect("the last")
		assert.equals("closed", companion:wait_closed(1))
		says("send onClosed")
	end)

	it("waits at most a second for who does not read", function()
		local plugin = run [[
			local socket = bind { mode = "send", port = 50100 }
			function on_click()
				socket:send(("x"):rep(8 * 1024 * 1024))
				socket:close()
			end
		]]
		local companion = lr.connect(50100):stall()
		plugin:menu("Click")
		lr.advance(1)
		companion:resume()
		companion:wait_closed(1)
		assert.is_true(#companion:bytes() < 8 * 1024 * 1024)
	end)

	it("blocks all of Lightroom with close_stall = 10", function()
		local plugin = run([[
			local socket = bind { mode = "send", port = 50100 }
			function on_click() socket:close() end
			while true do
				LrTasks.sleep(1)
				say "tick"
			end
		]], { faults = { close_stall = 10 } })
		lr.connect(50100)
		lr.advance(1.5)
		script.said()
		plugin:menu("Click")
		lr.advance(9.9)
		says("send onClosed")
		lr.advance(0.2)
		says("tick")
	end)
end)

it("B7.8 after close() send and reconnect raise that the socket is closed", function()
	run [[
		local socket = bind { mode = "send", port = 50100 }
		socket:close()
		for _, call in ipairs { "send", "reconnect" } do
			local ok, e = pcall(function() socket[call](socket, "hello") end)
			say(ok, e)
		end
	]]
	local told = script.said()
	assert.equals("send onClosed", told[1])
	assert.matches("^false script:%d+: .*send.*the socket is closed", told[2])
	assert.matches("^false script:%d+: .*reconnect.*the socket is closed", told[3])
end)
