-- Calls that never wait.
local script = require "script"
local run, says = script.run, script.says

local CALLS = {
	"catalog:getTargetPhoto()",
	"catalog:getTargetPhotos()",
	"catalog:getFolders()",
	"catalog:getPath()",
	"import 'LrSelection'.getRating()",
	"import 'LrDevelopController'.getValue('Exposure')",
}

for _, call in ipairs(CALLS) do
	local code = "local catalog = import 'LrApplication'.activeCatalog() say((pcall(function() return " .. call
		.. " end)))"

	it("R7.7 " .. call .. " works outside tasks", function()
		run(code, { prefs = { outside = true } })
		says("true")
	end)

	it("R7.7 " .. call .. " works inside plain pcall", function()
		run(code .. " return true")
		says("true")
	end)
end
