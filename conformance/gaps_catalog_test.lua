-- Known gaps: the catalog, photos and the Develop module.
local gap = require "gap"
local script = require "script"
local run, says = script.run, script.says

local SETUP = [[
	LrDevelopController = import "LrDevelopController"
	catalog = import "LrApplication".activeCatalog()
	photo = catalog:getTargetPhoto()
	function write(f) catalog:withWriteAccessDo("name", f) end
]]

it("R8.2 a keyword created twice in one gate is nil", gap("R8.2", 'got { "table" }', function()
	run(SETUP .. [[
		write(function()
			catalog:createKeyword("twice", {}, true, nil, true)
			say(type(catalog:createKeyword("twice", {}, true, nil, true)))
		end)
		return true
	]])
	says("nil")
end))

it("R9.5 Develop is not up right after switchToModule", gap("R9.5", "got { \"1\" }", function()
	run(SETUP .. [[
		local LrApplicationView = import "LrApplicationView"
		LrApplicationView.switchToModule("library")
		LrTasks.sleep(1)
		LrApplicationView.switchToModule("develop")
		LrTasks.pcall(function() LrDevelopController.setValue("Exposure", 1) end)
		LrTasks.sleep(1)
		say(LrDevelopController.getValue("Exposure"))
		return true
	]])
	lr.advance(3)
	says("0")
end))
