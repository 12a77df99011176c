-- The parameters of the active photo, which is raw and not adjusted.
local LrApplicationView = import "LrApplicationView"
local Develop, LrUndo = import "LrDevelopController", import "LrUndo"

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

-- Outside the Develop module nothing happens.
assert(Develop.getValue("Exposure") == nil and Develop.getRange("Exposure") == nil)
Develop.setValue("Exposure", 1)
assert(not LrUndo.canUndo())

LrApplicationView.switchToModule("develop")
local before = Develop.getValue("Exposure")
assert(type(before) == "number")
Develop.setValue("Exposure", 1.25)
assert(Develop.getValue("Exposure") == 1.25)
local min, max = Develop.getRange("Exposure")
assert(min == -5 and max == 5)
Develop.setValue("Exposure", 99)
assert(Develop.getValue("Exposure") == 5, "out of range")
Develop.increment("Contrast")
local step = Develop.getValue("Contrast")
assert(step > 0)
Develop.decrement("Contrast")
assert(Develop.getValue("Contrast") == 0)
Develop.resetToDefault("Exposure")
assert(Develop.getValue("Exposure") == 0)

-- The same value again is no step; the moves of one slider are one.
while LrUndo.canUndo() do
	LrUndo.undo()
end
assert(Develop.getValue("Exposure") == before)
Develop.setValue("Exposure", before)
assert(not LrUndo.canUndo())
Develop.setValue("Contrast", 10)
Develop.setValue("Contrast", 20)
LrUndo.undo()
assert(Develop.getValue("Contrast") == 0 and not LrUndo.canUndo() and LrUndo.canRedo())
LrUndo.redo()
assert(Develop.getValue("Contrast") == 20)
LrUndo.undo()

-- One step for all that a function does, and what it returns.
local one, two = LrUndo.performWithUndo("Look", function(a, b)
	Develop.setValue("Contrast", 5)
	Develop.setValue("Clarity", 6)
	return b, a
end, 1, 2)
assert(one == 2 and two == 1 and Develop.getValue("Clarity") == 6)
LrUndo.undo()
assert(Develop.getValue("Contrast") == 0 and Develop.getValue("Clarity") == 0)
refused("oops", LrUndo.performWithUndo, "Look", function()
	Develop.setValue("Contrast", 5)
	error("oops")
end)
LrUndo.undo()
assert(not LrUndo.canUndo() and Develop.getValue("Contrast") == 0)
refused("bad argument #1 to 'performWithUndo' (string expected, got nil)", LrUndo.performWithUndo)
refused("bad argument #2 to 'performWithUndo'", LrUndo.performWithUndo, "Look")

-- Other types.
Develop.setValue("ToneCurvePV2012", { 0, 10, 255, 240 })
local curve = Develop.getValue("ToneCurvePV2012")
assert(#curve == 4 and curve[2] == 10 and curve[4] == 240)
Develop.setValue("EnableToneCurve", false)
local off = Develop.getValue("EnableToneCurve")
assert(off == false or off == 0, tostring(off))

-- Errors.
for _ = 1, 2 do
	Develop.setValue("Nonsense", 1)
	assert(Develop.getValue("local_Exposre") == nil)
	assert(Develop.getRange("\255") == nil)
end
Develop.resetToDefault("Nonsense")
Develop.increment("Nonsense")
refused('takes a number, not a string', Develop.setValue, "Exposure", "bright")
refused("bad argument #2 to 'setValue' (value expected, got no value)", Develop.setValue, "Exposure")
refused("finite", Develop.setValue, "Exposure", 0 / 0)
refused("a function cannot be a setting", Develop.setValue, "PointColors", { print })
refused("bad argument #1 to 'getValue' (string expected, got no value)", Develop.getValue)
local loop = {}
loop[1] = loop
refused("the tables are more than 16 deep", Develop.setValue, "PointColors", loop)

-- Whole photo.
local version = Develop.getProcessVersion()
assert(version:find("^Version %d$"))
Develop.setProcessVersion("Version 2")
assert(Develop.getProcessVersion() == "Version 2")
Develop.setProcessVersion(version)
refused("LrDevelopController.setProcessVersion: ", Develop.setProcessVersion, "Version 99")
Develop.setValue("Exposure", 2)
Develop.resetAllDevelopAdjustments()
assert(Develop.getValue("Exposure") == 0)
for _, name in ipairs({ "resetBrushing", "resetCircularGradient", "resetCrop", "resetGradient",
	"resetHealing", "resetMasking", "resetRedeye", "resetRedEye", "resetSpotRemoval",
	"resetTransforms", "setAutoTone", "setAutoWhiteBalance" }) do
	assert(select("#", Develop[name]()) == 0, name)
end
Develop.startTracking("Exposure")
Develop.setTrackingDelay(3)
Develop.setMultipleAdjustmentThreshold(1)
Develop.stopTracking()
Develop.startTracking("Nonsense")

-- Without an active photo.
local LrSelection = import "LrSelection"
LrSelection.selectNone()
assert(Develop.getValue("Exposure") == nil)
Develop.setValue("Exposure", 1)
Develop.resetCrop()
LrSelection.nextPhoto()
assert(Develop.getValue("Exposure") ~= 1)

-- The other photos: the temperature of a raw one is in kelvin; a video has no settings.
local raw, rendered, videos = 0, 0, 0
for _ = 1, 24 do
	local low, high = Develop.getRange("Temperature")
	if low == 2000 and high == 50000 then
		raw = raw + 1
	elseif low == -100 and high == 100 then
		rendered = rendered + 1
	else
		assert(low == nil and Develop.getValue("Exposure") == nil)
		videos = videos + 1
	end
	LrSelection.nextPhoto()
end
assert(raw > 0 and rendered > 0 and videos > 0)
