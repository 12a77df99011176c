-- Known gaps: the life of a plug-in, tasks, dialogs and logs.
local gap = require "gap"
local script = require "script"
local run, says = script.run, script.says

it("R6.4 a shut-down script that returns no table is waited for", gap("R6.4", "got 0", function()
	lr.start("plugins/quiet.lrplugin"):stop()
	assert.near(10, lr.now(), 0.5)
end))

it("R6.8 a plug-in for a later SDK is refused", gap("R6.8", "none was raised", function()
	assert.error_matches(function() lr.start("plugins/future.lrplugin") end, "LrSdkMinimumVersion")
end))

it("R6.10 an empty script name means no script", gap("R6.10", "script_error", function()
	lr.expect_failure(".")
	lr.start("plugins/empty.lrplugin"):stop()
	assert.same({}, lr.events("script_error"))
end))

it("R1.6 execute returns the wait status on macOS", gap("R1.6", 'got { "3" }', function()
	lr.on_execute(function() return 3 end)
	run("say(LrTasks.execute('false')) return true", { platform = "mac" })
	says("768")
end))

it("R10.3 an attached error dialog is shown", gap("R10.3", "expected true, got false", function()
	lr.expect_failure("broken")
	run [[
		LrFunctionContext.postAsyncTaskWithContext("name", function(own)
			import "LrDialogs".attachErrorDialogToFunctionContext(own)
			error "broken"
		end)
		return true
	]]
	assert.is_true((lr.events("task_error")[1] or {}).shown)
end))

it("R10.4 a second logger of a name is not enabled by the first", gap("R10.4", "from the second", function()
	run [[
		local LrLogger = import "LrLogger"
		LrLogger("name"):enable("print")
		LrLogger("name"):info("from the second")
		return true
	]]
	assert.same({}, lr.log("from the second"))
end))
