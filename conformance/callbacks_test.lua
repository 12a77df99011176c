-- When which callback is called.
local script = require "script"
local run, says = script.run, script.says

it("B3.1 onConnecting comes each time that a socket listens", function()
	run [[ bind { mode = "send", port = 50100, onError = function(socket) socket:reconnect() end } ]]
	lr.advance(20)
	says("send onConnecting 50100", "send onError timeout", "send onConnecting 50100",
		"send onError timeout", "send onConnecting 50100")
end)

it("B3.2 onConnecting comes neither inside bind nor inside reconnect", function()
	run [[
		local socket = bind { mode = "send", port = 50100 }
		say "bound"
		LrTasks.yield()
		LrTasks.sleep(1)
		socket:reconnect()
		say "reconnected"
	]]
	lr.advance(2)
	says("bound", "send onConnecting 50100", "reconnected", "send onConnecting 50100")
end)

it("B3.3 onConnected has the listening port", function()
	run [[ bind { mode = "receive", port = 50100 } ]]
	lr.connect(50100)
	says("receive onConnecting 50100", "receive onConnected 50100")
end)

describe("B3.4 a receive socket whose client leaves", function()
	it("delivers the remaining lines, then calls onClosed at once", function()
		local plugin = run [[ bind { mode = "receive", port = 50100 } ]]
		lr.connect(50100):send("one\ntwo\n"):close()
		assert.equals(0, lr.now())
		says("receive onConnecting 50100", "receive onConnected 50100", "receive onMessage one",
			"receive onMessage two", "receive onClosed")
		assert.equals("idle", plugin:ports()[1].state)
	end)

	it("hears nothing of it with receive_sees_close = never", function()
		local plugin = run([[ bind { mode = "receive", port = 50100 } ]],
			{ faults = { receive_sees_close = "never" } })
		lr.connect(50100):send("one\n"):close()
		lr.advance(60)
		says("receive onConnecting 50100", "receive onConnected 50100", "receive onMessage one")
		assert.equals("connected", plugin:ports()[1].state)
	end)
end)

describe("B3.4 a receive socket whose client is killed", function()
	for _, how in ipairs { "close", "reset" } do
		it("with receive_sees_close = unless_reset, after " .. how, function()
			local plugin = run([[ bind { mode = "receive", port = 50100 } ]],
				{ faults = { receive_sees_close = "unless_reset" } })
			local client = lr.connect(50100)
			client[how](client)
			lr.advance(60)
			local state = plugin:ports()[1].state
			assert.equals(how == "close" and "idle" or "connected", state)
		end)
	end
end)

describe("B3.5 a send socket whose client leaves", function()
	local WRITES = [[
		local socket = bind { mode = "send", port = 50100 }
		function on_click() socket:send("hello\n") end
	]]

	it("hears nothing of it for 45 s, and of a failed write once", function()
		local plugin = run(WRITES)
		lr.connect(50100):close()
		lr.advance(45)
		says("send onConnecting 50100", "send onConnected 50100")
		for _ = 1, 3 do
			plugin:menu("Click")
			lr.advance(1)
		end
		says("send onClosed")
		assert.equals("idle", plugin:ports()[1].state)
	end)

	for leave, writes in pairs { reset = 1, close = 2 } do
		it(("hears of the failed write at once: write %d after a %s"):format(writes, leave), function()
			run [[
				local socket = bind { mode = "send", port = 50100 }
				for _ = 1, 3 do
					LrTasks.sleep(10)
					socket:send("hello\n")
				end
			]]
			local companion = lr.connect(50100)
			companion[leave](companion)
			lr.advance(35)
			assert.equals(10 * writes, lr.events("closed")[1].t)
		end)
	end

	it("hears of it at once with send_sees_close = prompt", function()
		run(WRITES, { faults = { send_sees_close = "prompt" } })
		lr.connect(50100):close()
		says("send onConnecting 50100", "send onConnected 50100", "send onClosed")
	end)

	it("never hears of it with send_sees_close = never", function()
		local plugin = run(WRITES, { faults = { send_sees_close = "never" } })
		lr.connect(50100):close()
		for _ = 1, 5 do
			plugin:menu("Click")
			lr.advance(10)
		end
		says("send onConnecting 50100", "send onConnected 50100")
	end)
end)

describe("B3.6 onClosed comes synchronously and once", function()
	it("at close()", function()
		run [[
			local socket = bind { mode = "send", port = 50100 }
			LrTasks.sleep(1)
			say "before"
			socket:close()
			say "after"
			socket:close()
		]]
		lr.advance(2)
		says("send onConnecting 50100", "before", "send onClosed", "after")
	end)

	it("at the end of the function context", function()
		run [[
			LrFunctionContext.callWithContext("inner", function(inner)
				bind { mode = "send", port = 50100, functionContext = inner }
				LrTasks.sleep(1)
				say "before"
			end)
			say "after"
		]]
		lr.advance(2)
		says("send onConnecting 50100", "before", "send onClosed", "after")
	end)
end)

it("B3.7 there is no onClosed after onError", function()
	run [[ bind { mode = "receive", port = 50100 } ]]
	lr.advance(100)
	says("receive onConnecting 50100", "receive onError timeout")
end)

describe("B3.8 callbacks", function()
	local SLOW = [[
		for i = 0, 1 do
			bind { mode = "receive", label = "socket " .. i, port = 50100 + i,
				onMessage = function(_, line) LrTasks.sleep(1) say("done with", line) end }
		end
	]]

	it("of one socket wait for each other, those of another do not", function()
		run(SLOW)
		local first, second = lr.connect(50100), lr.connect(50101)
		script.said()
		first:send("a\nb\n")
		second:send("c\n")
		says("socket 0 onMessage a", "socket 1 onMessage c")
		lr.advance(1)
		local told = script.said()
		table.sort(told)
		assert.same({ "done with a", "done with c", "socket 0 onMessage b" }, told)
		lr.advance(1)
		says("done with b")
	end)

	it("cannot sleep with callbacks = noyield", function()
		lr.expect_failure("Yielding is not allowed within a C or metamethod call")
		run(SLOW, { faults = { callbacks = "noyield" } })
		lr.connect(50100):send("a\n")
		lr.advance(2)
		says("socket 0 onConnecting 50100", "socket 1 onConnecting 50101", "socket 0 onConnected 50100",
			"socket 0 onMessage a")
		assert.matches("Lightroom's call of onMessage is in between", script.diagnostics("R2.1")[1])
	end)
end)

it("B3.9 a callback that errors is a failure, and the socket goes on", function()
	lr.expect_failure("no such thing")
	run [[
		bind { mode = "receive", port = 50100, onMessage = function(_, line)
			if line == "bad" then error("no such thing") end
		end }
	]]
	lr.connect(50100):send("bad\ngood\n"):close()
	says("receive onConnecting 50100", "receive onConnected 50100", "receive onMessage bad",
		"receive onMessage good", "receive onClosed")
	local errors = lr.events("callback_error")
	assert.equals(1, #errors)
	assert.matches("script:%d+", errors[1].traceback)
end)

it("B3.10 every call is allowed in a callback, bind on the port just closed too", function()
	local plugin = run [[
		local sender = bind { mode = "send", port = 50101 }
		local other = bind { mode = "send", port = 50102, label = "other" }
		bind { mode = "receive", port = 50100, onMessage = function(socket)
			sender:send("sent\n")
			other:reconnect()
			socket:close()
			bind { mode = "receive", label = "new", port = 50100 }
		end }
	]]
	local from, to = lr.connect(50101), lr.connect(50100)
	script.said()
	to:send("go\n")
	from:expect("sent")
	says("receive onMessage go", "receive onClosed", "other onConnecting 50102", "new onConnecting 50100")
	assert.equals(50100, plugin:ports().receive)
end)

it("B3.11 delivery waits for no poll", function()
	run [[ bind { mode = "receive", port = 50100 } ]]
	local companion = lr.connect(50100)
	lr.advance(0.123)
	local before = lr.now()
	companion:send("now\n")
	assert.equals(before, lr.now())
	local told = script.said()
	assert.equals("receive onMessage now", told[#told])
end)

describe("B3.12 no callback", function()
	it("comes after close() but onClosed", function()
		run [[
			bind { mode = "receive", port = 50100, onMessage = function(socket) socket:close() end }
		]]
		lr.connect(50100):send("one\ntwo\nthree\n")
		lr.advance(60)
		says("receive onConnecting 50100", "receive onConnected 50100", "receive onMessage one",
			"receive onClosed")
	end)

	it("tells of an earlier connection after reconnect()", function()
		run [[
			bind { mode = "receive", port = 50100, onMessage = function(socket) socket:reconnect() end }
		]]
		lr.connect(50100):send("one\ntwo\n"):close()
		lr.advance(1)
		says("receive onConnecting 50100", "receive onConnected 50100", "receive onMessage one",
			"receive onConnecting 50100")
	end)
end)

it("B3.13 a reconnect storm is told once, with the line of the bind", function()
	lr.expect_failure("reconnect storm")
	run [[
		local socket = bind { mode = "send", port = 50100 }
		for i = 1, 60 do
			LrTasks.sleep(0.01)
			socket:reconnect()
		end
	]]
	lr.advance(2)
	assert.equals(1, #script.diagnostics "B3.13")
	for _, event in ipairs(lr.events("diagnostic")) do
		if event.rule == "B3.13" then
			assert.equals("script:1", event.at)
		end
	end
end)
