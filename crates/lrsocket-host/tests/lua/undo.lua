-- LrUndo, with performWithUndo, which nobody documents.
local LrUndo, LrSelection, LrTasks = import "LrUndo", import "LrSelection", import "LrTasks"
local catalog = import("LrApplication").activeCatalog()

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

-- Nothing to undo is no error.
assert(LrUndo.canUndo() == false and LrUndo.canRedo() == false)
LrUndo.undo()
LrUndo.redo()

LrSelection.setRating(1)
LrSelection.setRating(4)
assert(LrUndo.canUndo() == true and LrUndo.canRedo() == false)
LrUndo.undo()
assert(LrSelection.getRating() == 1 and LrUndo.canRedo())
LrUndo.redo()
assert(LrSelection.getRating() == 4 and not LrUndo.canRedo())
LrUndo.undo()
-- A new step: what was undone is gone.
LrSelection.flagAsReject()
assert(not LrUndo.canRedo())
LrUndo.redo()
assert(LrSelection.getRating() == 1 and LrSelection.getFlag() == -1)

-- One step for all.
local a, b, count = LrUndo.performWithUndo("Mark", function(stars)
	LrSelection.setRating(stars)
	LrSelection.flagAsPick()
	return stars, nil, 3
end, 5)
assert(a == 5 and b == nil and count == 3)
LrUndo.undo()
assert(LrSelection.getRating() == 1 and LrSelection.getFlag() == -1)
LrUndo.redo()
assert(LrSelection.getRating() == 5 and LrSelection.getFlag() == 1)

-- An error goes through; what was changed before it is a step.
local cause = { code = 7 }
local ok, e = pcall(LrUndo.performWithUndo, "Fail", function()
	LrSelection.setRating(2)
	error(cause)
end)
assert(not ok and e == cause and LrSelection.getRating() == 2)
LrUndo.undo()
assert(LrSelection.getRating() == 5)
refused("bad argument #1 to 'performWithUndo' (string expected, got function)",
	LrUndo.performWithUndo, print)
refused("bad argument #2 to 'performWithUndo' (function expected, got no value)",
	LrUndo.performWithUndo, "name")

LrTasks.startAsyncTask(function()
	refused("Yielding is not allowed", LrUndo.performWithUndo, "Sleep", function()
		LrTasks.sleep(1)
	end)
	-- What a gate has changed is one step too.
	local photo = catalog:getTargetPhoto()
	catalog:withWriteAccessDo("Title and caption", function()
		photo:setRawMetadata("title", "A title")
		photo:setRawMetadata("caption", "A caption")
	end)
	LrUndo.undo()
	assert(photo:getFormattedMetadata("title") ~= "A title")
	assert(photo:getFormattedMetadata("caption") ~= "A caption")
	LrUndo.redo()
	assert(photo:getFormattedMetadata("title") == "A title")
	print("done")
end)
