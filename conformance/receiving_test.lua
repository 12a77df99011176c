-- From the outside program to the plug-in.
local script = require "script"
local run, says = script.run, script.says

-- A plug-in that receives, and the outside program's end.
local function receiver(faults)
	run([[ bind { mode = "receive", port = 50100 } ]], { faults = faults or {} })
	local companion = lr.connect(50100)
	script.said()
	return companion
end

describe("B6.1 a line", function()
	it("is told without its LF and one CR before it", function()
		receiver():send("one\ntwo\r\nth\rree\r\r\n")
		says("receive onMessage one", "receive onMessage two", "receive onMessage th\rree\r")
	end)

	it("loses all CR before its LF with cr = strip_all", function()
		receiver({ cr = "strip_all" }):send("one\r\r\ntwo\r\n")
		says("receive onMessage one", "receive onMessage two")
	end)
end)

it("B6.2 an empty line is a line", function()
	receiver():send("\n\n")
	says("receive onMessage ", "receive onMessage ")
end)

it("B6.3 a part of a line waits for the rest", function()
	local companion = receiver():send("one")
	lr.advance(100)
	says()
	companion:send(" and"):send(" a half\n")
	says("receive onMessage one and a half")
end)

it("B6.3 a line may come byte by byte", function()
	receiver():byte_by_byte():send("one\ntwo\n")
	lr.advance(1)
	says("receive onMessage one", "receive onMessage two")
end)

describe("B6.4 what follows the last LF when the client closes", function()
	it("is dropped, with a diagnostic", function()
		receiver():send("one\ntwo"):close()
		says("receive onMessage one", "receive onClosed")
		assert.equals(1, #script.diagnostics "B6.4")
	end)

	it("is a line with trailing_line = deliver", function()
		receiver({ trailing_line = "deliver" }):send("one\ntwo"):close()
		says("receive onMessage one", "receive onMessage two", "receive onClosed")
	end)
end)

describe("B6.5 a long line", function()
	it("of 16 MiB passes", function()
		run [[
			LrSocket.bind { functionContext = context, plugin = _PLUGIN, mode = "receive", port = 50100,
				onMessage = function(_, line) say(#line) end }
		]]
		lr.connect(50100):send(("x"):rep(16 * 1024 * 1024)):send("\n")
		says(tostring(16 * 1024 * 1024))
	end)

	it("beyond max_line drops the client, with a diagnostic and onClosed", function()
		local companion = receiver { max_line = 10 }
		companion:send(("x"):rep(10) .. "\n")
		says("receive onMessage " .. ("x"):rep(10))
		companion:send(("x"):rep(30))
		says("receive onClosed")
		assert.equals(1, #script.diagnostics "B6.5")
		assert.is_not.equals("open", companion:state())
	end)
end)

it("B6.6 bytes are bytes", function()
	run [[
		bind { mode = "receive", port = 50100, onMessage = function(_, line) say(line:byte(1, -1)) end }
	]]
	lr.connect(50100):send("\0\255\192\128a\n")
	local told = script.said()
	assert.equals("0 255 192 128 97", told[#told])
end)

describe("B6.7 a received line is answered", function()
	for ack, answer in pairs { lf = "ok\nok\n", crlf = "ok\r\nok\r\n", off = "" } do
		it("as ack = " .. ack .. " says", function()
			local companion = receiver { ack = ack }
			companion:send("one\ntwo\nthr")
			assert.equals(answer, companion:bytes())
		end)
	end

	it("before its callback is done", function()
		run [[ bind { mode = "receive", port = 50100, onMessage = function() LrTasks.sleep(5) end } ]]
		local companion = lr.connect(50100):send("one\n")
		assert.equals("ok\n", companion:read(3, 0))
	end)

	it("also if its callback drops the client", function()
		run [[
			bind { mode = "receive", port = 50100, onMessage = function(socket, line)
				if line == "two" then socket:reconnect() end
			end }
		]]
		local companion = lr.connect(50100):send("one\ntwo\nthree\n")
		assert.is_not.equals("open", companion:wait_closed(1))
		assert.equals("ok\nok\n", companion:bytes())
	end)

	it("by best effort: a client that never reads stalls nothing", function()
		local companion = receiver():stall()
		companion:send(("line\n"):rep(3000))
		assert.equals(3000, #script.said())
	end)
end)

it("B6.8 what a client sends to a send socket goes nowhere", function()
	run [[ bind { mode = "send", port = 50100 } ]]
	local companion = lr.connect(50100):send("hello\n")
	lr.advance(1)
	says("send onConnecting 50100", "send onConnected 50100")
	assert.equals("", companion:bytes())
end)

it("B6.9 a slow plug-in loses nothing", function()
	run([[
		local count = 0
		bind { mode = "receive", port = 50100, onMessage = function()
			LrTasks.sleep(0.01)
			count = count + 1
			if count == 2000 then say "all" end
		end }
	]], { faults = { receive_window = "64" } })
	lr.connect(50100):send(("0123456789\n"):rep(2000))
	lr.advance(30)
	local told = script.said()
	assert.equals("all", told[#told])
	assert.equals(2 + 2000 + 1, #told)
end)
