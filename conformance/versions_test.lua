-- Older versions of Lightroom.
local script = require "script"
local run, says = script.run, script.says

describe("R6.8 LrSdkMinimumVersion", function()
	it("refuses a plug-in that needs a later version", function()
		assert.error_matches(function() lr.start("plugins/future.lrplugin") end,
			"needs Lightroom 99.0 or later .LrSdkMinimumVersion in Info.lua.")
	end)

	it("is compared with the version that is simulated", function()
		assert.error_matches(function()
			lr.start("plugins/life.lrplugin", { lightroom = "5.7" })
		end, "is refused by Lightroom 5.7")
		lr.start("plugins/life.lrplugin", { lightroom = "6.0" })
	end)
end)

describe("R6.14", function()
	-- Says what there is in this version.
	local function look(lightroom)
		local options = lightroom and { lightroom = lightroom } or {}
		run([[
			local function there(what) return what and "there" or "absent" end
			local LrApplication, LrDevelopController = import "LrApplication", import "LrDevelopController"
			local photo = LrApplication.activeCatalog():getTargetPhoto()
			local scope = import "LrProgressScope" { title = "title" }
			say("shutdown", there(LrApplication.shutdown))
			say("createNewMask", there(LrDevelopController.createNewMask))
			say("rotateLeft", there(photo.rotateLeft))
			say("pause", there(scope.pause))
			say("Texture", there(photo:getDevelopSettings().Texture),
				there(LrDevelopController.getValue("Texture")))
			say("Exposure", there(LrDevelopController.getValue("Exposure")))
			return true
		]], options)
	end

	it("the default is the newest known version", function()
		look()
		says("shutdown there", "createNewMask there", "rotateLeft there", "pause there",
			"Texture there there", "Exposure there")
	end)

	it("what is newer than the version is absent", function()
		look "14.2"
		says("shutdown absent", "createNewMask there", "rotateLeft there", "pause there",
			"Texture there there", "Exposure there")
	end)

	it("an old version has little", function()
		look "6.0"
		says("shutdown absent", "createNewMask absent", "rotateLeft absent", "pause absent",
			"Texture absent absent", "Exposure there")
	end)

	it("a namespace that is newer cannot be found", function()
		lr.start("plugins/namespaces.lua", { lightroom = "5.7" })
		says("Could not find namespace: LrSocket", "table")
	end)

	it("the version of the application is that version", function()
		run([[
			local LrApplication = import "LrApplication"
			local version = LrApplication.versionTable()
			say(LrApplication.versionString(), version.major, version.minor, version.revision)
			return true
		]], { lightroom = "13.2" })
		says("13.2 13 2 0")
	end)

	it("another version is refused", function()
		for text, told in pairs { ["99"] = "is not known", ["CC"] = "is not a version" } do
			assert.error_matches(function()
				lr.start("plugins/life.lrplugin", { lightroom = text })
			end, told)
		end
	end)
end)
