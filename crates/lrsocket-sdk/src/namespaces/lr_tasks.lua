-- LrTasks (R1).
local LrTasks, runtime, host = ...

local type = type

-- R1.1
local function start(func, name, shown)
	runtime.expect_function(func, 1, shown and "startAsyncTask" or "startAsyncTaskWithoutErrorHandler")
	host.spawn(runtime.coroutine_of(func), type(name) == "string" and name or "", shown)
end

function LrTasks.startAsyncTask(func, name)
	start(func, name, true)
end

function LrTasks.startAsyncTaskWithoutErrorHandler(func, name)
	start(func, name, false)
end

-- R1.3
function LrTasks.sleep(seconds)
	runtime.wait(runtime.SLEEP, host.sleep(seconds))
end

-- R2.4
local NO_YIELD = "AgEventLoop.yieldToScheduler called when yielding is not allowed"

function LrTasks.yield()
	runtime.wait(runtime.YIELD, nil, NO_YIELD)
end

-- R1.4
function LrTasks.canYield()
	return runtime.can_yield()
end

-- R1.5
function LrTasks.pcall(func, ...)
	return runtime.nested(func, ...)
end

-- R1.6
function LrTasks.execute(command)
	command = host.execute(command)
	if not runtime.can_yield() then
		-- Raises the right error (R2.1, R2.2) before anything is started.
		runtime.wait(runtime.YIELD)
	end
	return runtime.wait(runtime.WAIT, host.request(command))
end

-- R1.7
LrTasks.canYieldToScheduler = LrTasks.canYield
LrTasks.yieldToScheduler = LrTasks.yield
LrTasks.executeWithRunAsVerb = LrTasks.execute
