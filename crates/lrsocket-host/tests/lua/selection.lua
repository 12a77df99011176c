-- LrSelection, in the Library's grid and elsewhere.
local LrSelection, LrUndo = import "LrSelection", import "LrUndo"
local View = import "LrApplicationView"
local catalog = import("LrApplication").activeCatalog()

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

local function count()
	return #catalog:getTargetPhotos()
end

assert(View.getCurrentModuleName() == "library")
LrSelection.selectFirstPhoto()
local first = catalog:getTargetPhoto()

-- Stars.
LrSelection.setRating(3)
assert(LrSelection.getRating() == 3)
LrSelection.increaseRating()
assert(LrSelection.getRating() == 4)
LrSelection.decreaseRating()
assert(LrSelection.getRating() == 3)
LrUndo.undo()
assert(LrSelection.getRating() == 4)
LrSelection.setRating("5")
LrSelection.increaseRating()
assert(LrSelection.getRating() == 5)
LrSelection.setRating(0)
LrSelection.decreaseRating()
assert(LrSelection.getRating() == 0)
refused("a whole number from 0 to 5 expected", LrSelection.setRating, 6)
refused("a whole number from 0 to 5 expected", LrSelection.setRating, -1)
refused("a whole number from 0 to 5 expected", LrSelection.setRating, 2.5)
refused("bad argument #1 to 'setRating' (number expected, got no value)", LrSelection.setRating)
refused("bad argument #1 to 'setRating' (number expected, got string)", LrSelection.setRating, "many")

-- Flags.
LrSelection.flagAsReject()
assert(LrSelection.getFlag() == -1)
LrSelection.flagAsPick()
assert(LrSelection.getFlag() == 1)
LrSelection.removeFlag()
assert(LrSelection.getFlag() == 0)

-- Labels.
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

-- The way through the filmstrip; its ends are ends.
LrSelection.previousPhoto()
assert(catalog:getTargetPhoto() == first)
LrSelection.nextPhoto()
local second = catalog:getTargetPhoto()
assert(second ~= first)
LrSelection.selectLastPhoto()
local last = catalog:getTargetPhoto()
LrSelection.nextPhoto()
assert(catalog:getTargetPhoto() == last)
LrSelection.selectFirstPhoto()
assert(catalog:getTargetPhoto() == first)

-- Several photos: in the grid a mark is for all of them.
LrSelection.extendSelection("right", 1)
assert(count() == 2 and catalog:getTargetPhoto() == first)
LrSelection.setRating(5)
LrSelection.flagAsPick()
LrSelection.selectLastPhoto()
assert(count() == 2 and catalog:getTargetPhoto() == second)
assert(LrSelection.getRating() == 5 and LrSelection.getFlag() == 1)
-- One call is one step.
LrUndo.undo()
assert(LrSelection.getFlag() == 0)
LrSelection.selectFirstPhoto()
assert(LrSelection.getFlag() == 0)

-- In the loupe it is for the active photo alone.
View.switchToModule("develop")
LrSelection.setRating(2)
LrSelection.deselectOthers()
assert(count() == 1 and LrSelection.getRating() == 2)
LrSelection.nextPhoto()
assert(LrSelection.getRating() == 5)
-- These two are for the Library.
LrSelection.selectLastPhoto()
assert(catalog:getTargetPhoto() == second)
LrSelection.selectFirstPhoto()
assert(catalog:getTargetPhoto() == second)
View.gridView()

LrSelection.extendSelection("left", 1)
LrSelection.extendSelection("right", 2)
assert(count() == 4)
refused('"left" or "right" expected', LrSelection.extendSelection, "up", 1)
LrSelection.selectAll()
assert(count() == 24)
LrSelection.deselectActive()
assert(count() == 23)
LrSelection.selectInverse()
assert(count() == 1 and catalog:getTargetPhoto() == second)
LrSelection.removeFromCatalog()
LrSelection.selectAll()
assert(count() == 23)
LrUndo.undo()
LrSelection.selectAll()
assert(count() == 24)

-- Without a selection there is nothing to read, and marks are for nobody.
LrSelection.selectNone()
assert(LrSelection.getRating() == nil and LrSelection.getFlag() == nil)
assert(LrSelection.getColorLabel() == nil and catalog:getTargetPhoto() == nil)
LrSelection.setRating(1)
LrSelection.flagAsReject()
LrSelection.selectFirstPhoto()
assert(LrSelection.getRating() == 2 and LrSelection.getFlag() == 0)
print("done")
