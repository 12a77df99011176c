-- LrFunctionContext
local script = require "script"
local run, says = script.run, script.says

describe("R3.1 callWithContext", function()
	it("passes its arguments and a context, runs in the caller's task, returns the results", function()
		run [[
			say(LrFunctionContext.callWithContext("name", function(inner, ...)
				say(type(inner.addCleanupHandler), ...)
				LrTasks.sleep(1)
				return 1, nil, 3
			end, "a", "b"))
			return true
		]]
		says("function a b")
		lr.advance(1)
		says("1 nil 3")
	end)

	it("rethrows the same error value, after the handlers", function()
		run [[
			local value = {}
			local ok, e = LrTasks.pcall(function()
				LrFunctionContext.callWithContext("name", function(inner)
					inner:addCleanupHandler(function() say "handler" end)
					error(value)
				end)
			end)
			say(ok, e == value)
			say(LrFunctionContext.pcallWithContext("name", function() return "fine" end))
			local ok, e = LrFunctionContext.pcallWithContext("name", function() error(value) end)
			say(ok, e == value)
			return true
		]]
		says("handler", "false true", "true fine", "false true")
	end)
end)

describe("R3.2 postAsyncTaskWithContext", function()
	it("is a new task with a context", function()
		run [[
			LrFunctionContext.postAsyncTaskWithContext("name", function(inner)
				LrTasks.yield()
				say(type(inner.addCleanupHandler))
			end)
			say "posted"
			return true
		]]
		says("posted", "function")
	end)

	it("its errors are shown to nobody, but told to us", function()
		lr.expect_failure("broken")
		run [[ LrFunctionContext.postAsyncTaskWithContext("name", function() error "broken" end) return true ]]
		assert.is_false(lr.events("task_error")[1].shown)
	end)
end)

describe("R3.3 handlers", function()
	it("run last registered first, with the results", function()
		run [[
			LrFunctionContext.callWithContext("name", function(inner)
				inner:addOperationTitleForError("a title")
				inner:addCleanupHandler(function(...) say("first", ...) end)
				inner:addFailureHandler(function(...) say("not this", ...) end)
				inner:addCleanupHandler(function(...) say("second", ...) end)
				LrTasks.sleep(1)
				say "slept"
				return "x", "y"
			end)
			return true
		]]
		lr.advance(1)
		says("slept", "second true x y", "first true x y")
	end)

	it("get false and the message after an error", function()
		run [[
			LrFunctionContext.pcallWithContext("name", function(inner)
				inner:addFailureHandler(function(...) say("failure", ...) end)
				inner:addCleanupHandler(function(...) say("cleanup", ...) end)
				error("broken", 0)
			end)
			return true
		]]
		says("cleanup false broken", "failure false broken")
	end)
end)

describe("R3.4 a handler", function()
	it("that errors is a failure, and the others still run", function()
		lr.expect_failure("broken handler")
		run [[
			LrFunctionContext.pcallWithContext("name", function(inner)
				inner:addCleanupHandler(function() say "the other" end)
				inner:addCleanupHandler(function() error "broken handler" end)
			end)
			return true
		]]
		says("the other")
	end)

	it("cannot be added to a context that has ended", function()
		run [[
			local ended
			LrFunctionContext.callWithContext("name", function(inner) ended = inner end)
			say((pcall(function() ended:addCleanupHandler(print) end)))
			return true
		]]
		says("false")
	end)
end)

it("R3.5 a function in an environment has no upvalues, and the given globals", function()
	run [[
		local upvalue = 1
		local function look() return upvalue, type(given), type(print) end
		say(LrFunctionContext.callWithEnvironment(look, { given = 1, type = type }))
		say(LrFunctionContext.callWithEmptyEnvironment(function() return given == nil and upvalue == nil end))
		say(LrFunctionContext.pcallWithEnvironment(function() return word end, { word = "well" }))
		say((LrFunctionContext.pcallWithEmptyEnvironment(function() print "never" end)))
		return true
	]]
	says("nil number nil", "true", "true well", "false")
end)

it("R3.5 what is not the plug-in's own Lua cannot be copied", function()
	run [[
		for _, f in ipairs { pcall, print, LrTasks.yield } do
			say(select(2, LrTasks.pcall(LrFunctionContext.callWithEmptyEnvironment, f)))
		end
		return true
	]]
	local told = script.said()
	assert.equals(3, #told)
	for _, text in ipairs(told) do
		assert.matches("bad argument #1 to 'callWithEmptyEnvironment' %(a Lua function expected%)$", text)
	end
end)

it("R3.6 contexts have no cancel; a reload ends them and runs their handlers", function()
	local plugin = run [[
		say(context.cancel)
		context:addCleanupHandler(function() say "ended" end)
	]]
	says("nil")
	plugin:reload()
	-- Its tasks get a moment to end by themselves.
	lr.advance(1)
	says("shut down", "ended", "nil")
end)
