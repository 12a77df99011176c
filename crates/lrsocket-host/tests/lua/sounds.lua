-- LrSounds.
local LrSounds, LrTasks = import "LrSounds", import "LrTasks"

local function refused(text, f, ...)
	local ok, message = LrTasks.pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

refused("We can only wait from within a task", LrSounds.getSystemSounds)
refused("We can only wait from within a task", LrSounds.playSystemSound, "Glass")
LrTasks.startAsyncTask(function()
	assert(#LrSounds.getSystemSounds() == 0)
	LrSounds.playSystemSound("Glass")
	refused("bad argument #1 to 'playSystemSound' (system sound expected, got no value)",
		LrSounds.playSystemSound)
end)
