-- Lightroom quits, and waits until `done` is called.
local Server = require "Server"

return {
	LrShutdownFunction = function(done)
		Server.stop()
		done()
	end,
}
