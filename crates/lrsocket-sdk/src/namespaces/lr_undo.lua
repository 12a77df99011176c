-- LrUndo.performWithUndo: not documented; plug-ins use it.
local LrUndo, runtime, host = ...

local type = type

local function settle(ok, ...)
	host.end_group()
	return runtime.unwrap(ok, ...)
end

-- All that func changes is one step. Guess: it cannot yield, so that nothing else gets into the
-- step; what it had changed before an error stays.
function LrUndo.performWithUndo(name, func, ...)
	if type(name) ~= "string" then
		runtime.raise("bad argument #1 to 'performWithUndo' (string expected, got "
			.. type(name) .. ")")
	end
	runtime.expect_function(func, 2, "performWithUndo")
	host.begin_group(name)
	return settle(runtime.protected(func, ...))
end
