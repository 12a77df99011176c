-- LrSlideshow. The test looks at the slideshow at each step.
local LrSlideshow, LrTasks = import "LrSlideshow", import "LrTasks"
local View = import "LrApplicationView"

LrTasks.startAsyncTask(function()
	LrSlideshow.stopSlideshow()
	assert(View.getCurrentModuleName() == "library")
	LrSlideshow.startSlideshow()
	assert(View.getCurrentModuleName() == "slideshow")
	LrTasks.sleep(1)
	LrSlideshow.stopSlideshow()
	LrTasks.sleep(1)
	-- It also ends with its module.
	LrSlideshow.startSlideshow()
	View.switchToModule("library")
end)
