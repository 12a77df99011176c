local LrFunctionContext, LrTasks = import "LrFunctionContext", import "LrTasks"
local LrLogger = import "LrLogger"
local Develop = import "LrDevelopController"
import("LrApplicationView").switchToModule("develop")
local log = LrLogger("observer")
log:enable("print")

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

refused("bad argument #1 to 'addAdjustmentChangeObserver' (LrFunctionContext expected, got function)",
	Develop.addAdjustmentChangeObserver, function() end, {})

LrFunctionContext.postAsyncTaskWithContext("observers", function(context)
	refused("bad argument #3 to 'addAdjustmentChangeObserver' (function expected",
		Develop.addAdjustmentChangeObserver, context, {})
	local first, second = { name = "first" }, { name = "second" }
	local function told(observer)
		log:info(observer.name .. " " .. Develop.getValue("Exposure"))
	end
	Develop.addAdjustmentChangeObserver(context, first, told)
	Develop.addAdjustmentChangeObserver(context, second, told)
	-- Two changes in one turn are told once.
	Develop.setValue("Exposure", 1)
	Develop.setValue("Exposure", 2)
	LrTasks.sleep(1)
	Develop.removeAdjustmentChangeObserver(second)
	Develop.setValue("Exposure", 3)
	LrTasks.sleep(10)
end)
