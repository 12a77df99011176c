-- LrTether: a simulated camera.
local LrTether, LrTasks = import "LrTether", import "LrTasks"
local catalog = import("LrApplication").activeCatalog()

local ok, message = pcall(LrTether.triggerCaptureBlocking)
assert(not ok and message:find("We can only wait from within a task", 1, true), message)

LrTasks.startAsyncTask(function()
	-- Without a session nothing is captured.
	assert(LrTether.isTetherActive() == false)
	LrTether.triggerCapture()
	assert(LrTether.triggerCaptureBlocking() == false)
	assert(#catalog:getAllPhotos() == 24)

	LrTether.startTether()
	assert(LrTether.isTetherActive() == true and LrTether.numDownloadsPending() == 0)
	local active = catalog:getTargetPhoto()
	LrTether.setAdvanceSelectionOnTetheredCapture(false)
	assert(LrTether.getAdvanceSelectionOnTetheredCapture() == false)
	assert(LrTether.triggerCaptureBlocking() == true)
	assert(#catalog:getAllPhotos() == 25 and catalog:getTargetPhoto() == active)

	LrTether.setAdvanceSelectionOnTetheredCapture(true)
	assert(LrTether.getAdvanceSelectionOnTetheredCapture() == true)
	LrTether.triggerCapture()
	local captured = catalog:getTargetPhoto()
	assert(captured ~= active and captured:getFormattedMetadata("fileName"):find("^Studio Session%-002"))

	LrTether.stopTether()
	assert(LrTether.isTetherActive() == false)
	print("done")
end)
