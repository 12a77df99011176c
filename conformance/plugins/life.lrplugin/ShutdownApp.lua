local LrPrefs = import "LrPrefs"
local LrTasks = import "LrTasks"

print "shutdown app"

local prefs = LrPrefs.prefsForPlugin()

return {
	LrShutdownFunction = function(done, progress)
		LrTasks.startAsyncTask(function()
			-- Says so many times that it goes on, each after so many seconds; then it is done, or never.
			for i = 1, prefs.steps or 0 do
				LrTasks.sleep(prefs.pause)
				progress(i / prefs.steps, "step " .. i)
				print("step " .. i)
			end
			if prefs.never then
				return
			end
			print "done"
			done()
		end)
	end,
}
