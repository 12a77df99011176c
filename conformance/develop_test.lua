-- R9: the Develop module.
local script = require "script"
local run, says, diagnostics = script.run, script.says, script.diagnostics

local SETUP = [[
	LrDevelopController = import "LrDevelopController"
	LrApplicationView = import "LrApplicationView"
	catalog = import "LrApplication".activeCatalog()
	photo = catalog:getTargetPhoto()
	LrApplicationView.switchToModule("develop")
	LrTasks.sleep(1)
	function write(f) catalog:withWriteAccessDo("name", f) end
	function apply(settings, to)
		write(function() (to or photo):applyDevelopSettings(settings) end)
	end
	function read(key, of) return (of or photo):getDevelopSettings()[key] end
	function a_photo(format)
		for _, each in ipairs(catalog:getAllPhotos()) do
			if each ~= photo and each:getRawMetadata("fileFormat") == format then
				return each
			end
		end
	end
]]

-- Runs a text, which says what follows.
local function develop(text, expected, faults)
	run(SETUP .. text .. " return true", { faults = faults })
	lr.advance(2)
	assert.same(expected, script.said())
end

-- Fails unless the rule has just these diagnostics, each of which contains its text.
local function reported(rule, ...)
	local all, expected = diagnostics(rule), { ... }
	assert.equals(#expected, #all, table.concat(all, "\n"))
	for i, text in ipairs(expected) do
		assert.truthy(all[i]:find(text, 1, true), all[i])
	end
end

it("R9.1 an empty Look clears the Look", function()
	develop([[
		apply { Look = { Name = "Name", Group = "Group" } }
		say(read("Look").Name, read("Look").Group)
		apply { Look = {} }
		say(read("Look"))
		apply { Look = { Name = "Other" } }
		say(read("Look").Name, read("Look").Group)
	]], { "Name Group", "nil", "Other nil" })
end)

describe("R9.2 a camera profile that does not exist", function()
	it("is ignored by applyDevelopSettings", function()
		develop([[
			local before = read("CameraProfile")
			for _ = 1, 2 do apply { CameraProfile = "No such profile", Texture = 5 } end
			say(read("CameraProfile") == before, read("Texture"))
		]], { "true 5" })
		reported("R9.2", 'CameraProfile = "No such profile"')
	end)

	it("is ignored by setValue", function()
		develop([[
			local before = LrDevelopController.getValue("CameraProfile")
			LrDevelopController.setValue("CameraProfile", "No such profile")
			say(LrDevelopController.getValue("CameraProfile") == before)
			LrDevelopController.setValue("CameraProfile", "Camera Vivid")
			say(LrDevelopController.getValue("CameraProfile"))
		]], { "true", "Camera Vivid" })
		reported("R9.2", "CameraProfile")
	end)

	it("is one of raw photos, applied to a JPEG", function()
		develop([[
			local jpeg = a_photo("JPG")
			catalog:setSelectedPhotos(jpeg, {})
			apply({ CameraProfile = "Adobe Standard" }, jpeg)
			say(read("CameraProfile", jpeg))
		]], { "Embedded" })
		reported("R9.2", "Adobe Standard")
	end)
end)

it("R9.3 kelvins on a JPEG are reported", function()
	develop([[
		local jpeg = a_photo("JPG")
		apply({ Temperature = 5500 }, jpeg)
		say(read("Temperature", jpeg), read("IncrementalTemperature", jpeg))
	]], { "5500 0" })
	reported("R9.3", "turns blue")
end)

describe("R9.4 an observer", function()
	local function observe(module)
		run(SETUP .. ([[
			LrApplicationView.switchToModule("%s")
			LrTasks.sleep(1)
			LrDevelopController.addAdjustmentChangeObserver(context, {}, function() say "observed" end)
			LrApplicationView.switchToModule("develop")
		]]):format(module))
		lr.advance(4)
		lr.develop.set("Exposure", 1)
		lr.advance(1)
	end

	it("added in Library is never called", function()
		observe("library")
		says()
		reported("R9.4", "module library")
	end)

	it("added in Develop is called", function()
		observe("develop")
		says("observed")
		reported("R9.4")
	end)

	it("added in Library leaves one added in Develop", function()
		run(SETUP .. [[
			local function f() say "observed" end
			LrDevelopController.addAdjustmentChangeObserver(context, {}, f)
			LrApplicationView.switchToModule("library")
			LrTasks.sleep(1)
			LrDevelopController.addAdjustmentChangeObserver(context, {}, f)
			LrApplicationView.switchToModule("develop")
		]])
		lr.advance(4)
		lr.develop.set("Exposure", 1)
		lr.advance(1)
		says("observed")
	end)
end)

describe("R9.6 an observer that changes what it observes", function()
	it("is reported, and time goes on", function()
		run(SETUP .. [[
			calls = 0
			LrDevelopController.addAdjustmentChangeObserver(context, {}, function()
				calls = calls + 1
				LrDevelopController.setValue("Contrast", calls % 2)
			end)
			LrTasks.sleep(5)
			say(calls >= 20 and calls < 200 and "paced" or calls)
		]])
		lr.advance(1)
		lr.develop.set("Exposure", 1)
		lr.advance(10)
		says("paced")
		reported("R9.6", "changes what it observes")
	end)

	it("is one of the active photo", function()
		run(SETUP .. [[
			local LrSelection = import "LrSelection"
			calls = 0
			import "LrApplication".addActivePhotoChangeObserver(context, {}, function()
				calls = calls + 1
				LrSelection.nextPhoto()
			end)
			LrTasks.sleep(5)
			say(calls >= 20 and calls < 200 and "paced" or calls)
		]])
		lr.advance(1)
		lr.selection.next()
		lr.advance(10)
		says("paced")
		reported("R9.6", "the active photo")
	end)

	it("and comes to rest is not reported", function()
		run(SETUP .. [[
			calls = 0
			LrDevelopController.addAdjustmentChangeObserver(context, {}, function()
				calls = calls + 1
				LrDevelopController.setValue("Contrast", 10)
			end)
			LrTasks.sleep(5)
			say(calls)
		]])
		lr.advance(1)
		lr.develop.set("Exposure", 1)
		lr.advance(10)
		says("2")
		reported("R9.6")
	end)
end)

describe("R9.7 a name", function()
	it("of any version is known", function()
		develop([[
			for _, name in ipairs { "SDRBrightness", "SDRContrast", "SDRClarity", "SDRHighlights",
				"SDRShadows", "SDRWhites", "SDRBlend", "HDREditMode", "Exposure2012",
				"ChromaticAberrationR", "Defringe", "FillLight" } do
				local low, high = LrDevelopController.getRange(name)
				local value = LrDevelopController.getValue(name)
				if type(value) ~= "number" or value < low or value > high then
					say(name, value, low, high)
				end
			end
			LrDevelopController.createNewMask("brush")
			LrDevelopController.setValue("local_Whites2012", 20)
			say(LrDevelopController.getValue("local_Whites"))
		]], { "20" })
		reported("R9.7")
	end)

	it("that is unknown is nil, and reported once for each line", function()
		develop([[
			for _ = 1, 3 do
				say(LrDevelopController.getValue("Sharpnes"), LrDevelopController.getRange("Nonsense"))
				LrDevelopController.setValue("Nonsense", 1)
			end
			LrDevelopController.increment("Nonsense")
			LrDevelopController.decrement("Nonsense")
			LrDevelopController.resetToDefault("Nonsense")
			LrDevelopController.startTracking("Nonsense")
			LrDevelopController.revealPanel("Nonsense")
		]], { "nil nil nil", "nil nil nil", "nil nil nil" })
		reported("R9.7", '"Sharpness" meant', "getRange", "setValue", "increment", "decrement",
			"resetToDefault", "startTracking", "revealPanel")
	end)

	it("that is unknown is an error under unknown_develop_names = raise", function()
		develop([[
			local ok, e = LrTasks.pcall(LrDevelopController.getValue, "Nonsense")
			say(ok, e)
			say(LrTasks.pcall(LrDevelopController.getValue, "SDRWhites"))
		]], {
			'false LrDevelopController.getValue: unknown develop parameter "Nonsense"',
			"true 0",
		}, { unknown_develop_names = "raise" })
	end)
end)

it("R9.8 the tone settings of older process versions are shown and not obeyed", function()
	develop([[
		say(LrDevelopController.getValue("Brightness") + 0, read("Contrast"), read("Shadows"))
		LrDevelopController.setValue("Brightness", 70)
		say(LrDevelopController.getValue("Brightness"))
		LrDevelopController.setProcessVersion("Version 2")
		LrDevelopController.setValue("Brightness", 70)
		say(LrDevelopController.getValue("Brightness"))
	]], { "50 25 5", "50", "70" })
	reported("R9.8", "no effect on Brightness")
end)

it("R9.9 quickDevelopAdjustImage takes small and large", function()
	develop([[
		photo:quickDevelopAdjustImage("Exposure", "small")
		photo:quickDevelopAdjustImage("Contrast", "small")
		say(read("Exposure2012"), read("Contrast2012"))
		photo:quickDevelopAdjustImage("Contrast", "large")
		photo:quickDevelopAdjustImage("Contrast", 1)
		photo:quickDevelopAdjustWhiteBalance("Tint", "small")
		say(read("Contrast2012"))
		local ok, e = LrTasks.pcall(photo.quickDevelopAdjustImage, photo, "Contrast", "huge")
		say(ok)
	]], { "0.33 5", "26", "false" })
end)

it("R9.10 revealPanel takes splitToningPanel", function()
	develop([[
		LrDevelopController.revealPanel("splitToningPanel")
		say "accepted"
	]], { "accepted" })
	reported("R9.7")
end)

it("R9.11 ranges are checked for the active photo only", function()
	develop([[
		local other = a_photo("RAW")
		apply { Exposure2012 = 50 }
		apply({ Exposure2012 = 50 }, other)
		say(read("Exposure2012"), read("Exposure2012", other))
	]], { "5 50" })
	reported("R9.11", "Exposure2012")
end)

it("R9.12 settings that are ignored are reported", function()
	develop([[
		for _ = 1, 3 do
			apply {
				BluePrimarySaturation = 5,
				Brightness = 70,
				Exposure2012 = 1,
				FillLight = 5,
				IncrementalTint = 5,
			}
		end
		say(read("BluePrimarySaturation"), read("Brightness"), read("FillLight"), read("Exposure2012"))
		apply { WhiteBalance = "Daylight", Temperature = 3000 }
		apply(photo:getDevelopSettings())
	]], { "nil 50 0 1" })
	reported("R9.12", "Brightness, FillLight", "IncrementalTint", "BluePrimarySaturation",
		'WhiteBalance = "Daylight"')
end)

it("R9.13 what is no slider has a range as well", function()
	develop([[
		say(LrDevelopController.getRange("EnableToneCurve"))
		say(LrDevelopController.getRange("LensBlurActive"))
		say(LrDevelopController.getRange("LensBlurFocalRange"))
		say(LrDevelopController.getRange("local_ToningLuminance"))
	]], { "-100 100", "-100 100", "-100 100", "nil nil" })
end)
