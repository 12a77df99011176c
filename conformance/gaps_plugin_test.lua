-- Known gaps: the life of a plug-in, tasks, dialogs and logs.
local gap = require "gap"
local script = require "script"
local run, says = script.run, script.says

it("R10.4 a second logger of a name is not enabled by the first", gap("R10.4", "from the second", function()
	run [[
		local LrLogger = import "LrLogger"
		LrLogger("name"):enable("print")
		LrLogger("name"):info("from the second")
		return true
	]]
	assert.same({}, lr.log("from the second"))
end))
