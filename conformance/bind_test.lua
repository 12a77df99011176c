-- LrSocket.bind and what it returns.
local script = require "script"
local run, says = script.run, script.says

-- What bind raises with these parameters, without the place.
local function raised(parameters)
	run("say(pcall(function() LrSocket.bind(" .. parameters .. ") end))")
	local told = script.said()
	assert.equals(1, #told)
	local text = told[1]:match("^false script:%d+: (.*)$")
	return text or error("bind did not raise: " .. told[1])
end

describe("B2.1 functionContext", function()
	it("is required", function()
		assert.matches("functionContext", raised "{ plugin = _PLUGIN, mode = 'send', port = 0 }")
	end)

	it("must be one", function()
		assert.matches("functionContext",
			raised "{ functionContext = {}, plugin = _PLUGIN, mode = 'send', port = 0 }")
	end)
end)

it("B2.2 without a plugin it is the running one, with a warning", function()
	run [[ LrSocket.bind { functionContext = context, mode = "send", port = 50100 } ]]
	lr.connect(50100)
	assert.equals(1, #script.diagnostics "B2.2")
end)

it("B2.3 any mode but send and receive is refused", function()
	assert.matches("mode",
		raised "{ functionContext = context, plugin = _PLUGIN, port = 0, mode = 'both' }")
end)

it("B2.3 no mode is refused, too", function()
	assert.matches("mode", raised "{ functionContext = context, plugin = _PLUGIN, port = 0 }")
end)

describe("B2.4 the object", function()
	it("has its methods as fields, a type and an address", function()
		run [[
			local socket = bind { mode = "send" }
			for _, name in ipairs { "send", "reconnect", "close", "type" } do
				say(name, type(socket[name]))
			end
			say(socket:type(), socket._address)
			say(bind { mode = "send", address = "127.0.0.1" }._address)
			say "bound"
		]]
		local told = script.said()
		assert.same({ "send function", "reconnect function", "close function", "type function",
			"LrSocket localhost", "127.0.0.1", "bound" }, { unpack(told, 1, 7) })
	end)

	it("is what every callback gets", function()
		run [[
			local socket
			local function check(given) say(given == socket) end
			socket = bind { mode = "receive", port = 50100, onConnecting = check, onConnected = check,
				onMessage = check, onClosed = check }
			local late
			late = bind { mode = "send", onError = function(given) say(given == late) end, port = 50101 }
		]]
		lr.connect(50100):send("hello\n"):close()
		lr.advance(10)
		local told = script.said()
		local right = 0
		for _, line in ipairs(told) do
			assert.is_not.equals("false", line)
			right = right + (line == "true" and 1 or 0)
		end
		assert.equals(5, right)
	end)
end)

describe("B2.5 callbacks", function()
	it("are all optional, and lines are acknowledged without onMessage", function()
		run [[ LrSocket.bind { functionContext = context, plugin = _PLUGIN, mode = "receive", port = 50100 } ]]
		local companion = lr.connect(50100):send("one\ntwo\n")
		assert.equals(2, companion:acks())
		companion:close()
	end)

	it("must be functions", function()
		assert.matches("onMessage", raised [[{ functionContext = context, plugin = _PLUGIN,
			mode = "receive", port = 0, onMessage = "print" }]])
	end)
end)
