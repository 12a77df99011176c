-- Errors of tests: how they are raised, and how they are caught, all but the one that ends a test.

local native = ...

local error, pcall, xpcall, setmetatable = error, pcall, xpcall, setmetatable
local resume = coroutine.resume
local is_stop = native.is_stop

local errors = {}

-- The error value is not a string, so that Lua adds no position to it; a test that catches it can
-- convert it to one.
local Failure = { __tostring = function(e) return e.message end }

-- Fails the test, at the line of the test that called.
function errors.fail(text)
	error(setmetatable({ message = text }, Failure), 0)
end

-- A test whose time is up must not continue in a loop around pcall or coroutine.resume.
local function unless_stopped(ok, ...)
	if not ok and is_stop((...)) then
		error((...), 0)
	end
	return ok, ...
end

function errors.pcall(...)
	return unless_stopped(pcall(...))
end

function errors.resume(...)
	return unless_stopped(resume(...))
end

function errors.xpcall(body, handler)
	-- The handler may return anything in place of the error.
	local stopped
	local function watching(e)
		if is_stop(e) then
			stopped = e
		end
		return handler(e)
	end
	local function rest(...)
		if stopped then
			error(stopped, 0)
		end
		return ...
	end
	return rest(xpcall(body, watching))
end

return errors
