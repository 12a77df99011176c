-- LrRecursionGuard.
local LrRecursionGuard, LrTasks = import "LrRecursionGuard", import "LrTasks"

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

local guard = LrRecursionGuard("observer")
local depth = 0
local function again(...)
	depth = depth + 1
	assert(guard.active)
	guard:performWithGuard(again)
	return ..., nil
end
assert(select("#", guard:performWithGuard(again, "result")) == 2 and depth == 1 and not guard.active)
local cause = { code = 2 }
local ok, e = pcall(guard.performWithGuard, guard, error, cause)
assert(not ok and e == cause and not guard.active)
refused("bad argument #1 to 'performWithGuard' (function expected", guard.performWithGuard, guard)
refused("call it with a colon, guard:performWithGuard(func, …)", guard.performWithGuard, again)

LrTasks.startAsyncTask(function()
	-- It may sleep, and no other task gets in.
	guard:performWithGuard(LrTasks.sleep, 1)
	assert(not guard.active)
	print("guarded")
end)
LrTasks.startAsyncTask(function()
	guard:performWithGuard(error, "the guard is active")
	-- Another guard is another matter.
	LrRecursionGuard("observer"):performWithGuard(print, "other")
end)
