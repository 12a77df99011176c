print("init, runs so far: " .. tostring(runs))
runs = (runs or 0) + 1

local LrTasks = import "LrTasks"
LrTasks.startAsyncTask(function()
	while true do
		LrTasks.sleep(1)
		print "the task of init lives"
	end
end)
