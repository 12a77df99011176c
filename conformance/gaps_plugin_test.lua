-- Known gaps: the life of a plug-in, tasks, dialogs and logs.
local gap = require "gap"
local script = require "script"
local run, says = script.run, script.says

it("R5.9 _PLUGIN.path does not end in a separator", gap("R5.9", "script.lrplugin/", function()
	lr.start("plugins/script.lrplugin/", { prefs = { script = "say(_PLUGIN.path) return true" } })
	assert.matches("script%.lrplugin$", script.said()[1])
end))

it("R1.6 execute returns the wait status on macOS", gap("R1.6", 'got { "3" }', function()
	lr.on_execute(function() return 3 end)
	run("say(LrTasks.execute('false')) return true", { platform = "mac" })
	says("768")
end))

it("R10.1 an error in a transform function keeps no dialog from opening", gap("R10.1", "attempt to concatenate", function()
	run [[
		local LrBinding, LrDialogs, LrView = import "LrBinding", import "LrDialogs", import "LrView"
		local properties = LrBinding.makePropertyTable(context)
		local view = LrView.osFactory()
		local bound = LrView.bind { key = "unset", transform = function(value) return value .. "!" end }
		say(select(2, LrTasks.pcall(LrDialogs.presentModalDialog, {
			title = "title",
			contents = view:static_text { bind_to_object = properties, title = bound },
		})))
		return true
	]]
	says("ok")
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
