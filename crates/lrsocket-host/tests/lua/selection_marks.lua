-- LrSelection, LrApplicationView, LrSlideshow and LrTether.
local LrSelection, LrUndo = import "LrSelection", import "LrUndo"
local View, LrSlideshow = import "LrApplicationView", import "LrSlideshow"
local LrTether = import "LrTether"

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

LrSelection.setRating(3)
assert(LrSelection.getRating() == 3)
LrSelection.increaseRating()
assert(LrSelection.getRating() == 4)
LrSelection.decreaseRating()
LrUndo.undo()
assert(LrSelection.getRating() == 4)
LrSelection.setRating(0)
assert(LrSelection.getRating() == 0)
refused("a whole number from 0 to 5 expected", LrSelection.setRating, 6)
refused("a whole number from 0 to 5 expected", LrSelection.setRating, 2.5)
refused("number expected, got no value", LrSelection.setRating)

LrSelection.flagAsReject()
assert(LrSelection.getFlag() == -1)
LrSelection.flagAsPick()
assert(LrSelection.getFlag() == 1)
LrSelection.removeFlag()
assert(LrSelection.getFlag() == 0)

for _, color in ipairs({ "red", "yellow", "green", "blue", "purple" }) do
	LrSelection.setColorLabel("none")
	local toggle = LrSelection["toggle" .. color:sub(1, 1):upper() .. color:sub(2) .. "Label"]
	toggle()
	assert(LrSelection.getColorLabel() == color)
	toggle()
	assert(LrSelection.getColorLabel() == "none")
	LrSelection.setColorLabel(color)
	assert(LrSelection.getColorLabel() == color)
end
LrSelection.clearLabels()
assert(LrSelection.getColorLabel() == "none")
refused('"purple" or "none" expected', LrSelection.setColorLabel, "pink")

-- A mark for several photos; the next photo has it too.
LrSelection.selectFirstPhoto()
LrSelection.extendSelection("right", 1)
LrSelection.setRating(5)
LrSelection.deselectOthers()
LrSelection.nextPhoto()
assert(LrSelection.getRating() == 5)
LrSelection.setRating(1)
LrSelection.previousPhoto()
assert(LrSelection.getRating() == 5)
refused('"left" or "right" expected', LrSelection.extendSelection, "up", 1)
LrSelection.selectAll()
LrSelection.selectLastPhoto()
LrSelection.deselectActive()
LrSelection.selectInverse()
LrSelection.removeFromCatalog()
LrUndo.undo()
LrSelection.selectNone()
assert(LrSelection.getRating() == nil and LrSelection.getFlag() == nil)
assert(LrSelection.getColorLabel() == nil)
LrSelection.setRating(2)

-- LrApplicationView
assert(View.getCurrentModuleName() == "library")
View.switchToModule("map")
assert(View.getCurrentModuleName() == "map")
refused('"darkroom" is not a module; it is one of library, develop', View.switchToModule, "darkroom")
View.showView("develop_before")
assert(View.getCurrentModuleName() == "develop")
refused("is not a view", View.showView, "nothing")
assert(not View.isSecondaryDisplayOn() and View.getSecondaryViewName() == nil)
View.showSecondaryView("survey")
assert(View.isSecondaryDisplayOn() and View.getSecondaryViewName() == "survey")
View.toggleSecondaryDisplay()
assert(not View.isSecondaryDisplayOn())
refused("is not a view of the second display", View.showSecondaryView, "people")
for _, name in ipairs({ "cycleLoupeViewInfo", "fullscreenHidePanels", "fullscreenPreview",
	"gridView", "gridViewStyle", "nextScreenMode", "toggleLoupe",
	"toggleSecondaryDisplayFullscreen", "toggleZoom", "zoomIn", "zoomInSome", "zoomOut",
	"zoomOutSome", "zoomToOneToOne" }) do
	View[name]()
end
assert(View.getCurrentModuleName() == "library")

LrSlideshow.startSlideshow()
assert(View.getCurrentModuleName() == "slideshow")
LrSlideshow.stopSlideshow()

assert(not LrTether.isTetherActive() and LrTether.triggerCaptureBlocking() == false)
LrTether.startTether()
assert(LrTether.isTetherActive() and LrTether.triggerCaptureBlocking() == true)
LrTether.setAdvanceSelectionOnTetheredCapture(true)
assert(LrTether.getAdvanceSelectionOnTetheredCapture() == true)
LrTether.triggerCapture()
assert(LrTether.numDownloadsPending() == 0)
LrTether.stopTether()
assert(not LrTether.isTetherActive())
