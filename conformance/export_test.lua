-- Exports and previews.
local script = require "script"
local run, says = script.run, script.says

describe("R12.1 the export service", function()
	it("is called in order", function()
		lr.start("plugins/export.lrplugin")
		local export = lr.export {
			dialog = function(dialog)
				assert.equals("Inbox", dialog:get("album"))
				dialog:set("album", "Best")
			end,
		}
		assert.same({ "start\tInbox", "end\tok", "update\tBest", "rendered\ttrue\tfile" }, lr.log())
		local renditions = export:renditions()
		assert.equals(1, #renditions)
		assert.is_true(renditions[1].rendered)
		assert.matches("%.jpg$", renditions[1].path)
	end)

	it("can be canceled", function()
		lr.start("plugins/export.lrplugin")
		assert.is_nil(lr.export { cancel = true, settings = { album = "Mine" } })
		assert.same({ "start\tMine", "end\tcancel" }, lr.log())
	end)

	it("must be there", function()
		run "return true"
		assert.error_matches(function() lr.export() end, "has no LrExportServiceProvider")
		assert.error_matches(function() lr.export { photos = {} } end, "the options are plugin, settings")
	end)
end)

describe("R12.2 a rendition", function()
	local RENDER = [[
		local LrExportSession = import "LrExportSession"
		local function render()
			local session = LrExportSession {
				photosToExport = import "LrApplication".activeCatalog():getTargetPhotos(),
				exportSettings = { LR_format = "JPEG", LR_export_destinationType = "tempFolder" },
			}
			for _, rendition in session:renditions() do
				return rendition:waitForRender()
			end
		end
	]]

	it("is a file once it was waited for", function()
		run(RENDER .. [[
			local ok, path = render()
			say(ok, import "LrFileUtils".exists(path), import "LrFileUtils".readFile(path):sub(1, 3) == "\255\216\255")
			return true
		]])
		says("true file true")
	end)

	it("makes its photo exported", function()
		run(RENDER .. [[
			local photo = import "LrApplication".activeCatalog():getTargetPhoto()
			say(photo:getRawMetadata("isExported"))
			render()
			say(photo:getRawMetadata("isExported"))
			return true
		]])
		says("false", "true")
	end)

	it("needs a task", function()
		run(RENDER .. [[ say(select(2, pcall(render))) return true ]])
		assert.matches("Yielding is not allowed within a C or metamethod call", script.said()[1])
	end)
end)

it("R12.3 a thumbnail comes later, as a JPEG", function()
	run [[
		local photo = import "LrApplication".activeCatalog():getTargetPhoto()
		local held = photo:requestJpegThumbnail(320, 240, function(jpeg, message)
			say("thumbnail", jpeg:sub(1, 3) == "\255\216\255", message)
		end)
		say "asked"
		LrTasks.sleep(1)
		return held ~= nil
	]]
	lr.advance(2)
	says("asked", "thumbnail true nil")
end)

describe("R12.4 an export service", function()
	-- Exports with these fields of the service; returns the settings that it gets.
	local function settings(service, given)
		local folder = script.folder("service.lrplugin", {
			["Info.lua"] = [[return {
				LrSdkVersion = 6.0, LrToolkitIdentifier = "org.lrsocket.conformance.service",
				LrExportServiceProvider = { title = "Service", file = "Service.lua" },
			}]],
			["Service.lua"] = "return {" .. service .. [[
				updateExportSettings = function(it) print(it.LR_format, it.LR_export_colorSpace) end,
				processRenderedPhotos = function(_, context) print(context.exportSession:countRenditions()) end,
			}]],
		})
		local plugin = lr.start(folder)
		script.said()
		lr.export { plugin = plugin, settings = given }
		return script.said()
	end

	it("has the first value that it allows", function()
		assert.same({ "TIFF\tAdobeRGB", "1" },
			settings("allowFileFormats = { 'TIFF', 'JPEG' }, disallowColorSpaces = { 'sRGB' },"))
	end)

	it("does not get a value that it does not allow", function()
		assert.same({ "JPEG\tsRGB", "1" }, settings("disallowFileFormats = { 'PSD' },", { LR_format = "PSD" }))
		assert.matches("does not allow LR_format = PSD: JPEG is exported", lr.events("diagnostic")[1].message)
	end)

	it("gets any other value", function()
		assert.same({ "DNG\tsRGB", "1" }, settings("", { LR_format = "DNG" }))
	end)
end)
