-- A plug-in's life, from Info.lua to its end.
local script = require "script"
local run, says = script.run, script.says

local function life(options)
	return lr.start("plugins/life.lrplugin", options)
end

describe("R6.1 Info.lua", function()
	it("names scripts and menu items", function()
		local plugin = life()
		assert.equals(3, #lr.events("ready")[1].menu_items)
		script.said()
		plugin:menu("Export item")
		says("item, runs so far: 1")
	end)

	it("must have LrToolkitIdentifier", function()
		assert.error_matches(function() lr.start("plugins/nameless.lrplugin") end, "LrToolkitIdentifier")
	end)
end)

describe("R6.2 the start-up script", function()
	it("runs at the start", function()
		life()
		says("init, runs so far: nil")
		assert.same({}, script.diagnostics "R6.2")
	end)

	it("runs here where Lightroom would not, with a warning", function()
		lr.start("plugins/quiet.lrplugin")
		says("init")
		assert.equals(1, #script.diagnostics "R6.2")
	end)
end)

it("R6.3 a menu item runs its file at every click, in the shared globals", function()
	local plugin = life()
	plugin:menu("Export item"):menu("Export item")
	says("init, runs so far: nil", "item, runs so far: 1", "item, runs so far: 2")
end)

describe("R6.4 LrShutdownApp", function()
	it("can be a plain script", function()
		lr.start("plugins/quiet.lrplugin"):stop()
		says("init", "quit")
	end)

	it("can return a function, which is waited for", function()
		local plugin = life { prefs = { steps = 3, pause = 9 } }
		plugin:stop()
		assert.equals(1, #lr.log("^done$"))
		assert.near(27, lr.now(), 0.5)
	end)

	it("is given up after ten seconds without progress", function()
		local plugin = life { prefs = { never = true } }
		plugin:stop()
		assert.equals(0, #lr.log("^done$"))
		assert.near(10, lr.now(), 0.5)
	end)
end)

describe("R6.5", function()
	it("LrShutdownPlugin runs at a reload", function()
		local plugin = life()
		script.said()
		plugin:reload()
		lr.advance(0.9)
		says("shutdown plugin, runs so far: 1", "init, runs so far: nil")
	end)

	it("LrDisablePlugin and LrEnablePlugin run when it is disabled and enabled", function()
		local plugin = life()
		script.said()
		plugin:disable()
		lr.advance(10)
		local told = script.said()
		assert.equals("disable", told[1])
		plugin:enable()
		local found = false
		for _, line in ipairs(script.said()) do
			found = found or line == "enable"
		end
		assert.is_true(found)
	end)
end)

it("R6.7 a task of the start-up script lives on after the script", function()
	life()
	lr.advance(3)
	says("init, runs so far: nil", "the task of init lives", "the task of init lives",
		"the task of init lives")
end)

it("R5.9 _PLUGIN.path does not end in a separator", function()
	lr.start("plugins/script.lrplugin/", { prefs = { script = "say(_PLUGIN.path) return true" } })
	assert.matches("script%.lrplugin$", script.said()[1])
end)

it("R10.1 an error in a transform function keeps no dialog from opening", function()
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
end)
