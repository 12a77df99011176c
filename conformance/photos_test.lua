-- R8: the catalog and its photos.
local script = require "script"
local run, diagnostics = script.run, script.diagnostics

local SETUP = [[
	catalog = import "LrApplication".activeCatalog()
	photo = catalog:getTargetPhoto()
	function write(f) catalog:withWriteAccessDo("name", f) end
	function found(criteria, operation, value, value2)
		return #catalog:findPhotos { searchDesc = {
			criteria = criteria, operation = operation, value = value, value2 = value2,
		} }
	end
]]

local function photos(text, expected, options)
	run(SETUP .. text .. " return true", options)
	lr.advance(1)
	assert.same(expected, script.said())
end

describe("R8.3 captureTime", function()
	it("is compared by its beginning", function()
		photos([[
			local at = photo:getRawMetadata("dateTimeOriginalISO8601"):sub(1, 19)
			say(found("captureTime", "==", at), found("captureTime", "==", at:sub(1, 16)) >= 1)
			say(found("captureTime", "==", at:sub(1, 10)) > 1)
			say(found("captureTime", "in", at, at))
			say(found("captureTime", "<=", at) - found("captureTime", "<", at))
			say(found("captureTime", ">=", at) - found("captureTime", ">", at))
		]], { "1 true", "true", "1", "1", "1" })
		assert.same({}, diagnostics("R8.3"))
	end)

	it("with a time zone finds nothing", function()
		photos([[
			local at = photo:getRawMetadata("dateTimeOriginalISO8601"):sub(1, 19)
			say(found("captureTime", "==", at .. "Z"), found("captureTime", ">", at .. "+01:00"))
		]], { "0 0" })
		assert.equals(2, #diagnostics("R8.3"))
	end)
end)

it("R8.4 a rating of 0 is invalid", function()
	photos([[
		write(function()
			for _, value in ipairs { 0, 6, -1 } do
				local ok, e = LrTasks.pcall(photo.setRawMetadata, photo, "rating", value)
				say(ok, e)
			end
			photo:setRawMetadata("rating", 3)
			photo:setRawMetadata("rating", nil)
		end)
		say(photo:getRawMetadata("rating"))
	]], { "false Invalid rating: 0", "false Invalid rating: 6", "false Invalid rating: -1", "nil" })
end)

describe("R8.5 the colour of no label", function()
	local SAY = [[
		write(function() photo:setRawMetadata("label", "") end)
		say(photo:getRawMetadata("colorNameForLabel"))
		say(catalog:batchGetRawMetadata({ photo }, { "colorNameForLabel" })[photo].colorNameForLabel)
	]]

	it("is gray", function()
		photos(SAY, { "gray", "gray" })
	end)

	it("is none with color_of_no_label = none", function()
		photos(SAY, { "none", "none" }, { faults = { color_of_no_label = "none" } })
	end)
end)

it("R8.6 targetPhoto and targetPhotos are fields", function()
	photos([[
		say(catalog.targetPhoto == photo, #catalog.targetPhotos == #catalog:getTargetPhotos())
		say(catalog.targetPhotos[1] == catalog:getTargetPhotos()[1])
	]], { "true true", "true" })
end)

it("R8.7 keys, fields and criteria that are not documented are there", function()
	photos([[
		say(photo:getRawMetadata("isExported"), photo:getRawMetadata("bitDepth"))
		write(function() photo:createDevelopSnapshot("name") end)
		local snapshot = photo:getDevelopSnapshots()[1]
		say(#snapshot.id_global, snapshot.id_global ~= snapshot.snapshotID)
		local preset = import "LrApplication".developPresetFolders()[1]:getDevelopPresets()[1]
		say(found("developPreset", "==", preset:getName()))
		write(function() photo:applyDevelopPreset(preset) end)
		say(found("developPreset", "==", preset:getName()), found("developPreset", "==", preset:getUuid()))
	]], { "false nil", "36 true", "0", "1 1" })
end)

describe("R8.8", function()
	it("the Export dialogs are recorded", function()
		photos([[
			photo:openExportDialog()
			photo:openExportWithPreviousDialog()
			say "returned"
		]], { "returned" })
		local kinds = {}
		for _, dialog in ipairs(lr.events("dialog")) do
			kinds[#kinds + 1] = dialog.kind .. " " .. dialog.answer
		end
		assert.same({ "openExportDialog cancel", "openExportWithPreviousDialog cancel" }, kinds)
		assert.equals(2, #diagnostics("R8.8"))
	end)

	it("smart previews are noted", function()
		photos([[
			local first = catalog:buildSmartPreviews({ photo })
			local second = catalog:buildSmartPreviews({ photo })
			say(#first.created, #first.existed, #first.failed, first.created[1] == photo)
			say(#second.created, #second.existed, #second.failed)
		]], { "1 0 0 true", "0 1 0" })
		assert.equals(2, #diagnostics("R8.8"))
	end)

	it("AI settings are updated within a gate only", function()
		photos([[
			local ok, e = LrTasks.pcall(catalog.updateAISettings, catalog, { photo })
			say(ok)
			write(function() catalog:updateAISettings({ photo }) end)
			say "returned"
		]], { "false", "returned" })
		assert.equals(1, #diagnostics("R8.8"))
	end)

	it("an import needs a folder and a person who agrees", function()
		photos([[
			local ok, e = LrTasks.pcall(catalog.triggerImportUI, catalog, "/no/such/folder")
			say(ok, e:find("/no/such/folder", 1, true) ~= nil)
			local count = #catalog:getAllPhotos()
			catalog:triggerImportUI(_PLUGIN.path)
			say(#catalog:getAllPhotos() == count)
		]], { "false true", "true" })
		assert.equals("triggerImportUI", lr.events("dialog")[1].kind)
	end)
end)
