-- Where a task cannot sleep or yield, and the texts of it.
local script = require "script"
local run, says = script.run, script.says

local REFUSED = "Yielding is not allowed within a C or metamethod call"
local NO_YIELD = "AgEventLoop.yieldToScheduler called when yielding is not allowed"

-- The ways to wait, each with the texts of its errors inside a C call and outside any task.
local WAITS = {
	["LrTasks.yield()"] = { NO_YIELD, NO_YIELD, "R2.4" },
	["LrTasks.sleep(1)"] = { REFUSED, "We can only wait from within a task", "R2.1" },
}

local BOUNDARIES = {
	["pcall"] = "pcall(function() wait() end)",
	["xpcall"] = "xpcall(function() wait() end, tostring)",
	["a comparator of table.sort"] = "table.sort({ 1, 2 }, function(a, b) wait() return a < b end)",
	["a function of string.gsub"] = "string.gsub('a', '.', function() wait() end)",
	["a metamethod"] = "local _ = setmetatable({}, { __index = function() wait() end }).field",
}

for where, code in pairs(BOUNDARIES) do
	for wait, texts in pairs(WAITS) do
		it(("%s %s inside %s is refused"):format(texts[3], wait, where), function()
			run("local function wait() local ok, e = LrTasks.pcall(function() " .. wait
				.. " end) say(e) end " .. code .. " return true")
			says(texts[1])
			assert.equals(1, #script.diagnostics "R2.1")
		end)
	end
end

for wait, texts in pairs(WAITS) do
	it("R2.2 " .. wait .. " outside of tasks is refused", function()
		run("say(select(2, pcall(function() " .. wait .. " end)))", { prefs = { outside = true } })
		says(texts[2])
	end)
end

it("R2.3 the _noyield variants of contexts refuse", function()
	run [[
		say(LrFunctionContext.pcallWithContext_noyield("name", function() LrTasks.sleep(1) end))
		say(pcall(function()
			LrFunctionContext.callWithContext_noyield("name", function() LrTasks.sleep(1) end)
		end))
		return true
	]]
	local told = script.said()
	assert.equals(2, #told)
	assert.matches("^false .*" .. REFUSED, told[1])
	assert.matches("^false .*" .. REFUSED, told[2])
end)
