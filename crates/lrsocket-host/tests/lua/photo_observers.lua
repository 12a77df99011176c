local LrFunctionContext, LrTasks = import "LrFunctionContext", import "LrTasks"
local LrApplication, LrLogger = import "LrApplication", import "LrLogger"
local Develop, LrSelection = import "LrDevelopController", import "LrSelection"
import("LrApplicationView").switchToModule("develop")
local log = LrLogger("observer")
log:enable("print")

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

refused("bad argument #1 to 'addActivePhotoChangeObserver' (LrFunctionContext expected, got table)",
	LrApplication.addActivePhotoChangeObserver, {}, {}, function() end)

LrFunctionContext.postAsyncTaskWithContext("observers", function(context)
	refused("bad argument #3 to 'addActivePhotoChangeObserver' (function expected, got no value)",
		LrApplication.addActivePhotoChangeObserver, context, {})
	local observer = { name = "photo" }
	LrApplication.addActivePhotoChangeObserver(context, observer, function(same)
		local photo = LrApplication.activeCatalog():getTargetPhoto()
		log:info(same.name .. " " .. (photo and "is there" or "is gone"))
	end)
	Develop.addAdjustmentChangeObserver(context, { name = "sliders" }, function(same)
		log:info(same.name .. " " .. tostring(Develop.getValue("Exposure")))
	end)
	Develop.setValue("Exposure", 1)
	LrTasks.sleep(1)
	-- Twice in a turn is told once.
	LrSelection.nextPhoto()
	LrSelection.nextPhoto()
	LrTasks.sleep(9)
end)
