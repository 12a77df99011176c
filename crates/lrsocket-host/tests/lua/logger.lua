-- A logger says nothing until it is enabled, and then to whom the plug-in wants.
local LrLogger = import "LrLogger"

local logger = LrLogger("Remote")
assert(logger == LrLogger("Remote") and logger ~= LrLogger("Other") and LrLogger() == LrLogger())
assert(logger:type() == "LrLogger")
logger:info("silent")

logger:enable("print")
logger:trace("one", 2, nil, true)
logger:warnf("%d of %s", 3, "four")
local ok, message = pcall(logger.infof, logger, "%d", "x")
assert(not ok and message:find("bad argument #2 to 'infof' (number expected, got string)", 1, true),
	message)

local got = {}
local function take(text)
	got[#got + 1] = text
end
logger:enable(take)
logger:fatal("to", "a function")
assert(got[1] == "to a function")

logger:enable({ error = { take, "print" }, debug = "print" })
logger:error("both")
logger:debug("table")
logger:info("silent")
assert(got[2] == "both" and #got == 2)

logger:enable("traceback")
logger:error("where")

-- Adobe's samples ask for a level "err", which does not exist.
local info, err = logger:quick("info", "err")
-- The formats, whose texts are those of string.format.
local formatted = {}
logger:enable(function(text)
	formatted[#formatted + 1] = text
end)
for _, name in ipairs({ "tracef", "debugf", "infof", "warnf", "errorf", "fatalf" }) do
	logger[name](logger, "%s is %d", name, 7)
	assert(formatted[#formatted]:find(name .. " is 7", 1, true), formatted[#formatted])
end
assert(#formatted == 6)
logger:disable()
logger:errorf("%d", 1)
assert(#formatted == 6)
local warnf = logger:quickf("warn")
logger:enable("print")
info("quick", 1)
err("silent")
warnf("%s", "quickf")
logger:disable()
info("silent")

ok, message = pcall(logger.info, "dot")
assert(not ok and message:find("call it with a colon, logger:info(…)", 1, true), message)
logger:enable("nowhere")
logger:info("silent")

-- A function that takes messages may sleep when the task that logs may.
import "LrTasks".startAsyncTask(function()
	local could
	logger:enable(function()
		could = import "LrTasks".canYield()
	end)
	logger:info("x")
	assert(could == true)
end)
