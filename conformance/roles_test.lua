-- Who listens, and where.
local script = require "script"
local run, says = script.run, script.says

it("B1.1 the plug-in listens in both modes", function()
	run [[ bind { mode = "receive", port = 50100 } bind { mode = "send", port = 50101 } ]]
	lr.connect(50100)
	lr.connect(50101)
	says("receive onConnecting 50100", "send onConnecting 50101", "receive onConnected 50100",
		"send onConnected 50101")
end)

it("B1.2 one socket carries one direction", function()
	local plugin = run [[
		sender = bind { mode = "send" }
		bind { mode = "receive", onMessage = function(_, line) sender:send("answer to " .. line .. "\n") end }
	]]
	local to, from = lr.connect(plugin, "receive"), lr.connect(plugin, "send")
	to:send("question\n")
	from:expect("answer to question")
	assert.same({}, to:lines())
	assert.equals(1, to:acks())
end)

it("B1.4 address and name are allowed, unknown keys ignored", function()
	run [[
		for i, address in ipairs { "localhost", "127.0.0.1", "::1" } do
			bind { mode = "send", port = 50100 + i, address = address, name = "a name", colour = "red" }
		end
	]]
	says("send onConnecting 50101", "send onConnecting 50102", "send onConnecting 50103")
end)

it("B1.5 another address is an error, and nothing is opened", function()
	local plugin = run [[ bind { mode = "send", port = 50100, address = "10.0.0.1" } say "bound" ]]
	says("bound", "send onError failed to open 10.0.0.1:50100")
	assert.is_nil(lr.try_connect(50100))
	assert.equals("idle", plugin:ports()[1].state)
end)

it("B1.6 one client at a time: a second one gets in, but no callback tells of it", function()
	run [[ bind { mode = "receive", port = 50100 } ]]
	lr.connect(50100)
	local second = lr.connect(50100)
	second:send("hello\n")
	lr.advance(60)
	says("receive onConnecting 50100", "receive onConnected 50100")
	assert.equals("open", second:state())
	assert.equals(0, second:acks() or 0)
end)

it("B1.7 reconnect() resets a second client that waits", function()
	run [[
		bind { mode = "receive", port = 50100, onMessage = function(socket) socket:reconnect() end }
	]]
	local first = lr.connect(50100)
	local second = lr.connect(50100)
	first:send("again\n")
	assert.equals("reset", second:wait_closed(1))
end)

it("B1.8 port 0: the system chooses, and onConnecting tells", function()
	run [[ bind { mode = "receive", port = 0 } ]]
	local port = tonumber(script.said()[1]:match("^receive onConnecting (%d+)$"))
	assert.is_true(port > 0 and port < 65536)
	lr.connect(port)
	says("receive onConnected " .. port)
end)

describe("B1.9 a port", function()
	it("can be a numeric string; callbacks get a number", function()
		run [[
			bind { mode = "send", port = "50100", onConnecting = function(_, port) say(type(port)) end }
		]]
		says("send onConnecting 50100", "number")
	end)

	for _, port in ipairs { "nil", "-1", "65536", "1.5", "'many'", "{}" } do
		it("cannot be " .. port .. ": bind raises", function()
			run([[ say(pcall(function() LrSocket.bind { functionContext = context, plugin = _PLUGIN,
				mode = "send", port = ]] .. port .. [[ } end)) ]])
			local told = script.said()
			assert.equals(1, #told)
			assert.matches("^false script:%d+: .*port", told[1])
		end)
	end
end)

it("B1.10 a busy port does not make bind raise, but is an error later", function()
	run [[
		bind { mode = "send", port = 50100, label = "first" }
		bind { mode = "send", port = 50100, label = "second" }
		say "bound"
	]]
	says("bound", "first onConnecting 50100", "second onError failed to open localhost:50100")
end)
