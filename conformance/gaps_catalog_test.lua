-- Known gaps: the catalog, photos and the Develop module.
local gap = require "gap"
local script = require "script"
local run, says = script.run, script.says

local SETUP = [[
	LrDevelopController = import "LrDevelopController"
	catalog = import "LrApplication".activeCatalog()
	photo = catalog:getTargetPhoto()
	function write(f) catalog:withWriteAccessDo("name", f) end
	function tried(f, ...)
		local ok, e = LrTasks.pcall(f, ...)
		say(ok and "accepted" or e)
	end
]]

-- The script says what follows, once that is right.
local function wanted(name, id, today, code, ...)
	local expected = { ... }
	it(id .. " " .. name, gap(id, today, function()
		run(SETUP .. code .. " return true")
		assert.same(expected, script.said())
	end))
end

wanted("a rating of 0 is invalid", "R8.4", "accepted", [[
	write(function() tried(photo.setRawMetadata, photo, "rating", 0) end)
]], "Invalid rating: 0")

wanted("the colour of no label is gray", "R8.5", 'got { "none" }', [[
	write(function() photo:setRawMetadata("label", "") end)
	say(photo:getRawMetadata("colorNameForLabel"))
]], "gray")

wanted("targetPhoto is a field", "R8.6", 'got { "nil" }', [[
	say(type(catalog.targetPhoto))
]], "table")

wanted("getRawMetadata knows bitDepth", "R8.7", "bitDepth", [[
	tried(photo.getRawMetadata, photo, "bitDepth")
]], "accepted")

wanted("openExportDialog can be called", "R8.8", "openExportDialog", [[
	tried(function() photo:openExportDialog() end)
]], "accepted")

wanted("an empty Look clears the Look", "R9.1", 'got { "Name" }', [[
	write(function() photo:applyDevelopSettings { Look = { Name = "Name" } } end)
	write(function() photo:applyDevelopSettings { Look = {} } end)
	say((photo:getDevelopSettings().Look or {}).Name)
]], "nil")

wanted("an unknown camera profile is ignored", "R9.2", 'got { "false" }', [[
	local before = photo:getDevelopSettings().CameraProfile
	write(function() photo:applyDevelopSettings { CameraProfile = "No such profile" } end)
	say(photo:getDevelopSettings().CameraProfile == before)
]], "true")

it("R9.4 an observer added in Library does not work", gap("R9.4", "observed", function()
	run(SETUP .. [[
		import "LrApplicationView".switchToModule("library")
		LrTasks.sleep(1)
		LrDevelopController.addAdjustmentChangeObserver(context, {}, function() say "observed" end)
		import "LrApplicationView".switchToModule("develop")
	]])
	lr.advance(2)
	lr.develop.set("Exposure", 1)
	lr.advance(1)
	says()
end))

wanted("SDRWhites is a parameter", "R9.7", "SDRWhites", [[
	tried(LrDevelopController.getValue, "SDRWhites")
]], "accepted")

wanted("Brightness is a number", "R9.8", 'got { "nil" }', [[
	say(type(LrDevelopController.getValue("Brightness")))
]], "number")

wanted("quickDevelopAdjustImage takes small", "R9.9", "number", [[
	write(function() tried(photo.quickDevelopAdjustImage, photo, "Exposure", "small") end)
]], "accepted")

wanted("revealPanel takes splitToningPanel", "R9.10", "splitToningPanel", [[
	tried(LrDevelopController.revealPanel, "splitToningPanel")
]], "accepted")

wanted("bindToObject binds", "R10.2", 'got { "nil" }', [[
	local LrBinding, LrView = import "LrBinding", import "LrView"
	local properties = LrBinding.makePropertyTable(context)
	properties.words = "bound"
	say(LrView.osFactory():static_text { bindToObject = properties, title = LrView.bind "words" }.title)
]], "bound")
