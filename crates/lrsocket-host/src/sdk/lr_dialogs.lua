-- The half of LrDialogs that works with function contexts.
local LrDialogs, runtime, host = ...

local type = type

function LrDialogs.attachErrorDialogToFunctionContext(context)
	-- Contexts are there only once LrFunctionContext is.
	local ended = runtime.context_ended and runtime.context_ended(context)
	if ended == nil then
		runtime.raise(("bad argument #1 to 'attachErrorDialogToFunctionContext' "
			.. "(LrFunctionContext expected, got %s)"):format(type(context)))
	end
	runtime.add_cleanup(context, "attachErrorDialogToFunctionContext", function(_, message)
		if not runtime.is_canceled(message) then
			host.show_error_of_context(message)
		end
	end, true)
end
