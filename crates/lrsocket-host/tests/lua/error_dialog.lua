local LrDialogs = import "LrDialogs"
local LrErrors = import "LrErrors"
local LrFunctionContext = import "LrFunctionContext"

local function run(f)
	return LrFunctionContext.pcallWithContext("test", function(context)
		LrDialogs.attachErrorDialogToFunctionContext(context)
		return f()
	end)
end
assert(run(function() return true end))
assert(not run(function() LrErrors.throwUserError("The disk is full.") end))
assert(not run(function() LrErrors.throwCanceled() end))

local ok, message = pcall(LrDialogs.attachErrorDialogToFunctionContext, nil)
assert(not ok and message:find("(LrFunctionContext expected, got nil)", 1, true), message)
