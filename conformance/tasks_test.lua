-- LrTasks
local script = require "script"
local run, says = script.run, script.says

describe("R1.1 startAsyncTask", function()
	it("queues, in the order of the calls, and returns nothing", function()
		run [[
			for i = 1, 3 do
				say("returned", select("#", LrTasks.startAsyncTask(function() say("task", i) end, "a name")))
			end
			say "end of the script"
			return true
		]]
		says("returned 0", "returned 0", "returned 0", "end of the script", "task 1", "task 2", "task 3")
	end)

	it("one runs at a time, until it yields", function()
		run [[
			for i = 1, 2 do
				LrTasks.startAsyncTask(function()
					say(i, "begins")
					LrTasks.yield()
					say(i, "ends")
				end)
			end
			return true
		]]
		says("1 begins", "2 begins", "1 ends", "2 ends")
	end)
end)

describe("R1.2 an error that leaves a task", function()
	for start, shown in pairs { startAsyncTask = true, startAsyncTaskWithoutErrorHandler = false } do
		it(shown and "is shown" or "is not shown without error handler", function()
			lr.expect_failure("broken")
			run("LrTasks." .. start .. "(function() error 'broken' end, 'a name') return true")
			local errors = lr.events("task_error")
			assert.equals(1, #errors)
			assert.equals(shown, errors[1].shown)
			assert.equals("a name", errors[1].task)
			assert.matches("script:1", errors[1].traceback)
		end)
	end
end)

describe("R1.3 sleep and yield", function()
	it("sleep ends no earlier, with fractions", function()
		run [[
			LrTasks.sleep(0.25)
			say "a quarter"
			LrTasks.sleep(2)
			say "and two"
			return true
		]]
		lr.advance(0.249)
		says()
		lr.advance(0.001)
		says("a quarter")
		lr.advance(2)
		says("and two")
	end)

	for _, seconds in ipairs { "0", "-1", "0/0" } do
		it("sleep of " .. seconds .. " is a yield", function()
			run("LrTasks.startAsyncTask(function() say 'the other' end) LrTasks.sleep(" .. seconds
				.. ") say 'back' return true")
			assert.equals(0, lr.now())
			says("the other", "back")
		end)
	end

	it("yield lets every other ready task run once", function()
		run [[
			for i = 1, 3 do
				LrTasks.startAsyncTask(function() for _ = 1, 2 do say(i) LrTasks.yield() end end)
			end
			LrTasks.yield()
			say "back"
			return true
		]]
		says("1", "2", "3", "back", "1", "2", "3")
	end)
end)

describe("R1.4 canYield", function()
	it("is true in a task only without a C boundary below", function()
		run [[
			say(LrTasks.canYield())
			say(select(2, pcall(LrTasks.canYield)))
			table.sort({ 1, 2 }, function(a, b) say(LrTasks.canYield()) return a < b end)
			return true
		]]
		local told = script.said()
		assert.same({ "true", "false", "false" }, { unpack(told, 1, 3) })
	end)

	it("is false outside of tasks", function()
		run([[ say(LrTasks.canYield()) ]], { prefs = { outside = true } })
		says("false")
	end)
end)

describe("R1.5 LrTasks.pcall", function()
	it("is pcall, and its function may sleep", function()
		run [[
			say(LrTasks.pcall(function(...) LrTasks.sleep(1) return ... end, 1, nil, 3))
			local value = {}
			local ok, e = LrTasks.pcall(function() LrTasks.sleep(1) error(value) end)
			say(ok, e == value)
			return true
		]]
		lr.advance(2)
		says("true 1 nil 3", "false true")
	end)

	it("works outside of tasks, where yielding is refused", function()
		run([[
			say(LrTasks.pcall(function() return "well" end))
			say((LrTasks.pcall(function() LrTasks.yield() end)))
		]], { prefs = { outside = true } })
		says("true well", "false")
	end)
end)

-- On macOS it is the wait status.
for platform, status in pairs { mac = "768", win = "3" } do
	it("R1.6 execute runs a command, blocks its task only, returns the exit status: " .. platform, function()
		lr.on_execute(function(command)
			assert.equals("do something", command)
			return 3
		end)
		run([[
			LrTasks.startAsyncTask(function() say "another task" end)
			say(LrTasks.execute("do something"))
			return true
		]], { platform = platform })
		says("another task", status)
	end)
end

-- The line of the plug-in, and what cmd runs.
local LINES = {
	['"C:\\a b\\x.exe" "y z"'] = 'C:\\a b\\x.exe" "y z',
	['""C:\\a b\\x.exe" "y z""'] = '"C:\\a b\\x.exe" "y z"',
	['"C:\\a b\\x.exe"'] = '"C:\\a b\\x.exe"',
	['x.exe "y z"'] = 'x.exe "y z"',
}

for line, runs in pairs(LINES) do
	it("R1.9 cmd strips quotation marks of " .. line, function()
		lr.on_execute(function(command)
			assert.equals(runs, command)
			return 0
		end)
		run(("LrTasks.execute(%q) return true"):format(line), { platform = "win" })
		assert.equals(1, #lr.commands())
		local broken = line:sub(1, 1) == '"' and runs:sub(1, 1) ~= '"'
		assert.equals(broken and 1 or 0, #script.diagnostics "R1.9")
	end)
end

it("R1.7 undocumented members are there", function()
	run [[
		for _, name in ipairs { "canYieldToScheduler", "yieldToScheduler", "executeWithRunAsVerb" } do
			say(type(LrTasks[name]))
		end
		return true
	]]
	says("function", "function", "function")
end)

it("R1.8 scripts run from top to bottom outside any task", function()
	run([[
		LrTasks.startAsyncTask(function() say "task" end)
		say(LrTasks.canYield())
		say "the end"
	]], { prefs = { outside = true } })
	says("false", "the end", "task")
end)
