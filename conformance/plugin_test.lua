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
	it("must return a table, else it is waited for, and the user is warned", function()
		lr.expect_failure("A shutdown task for the plug-in 'Abrupt' became "
			.. "unresponsive and may not have run to completion.")
		lr.start("plugins/abrupt.lrplugin"):stop()
		says("quit")
		assert.near(10, lr.now(), 0.5)
		assert.equals(1, #script.diagnostics "R6.4")
	end)

	it("can return a function, which is waited for", function()
		local plugin = life { prefs = { steps = 3, pause = 9 } }
		plugin:stop()
		assert.equals(1, #lr.log("^done$"))
		assert.near(27, lr.now(), 0.5)
	end)

	it("is given up after ten seconds without progress", function()
		lr.expect_failure("became unresponsive")
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

it("R6.10 an empty script name means no script", function()
	lr.start("plugins/empty.lrplugin"):stop()
	assert.same({}, lr.events("script_error"))
end)

describe("R6.11 a plug-in that is enabled", function()
	local function disable_and_enable(plugin)
		plugin:disable()
		lr.advance(1)
		script.said()
		plugin:enable()
	end

	it("runs its start-up script, then that of LrEnablePlugin", function()
		disable_and_enable(life())
		says("init, runs so far: nil", "enable")
	end)

	it("runs a file once that both keys name", function()
		disable_and_enable(lr.start("plugins/enable.lrplugin"))
		says("start")
	end)
end)

describe("R6.12 after an error in the start-up script", function()
	local function fail(faults)
		lr.expect_failure("broken")
		return lr.start("plugins/script.lrplugin", {
			faults = faults,
			prefs = { outside = true, script = "error 'broken'" },
		})
	end

	it("the plug-in goes on", function()
		fail():menu("Click")
	end)

	it("it is disabled with init_error_disables, and can be enabled", function()
		local plugin = fail { init_error_disables = true }
		assert.error_matches(function() plugin:menu("Click") end, "no menu item")
		assert.equals(1, #script.diagnostics "R6.12")
		plugin:enable()
		assert.equals(2, #lr.events("script_error"))
	end)
end)

describe("R6.13 a script that was added after the start", function()
	-- Makes a plug-in in a folder of its own, and adds a script once it runs.
	local function add(faults)
		local folder, write = script.folder("added.lrplugin", script.ADDED, { faults = faults })
		local plugin = lr.start(folder)
		write("Added.lua", "return 'found'")
		return plugin
	end

	it("is found", function()
		add():menu("Go")
		says("found")
	end)

	it("is missing with new_scripts_missing, also after a reload", function()
		local plugin = add { new_scripts_missing = true }
		plugin:menu("Go"):reload()
		lr.advance(1)
		plugin:menu("Go")
		says("Could not load toolkit script: Added", "Could not load toolkit script: Added")
		assert.equals(2, #script.diagnostics "R6.13")
	end)
end)

it("R10.3 an attached error dialog is shown, and the error counts", function()
	lr.expect_failure("broken")
	script.run [[
		LrFunctionContext.postAsyncTaskWithContext("name", function(own)
			import "LrDialogs".attachErrorDialogToFunctionContext(own)
			error "broken"
		end)
		return true
	]]
	assert.is_true(lr.events("task_error")[1].shown)
	assert.matches("broken", lr.dialogs.last().message)
end)

it("R6.6 the Plug-in Manager runs its file at every drawing, in the same globals", function()
	lr.start("plugins/manager.lrplugin")
	lr.plugin_manager()
	lr.plugin_manager()
	assert.same({ "drawn\t1", "drawn\t2" }, lr.log())
end)

describe("R6.9 the Plug-in Manager", function()
	it("shows the sections, whose fields can be set and whose buttons pressed", function()
		local plugin = lr.start("plugins/manager.lrplugin", { prefs = { port = 54321 } })
		local manager = lr.plugin_manager(plugin)
		assert.equals("Server\nPort\nReset", manager:text())
		assert.equals(54321, manager:get("port"))
		assert.equals(7, manager:set("port", 7):get("port"))
		assert.equals(54000, manager:press("Reset"):get("port"))
		manager:set("port", 8):close()
		assert.equals(8, plugin:prefs().port)
		assert.error_matches(function() manager:press("Reset") end, "is not open")
		manager = lr.plugin_manager()
		assert.error_matches(function() manager:press("Set") end, 'there is no button "Set"; there are "Reset"')
		assert.error_matches(function() manager:get("Set") end, 'there is no field "Set"')
	end)

	it("reports an error, after which the plug-in has no menu items", function()
		lr.expect_failure("broken")
		local plugin = lr.start("plugins/manager.lrplugin", { prefs = { broken = true } })
		plugin:menu("Item")
		assert.same({}, lr.plugin_manager(plugin):sections())
		assert.error_matches(function() plugin:menu("Item") end, "no menu item")
		assert.equals(1, #script.diagnostics "R6.9")
		plugin:reload()
		lr.advance(1)
		plugin:menu("Item")
	end)
end)
