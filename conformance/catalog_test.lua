-- The catalog, and the Develop module after a switch to it.
local script = require "script"
local run, says = script.run, script.says

local SETUP = [[
	catalog = import "LrApplication".activeCatalog()
	function twice(name, other)
		return LrTasks.pcall(function()
			catalog:withWriteAccessDo("name", function()
				first = catalog:createKeyword(name, {}, true, nil, true)
				second = catalog:createKeyword(other or name, {}, true, nil, true)
			end)
		end)
	end
]]

it("R8.2 a keyword created twice in one gate is nil, whatever its case", function()
	run(SETUP .. 'twice("twice", "TWICE") say(type(first), type(second)) return true')
	says("table nil")
	assert.matches('LrCatalog:createKeyword returns nil: the keyword "TWICE" was created in this write access',
		script.diagnostics("R8.2")[1])
end)

it("R8.2 keyword_twice = prior returns the keyword", function()
	run(SETUP .. 'twice("twice") say(first ~= nil and first == second) return true',
		{ faults = { keyword_twice = "prior" } })
	says("true")
end)

it("R8.2 keyword_twice = fail undoes the whole gate", function()
	run(SETUP .. [[
		say((twice("twice")))
		local found = false
		for _, keyword in ipairs(catalog:getKeywords()) do
			found = found or keyword:getName() == "twice"
		end
		say(found)
		return true
	]], { faults = { keyword_twice = "fail" } })
	says("false", "false")
end)

it("R8.2 a keyword of an earlier gate is found again", function()
	run(SETUP .. [[
		twice("one", "two")
		local one = first
		say((twice("one", "three")), one == first)
		return true
	]])
	says("true true")
	assert.equals(0, #script.diagnostics "R8.2")
end)

local SWITCH = [[
	LrDevelopController = import "LrDevelopController"
	local LrApplicationView = import "LrApplicationView"
	LrApplicationView.switchToModule("library")
	LrTasks.sleep(1)
	LrApplicationView.switchToModule("develop")
	LrDevelopController.setValue("Exposure", 1)
	LrTasks.sleep(0.2)
	say(LrDevelopController.getValue("Exposure"))
	return true
]]

it("R9.5 Develop is not up right after switchToModule", function()
	run(SWITCH)
	lr.advance(3)
	says("0")
	local told = lr.events("diagnostic")
	assert.matches("LrDevelopController.setValue has no effect: Lightroom has only just switched", told[1].message)
end)

it("R9.5 module_switch = 0 has Develop up at once", function()
	run(SWITCH, { faults = { module_switch = 0 } })
	lr.advance(3)
	says("1")
end)
