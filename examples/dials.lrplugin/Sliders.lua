-- The sliders of the active photo that the dials move.
local LrApplicationView = import "LrApplicationView"
local LrDevelopController = import "LrDevelopController"

local Sliders = {}

Sliders.names = {
	"Temperature", "Tint", "Exposure", "Contrast", "Highlights", "Shadows", "Whites", "Blacks",
	"Texture", "Clarity", "Dehaze", "Vibrance", "Saturation",
}

local known = {}
for _, name in ipairs(Sliders.names) do
	known[name] = true
end

function Sliders.has(name)
	return known[name] == true
end

-- A number, or nil if there is nothing to move: another module is open, no photo is selected, or
-- the photo is a video.
function Sliders.get(name)
	if LrApplicationView.getCurrentModuleName() ~= "develop" then
		return nil
	end
	return tonumber(LrDevelopController.getValue(name))
end

-- Returns what the slider shows afterwards: Lightroom keeps a number within the slider's range.
function Sliders.set(name, number)
	if Sliders.get(name) == nil then
		return nil
	end
	LrDevelopController.setValue(name, number)
	return Sliders.get(name)
end

return Sliders
