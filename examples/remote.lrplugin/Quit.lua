-- Lightroom quits. It waits until `done` is called: a script that returns no such table costs the user
-- ten seconds and a warning.
local Remote = require "Remote"

return {
	LrShutdownFunction = function(done)
		Remote.stop()
		done()
	end,
}
