-- Lightroom quits. It waits until `done` is called, and gives up ten seconds after the last call of
-- `progress`. Closing a socket can take that long: so this says when it has begun.
local LrTasks = import "LrTasks"

local Dials = require "Dials"

return {
	LrShutdownFunction = function(done, progress)
		progress(0, "Closing the dials")
		LrTasks.startAsyncTask(function()
			-- Whatever happens here must not keep Lightroom open.
			LrTasks.pcall(Dials.stop)
			done()
		end, "Dials: quit")
	end,
}
