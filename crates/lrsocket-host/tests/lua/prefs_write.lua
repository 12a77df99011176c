local LrPrefs = import "LrPrefs"
local prefs = LrPrefs.prefsForPlugin()
assert(prefs == LrPrefs.prefsForPlugin(nil) and prefs == LrPrefs.prefsForPlugin(_PLUGIN.id))
assert(prefs == LrPrefs.prefsForPlugin(_PLUGIN))
assert(prefs.missing == nil and prefs["other"] == nil)

prefs.text = "any\0 bytes \255\r\n"
prefs.number, prefs.infinite, prefs.strange = 0.1, 1 / 0, 0 / 0
prefs.yes, prefs.no = true, false
prefs[1] = "by number"
prefs[true] = "by truth"
prefs.gone = 1
prefs.gone = nil
prefs.list = { "a", { b = { "c" } } }
-- What changes inside of a table is saved when the table is assigned again.
prefs.list[2].b[2] = "d"
prefs.list = prefs.list

-- Only prefs:pairs() walks through the preferences.
assert(next(prefs) == nil)
local count = 0
for key, value in prefs:pairs() do
	count = count + 1
	assert(prefs[key] == value or key == "strange")
end
assert(count == 9, count)

local function refused(key, value, text)
	local ok, message = pcall(function()
		prefs[key] = value
	end)
	assert(not ok and message:find("prefs_write.lua:%d+: ") and message:find(text, 1, true), message)
end
refused("f", print, "prefs.f cannot be a function")
refused("deep", { a = { coroutine.running or print } }, "prefs.deep.a[1] cannot be a function")
refused({}, 1, "a table cannot be a key of prefs")
refused("deep", { [{}] = 1 }, "a table cannot be a key of prefs.deep")
local cyclic = {}
cyclic.self = cyclic
refused("cyclic", cyclic, "prefs.cyclic.self is a table that contains itself")
local deep = {}
for _ = 1, 200 do
	deep = { deep }
end
refused("deep", deep, "more than 100 tables deep")

-- Observers
local seen, owner = {}, {}
prefs:addObserver("watched", function(table, key, value)
	assert(table == prefs)
	seen[#seen + 1] = key .. "=" .. tostring(value)
end)
prefs:addObserver("watched", owner, function(me, table, key, value)
	assert(me == owner and table == prefs and key == "watched")
	seen[#seen + 1] = value
end)
prefs.watched = 1
prefs.watched = 1
prefs:removeObserver("watched", owner)
prefs.watched = nil
assert(table.concat(seen, " ") == "watched=1 1 watched=nil", table.concat(seen, " "))

LrPrefs.prefsForPlugin("com.example.other/1").shared = "yes"

-- An observer runs inside the assignment, a metamethod: it cannot yield.
import "LrTasks".startAsyncTask(function()
	local could
	prefs:addObserver("yes", function()
		could = import "LrTasks".canYield()
	end)
	prefs.yes = false
	prefs.yes = true
	assert(could == false)
end)
