-- LrErrors
local script = require "script"
local run, says = script.run, script.says

it("R4.1 throwUserError raises its text", function()
	run [[
		local ok, e = LrTasks.pcall(LrErrors.throwUserError, "Choose a photo first.")
		say(ok, e:find("Choose a photo first.", 1, true) ~= nil, LrErrors.isCanceledError(e))
		return true
	]]
	says("false true false")
end)

it("R4.2 a canceled error is a string that stays recognizable", function()
	run [[
		local _, e = LrTasks.pcall(LrErrors.throwCanceled)
		say(type(e), LrErrors.isCanceledError(e))
		local _, again = LrTasks.pcall(error, e, 0)
		say(LrErrors.isCanceledError(again), LrErrors.isCanceledError(tostring(e)),
			LrErrors.isCanceledError("Server: " .. e))
		say(LrErrors.isCanceledError("an ordinary error"))
		return true
	]]
	says("string true", "true true true", "false")
end)

it("R4.3 a canceled error that nobody catches is not a failure", function()
	run [[
		LrTasks.startAsyncTask(function() LrErrors.throwCanceled() end)
		return true
	]]
	lr.settle()
	for _, event in ipairs(lr.events("task_error")) do
		assert.is_false(event.shown)
	end
end)
