-- LrRecursionGuard. A guard is active until its function has ended, also while that sleeps: another
-- task does not get in meanwhile.
local LrRecursionGuard, runtime = ...

local setmetatable, type = setmetatable, type

local Guard = {}
Guard.__index = Guard

local function settle(guard, ...)
	guard.active = false
	return runtime.unwrap(...)
end

function Guard:performWithGuard(func, ...)
	if type(self) ~= "table" or self.active == nil then
		runtime.raise(("bad argument #1 to 'performWithGuard' (LrRecursionGuard expected, got %s): "
			.. "call it with a colon, guard:performWithGuard(func, …)"):format(type(self)))
	end
	runtime.expect_function(func, 1, "performWithGuard")
	if self.active then
		return
	end
	self.active = true
	return settle(self, runtime.nested(func, ...))
end

setmetatable(LrRecursionGuard, {
	__call = function(_, name)
		return setmetatable({ name = name, active = false }, Guard)
	end,
})
