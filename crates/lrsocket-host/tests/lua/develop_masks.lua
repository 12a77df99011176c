-- Masks, tools, panels, point colours and spots.
local LrApplicationView = import "LrApplicationView"
local Develop, LrUndo = import "LrDevelopController", import "LrUndo"

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

-- goTo… opens the Develop module.
Develop.goToMasking()
assert(LrApplicationView.getCurrentModuleName() == "develop")
assert(Develop.getSelectedTool() == "masking")
assert(#Develop.getAllMasks() == 0)
assert(Develop.getSelectedMask() == nil and Develop.getSelectedMaskTool() == nil)
assert(Develop.getValue("local_Exposure") == nil)
Develop.setValue("local_Exposure", 1)

Develop.createNewMask("brush")
local mask = Develop.getSelectedMask()
assert(type(mask) == "string")
Develop.setValue("local_Exposure", 1)
assert(Develop.getValue("local_Exposure") == 1)
Develop.addToCurrentMask("aiSelection", "sky")
Develop.subtractFromCurrentMask("gradient")
Develop.intersectWithCurrentMask("rangeMask", "color")
local masks = Develop.getAllMasks()
assert(#masks == 1 and #masks[1].Tools == 4 and masks[1].ID == mask)
local tool = masks[1].Tools[1].ID
Develop.selectMaskTool(tool)
assert(Develop.getSelectedMaskTool() == tool)
Develop.toggleInvertMaskTool(tool)
Develop.toggleHideMaskTool(tool)
Develop.toggleHideMask(mask)
masks = Develop.getAllMasks()
assert(masks[1].Hidden and masks[1].Tools[1].Hidden and masks[1].Tools[1].Inverted)
assert(Develop.invertMask(mask) == true)
assert(Develop.duplicateAndInvertMask(mask) == true and #Develop.getAllMasks() == 2)
-- As documented, the id comes second.
Develop.selectMask(nil, mask)
assert(Develop.getSelectedMask() == mask)
Develop.deleteMaskTool(tool)
Develop.deleteMask(mask)
assert(#Develop.getAllMasks() == 1)
LrUndo.undo()
assert(#Develop.getAllMasks() == 2)
Develop.toggleOverlay()
refused('LrDevelopController.deleteMask: there is no mask with the id "X"', Develop.deleteMask, "X")
refused("LrDevelopController.createNewMask: ", Develop.createNewMask, "pencil")
refused("subject, sky", Develop.createNewMask, "aiSelection", "moon")
refused("bad argument #1 to 'selectMask' (string expected, got no value)", Develop.selectMask)
Develop.resetMasking()
assert(#Develop.getAllMasks() == 0)

-- Tools and panels.
for call, tool_name in pairs({ goToSpotRemoval = "dust", goToHealing = "dust", goToRemove = "dust",
	goToEyeCorrection = "redeye", goToDevelopGraduatedFilter = "masking",
	goToDevelopRadialFilter = "masking" }) do
	Develop[call]()
	assert(Develop.getSelectedTool() == tool_name, call)
end
Develop.selectTool("crop")
assert(Develop.getSelectedTool() == "crop")
refused("is not a tool", Develop.selectTool, "hammer")
Develop.revealPanel("tonePanel")
Develop.revealPanel("Exposure")
Develop.revealPanelIfVisible("mixerPanel", "pointColorPanel")
Develop.revealPanel("noPanel")
Develop.revealPanel("splitToningPanel")
Develop.revealAdjustedControls(true)
Develop.showClipping()
Develop.setActiveColorGradingView("global")
assert(Develop.getActiveColorGradingView() == "global")
refused("3-way", Develop.setActiveColorGradingView, "none")
Develop.setLensBlurBokeh("Ring")
assert(Develop.getSelectedLensBlurBokeh() == "Ring")
Develop.toggleLensBlurDepthVisualization()
refused("LrDevelopController.editInPhotoshop: not simulated", Develop.editInPhotoshop)

-- Point colours.
local ok, why = Develop.addPointColorSwatch({ SrcHue = 1, SrcSat = 0.5, SrcLum = 0.5 })
assert(ok == true and why == nil, why)
assert(Develop.getSelectedPointColorSwatchIndex() == 1)
assert(Develop.updateSelectedPointColorSwatch({ HueShift = 0.2 }))
Develop.selectPointColorSwatch(1)
Develop.togglePointColorRangeVisualization()
refused("there is no swatch", Develop.selectPointColorSwatch, 5)
assert(Develop.deletePointColorSwatch(false, 9) == false)
assert(Develop.deletePointColorSwatch(true) == true)
ok, why = Develop.updateSelectedPointColorSwatch({ HueShift = 0.2 })
assert(ok == false and why == "no swatch is selected")

-- Spots.
assert(Develop.countAllSpots() == 0 and #Develop.getAllSpots() == 0)
assert(Develop.getSelectedSpotIndex() == nil and Develop.getSelectedSpotParams() == nil)
ok, why = Develop.setSelectedSpotIndex(1)
assert(ok == false and type(why) == "string")
Develop.deleteSelectedSpot()
Develop.refreshSelectedSpot()
assert(Develop.setRemovePanelPreferences({ brushSize = 20 }))
assert(Develop.getRemovePanelPreferences().brushSize == 20)
ok, why = Develop.setRemovePanelPreferences({ brushSize = 2000 })
assert(ok == false and why:find("brushSize"))

-- What needs the picture of a spot does nothing without one.
for _, name in ipairs({ "deleteSelectedVariation", "getSelectedSpotType", "gotoNextVariation",
	"gotoPreviousVariation", "moveSelectedSpot", "setSelectedSpotType" }) do
	assert(Develop[name]("heal") == nil, name)
end
assert(Develop.setSelectedSpotParams({ opacity = 50 }) == nil)
refused("bad argument #1 to 'setSelectedSpotParams' (table expected, got no value)",
	Develop.setSelectedSpotParams)

-- Every documented member is there, and none says that it is not implemented.
for name, member in pairs(Develop) do
	assert(type(member) == "function", name)
end
