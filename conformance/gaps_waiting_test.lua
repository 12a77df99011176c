-- Known gaps: calls that need a task, and the texts of their errors.
local gap = require "gap"
local script = require "script"
local run, says = script.run, script.says

local OUTSIDE = "We can only wait from within a task"
local BOUNDARY = "Yielding is not allowed within a C or metamethod call"

local SETUP = [[
	catalog = import "LrApplication".activeCatalog()
	function refused(f) return select(2, pcall(f)) end
]]

-- What is said of a call that succeeds.
local SUCCEEDS = 'got { "" }'

-- A call refuses to be made outside a task.
local function outside(id, name, code)
	it(id .. " " .. name .. " outside a task", gap(id, SUCCEEDS, function()
		run(SETUP .. "say(refused(function() " .. code .. " return '' end))", { prefs = { outside = true } })
		says(OUTSIDE)
	end))
end

-- A call refuses to be made inside plain pcall. What it needs is found before.
local function bounded(id, name, find, code)
	it(id .. " " .. name .. " inside plain pcall", gap(id, SUCCEEDS, function()
		run(SETUP .. find .. " say(refused(function() " .. code .. " return '' end)) return true")
		says(BOUNDARY)
	end))
end

outside("R7.1", "getKeywords", "catalog:getKeywords()")
outside("R7.1", "getAllPhotos", "catalog:getAllPhotos()")
bounded("R7.1", "getKeywords", "", "catalog:getKeywords()")
bounded("R7.1", "getAllPhotos", "", "catalog:getAllPhotos()")
bounded("R7.2", "withWriteAccessDo", "", "catalog:withWriteAccessDo('name', function() end)")

local IN_GATE = "local object catalog:withWriteAccessDo('name', function() object = catalog:"
bounded("R7.3", "collection:getName", IN_GATE .. "createCollection('c', nil, true) end)", "object:getName()")
bounded("R7.4", "keyword:getName", IN_GATE .. "createKeyword('k', {}, true, nil, true) end)", "object:getName()")

it("R7.5 setRawMetadata waits: inside plain pcall", gap("R7.5", SUCCEEDS, function()
	run(SETUP .. [[
		catalog:withWriteAccessDo("name", function()
			local photo = catalog:getTargetPhoto()
			say(refused(function() photo:setRawMetadata("title", "x") return "" end))
		end)
		return true
	]])
	says(BOUNDARY)
end))

it("R7.8 findPhotos has a text of its own", gap("R7.8", 'got ""', function()
	run(SETUP .. "say(refused(function() catalog:findPhotos { searchDesc = {} } return '' end))",
		{ prefs = { outside = true } })
	assert.matches("LrCatalog:findPhotos: must be called from within an LrTask", script.said()[1] or "")
end))

it("R2.1 the text has no place", gap("R2.1", "script:1: " .. BOUNDARY, function()
	run "say(select(2, pcall(function() LrTasks.sleep(1) end))) return true"
	says(BOUNDARY)
end))

it("R2.2 the text has no place", gap("R2.2", "script:1: " .. OUTSIDE, function()
	run("say(select(2, pcall(function() LrTasks.sleep(1) end)))", { prefs = { outside = true } })
	says(OUTSIDE)
end))

it("R2.4 yield has a text of its own", gap("R2.4", OUTSIDE, function()
	run("say(select(2, pcall(LrTasks.yield)))", { prefs = { outside = true } })
	says("AgEventLoop.yieldToScheduler called when yielding is not allowed")
end))

it("R8.1 a query inside withReadAccessDo never returns on Windows", gap("R8.1", 'got { "after" }', function()
	run(SETUP .. [[
		catalog:withReadAccessDo(function() catalog:getAllPhotos() end)
		say "after"
	]], { platform = "win" })
	lr.advance(60)
	says()
end))
