-- What goes wrong with a socket by itself.
local script = require "script"
local run, says = script.run, script.says

describe("B4.1 nobody connects", function()
	for _, mode in ipairs { "receive", "send" } do
		it("for ten seconds: onError timeout, " .. mode, function()
			local plugin = run("bind { mode = '" .. mode .. "', port = 50100 }")
			lr.advance(9.999)
			says(mode .. " onConnecting 50100")
			lr.advance(0.001)
			says(mode .. " onError timeout")
			assert.equals("idle", plugin:ports()[1].state)
		end)
	end

	it("for as long as accept_timeout says", function()
		run([[ bind { mode = "send", port = 50100 } ]], { faults = { accept_timeout = 3 } })
		lr.advance(2.999)
		says("send onConnecting 50100")
		lr.advance(0.001)
		says("send onError timeout")
	end)
end)

describe("B4.2 a connected socket", function()
	for _, mode in ipairs { "receive", "send" } do
		it("never times out for being idle, " .. mode, function()
			run("bind { mode = '" .. mode .. "', port = 50100 }")
			local companion = lr.connect(50100)
			lr.advance(3600)
			says(mode .. " onConnecting 50100", mode .. " onConnected 50100")
			assert.equals("open", companion:state())
		end)

		it("times out with idle_timeout = 10, " .. mode, function()
			run("bind { mode = '" .. mode .. "', port = 50100 }", { faults = { idle_timeout = 10 } })
			lr.connect(50100)
			script.said()
			lr.advance(9.999)
			says()
			lr.advance(0.001)
			says(mode .. " onError timeout")
		end)
	end
end)

describe("B4.3 nothing listens again by itself", function()
	it("after a timeout", function()
		run [[ bind { mode = "receive", port = 50100 } ]]
		lr.advance(600)
		says("receive onConnecting 50100", "receive onError timeout")
	end)

	it("after a client has left", function()
		run [[ bind { mode = "receive", port = 50100 } ]]
		lr.connect(50100):close()
		lr.advance(600)
		says("receive onConnecting 50100", "receive onConnected 50100", "receive onClosed")
	end)

	it("but with reconnect() or a new bind it does", function()
		run [[
			bind { mode = "receive", port = 50100, onError = function(socket) socket:reconnect() end }
			bind { mode = "send", port = 50101, onError = function()
				bind { mode = "send", label = "new", port = 50101 }
			end }
		]]
		lr.advance(10)
		lr.connect(50100)
		lr.connect(50101)
	end)
end)

it("B4.4 an idle socket refuses connections, after a client has left", function()
	run [[ bind { mode = "receive", port = 50100 } ]]
	lr.connect(50100):close()
	assert.is_nil(lr.try_connect(50100))
end)

it("B4.4 an idle socket refuses connections, after a timeout", function()
	run [[ bind { mode = "receive", port = 50100 } ]]
	lr.advance(10)
	assert.is_nil(lr.try_connect(50100))
end)

it("B4.5 there are two texts", function()
	run [[
		bind { mode = "send", port = 50100, label = "first" }
		bind { mode = "send", port = 50100, label = "second" }
		bind { mode = "send", port = 50101, label = "third", address = "example.org" }
	]]
	lr.advance(10)
	local texts = {}
	for _, event in ipairs(lr.events("error")) do
		texts[event.message] = true
	end
	assert.same({ ["timeout"] = true, ["failed to open localhost:50100"] = true,
		["failed to open example.org:50101"] = true }, texts)
end)
