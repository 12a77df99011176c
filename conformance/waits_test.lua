-- Calls that wait for Lightroom, and where they cannot.
local script = require "script"
local run, says = script.run, script.says

local OUTSIDE = "We can only wait from within a task"
local BOUNDARY = "Yielding is not allowed within a C or metamethod call"

local SETUP = [[
	catalog = import "LrApplication".activeCatalog()
	function refused(f) return select(2, pcall(f)) end
]]

-- A call refuses to be made outside a task.
local function outside(id, name, code)
	it(id .. " " .. name .. " outside a task", function()
		run(SETUP .. "say(refused(function() " .. code .. " return '' end))", { prefs = { outside = true } })
		says(OUTSIDE)
	end)
end

-- A call refuses to be made inside plain pcall. What it needs is found before.
local function bounded(id, name, find, code)
	it(id .. " " .. name .. " inside plain pcall", function()
		run(SETUP .. find .. " say(refused(function() " .. code .. " return '' end)) return true")
		says(BOUNDARY)
	end)
end

outside("R7.1", "getKeywords", "catalog:getKeywords()")
outside("R7.1", "getAllPhotos", "catalog:getAllPhotos()")
bounded("R7.1", "getKeywords", "", "catalog:getKeywords()")
bounded("R7.1", "getAllPhotos", "", "catalog:getAllPhotos()")
bounded("R7.2", "withWriteAccessDo", "", "catalog:withWriteAccessDo('name', function() end)")

local IN_GATE = "local object catalog:withWriteAccessDo('name', function() object = catalog:"
bounded("R7.3", "collection:getName", IN_GATE .. "createCollection('c', nil, true) end)", "object:getName()")
bounded("R7.4", "keyword:getName", IN_GATE .. "createKeyword('k', {}, true, nil, true) end)", "object:getName()")

it("R7.5 setRawMetadata waits: inside plain pcall", function()
	run(SETUP .. [[
		catalog:withWriteAccessDo("name", function()
			local photo = catalog:getTargetPhoto()
			say(refused(function() photo:setRawMetadata("title", "x") return "" end))
		end)
		return true
	]])
	says(BOUNDARY)
end)

it("R7.8 findPhotos has a text of its own", function()
	run(SETUP .. "say(refused(function() catalog:findPhotos { searchDesc = {} } return '' end))",
		{ prefs = { outside = true } })
	assert.matches("LrCatalog:findPhotos: must be called from within an LrTask", script.said()[1] or "")
end)

it("R2.1 the text has no place", function()
	run "say(select(2, pcall(function() LrTasks.sleep(1) end))) return true"
	says(BOUNDARY)
end)

it("R2.2 the text has no place", function()
	run("say(select(2, pcall(function() LrTasks.sleep(1) end)))", { prefs = { outside = true } })
	says(OUTSIDE)
end)

it("R2.4 yield has a text of its own", function()
	run("say(select(2, pcall(LrTasks.yield)))", { prefs = { outside = true } })
	says("AgEventLoop.yieldToScheduler called when yielding is not allowed")
end)

it("R8.1 a query inside withReadAccessDo never returns on Windows", function()
	run(SETUP .. [[
		catalog:withReadAccessDo(function() catalog:getAllPhotos() end)
		say "after"
	]], { profile = "windows-reported" })
	lr.expect_failure("deadlock: LrCatalog:getAllPhotos waits for the read access of withReadAccessDo, "
		.. "called at script:")
	lr.advance(60)
	says()
end)

it("R8.1 every later call of the catalog hangs, until the fault ends", function()
	local plugin = run(SETUP .. [[
		LrTasks.startAsyncTask(function() catalog:withReadAccessDo(function() catalog:getAllPhotos() end) end)
		function on_click() LrTasks.startAsyncTask(function() catalog:getKeywords() say "keywords" end) end
		return true
	]], { faults = { read_gate = "deadlock" } })
	lr.expect_failure("deadlock")
	plugin:menu("Click")
	lr.advance(60)
	says()
	lr.fault("read_gate", "open")
	lr.advance(5)
	says("keywords")
end)

it("R8.1 a query after withReadAccessDo returns", function()
	run(SETUP .. [[
		say(catalog:withReadAccessDo(function() return "read" end), #catalog:getAllPhotos() > 0)
		return true
	]], { faults = { read_gate = "deadlock" } })
	says("read true")
end)

it("R7.1 catalog_waits = off lets every call through", function()
	run(SETUP .. "say(refused(function() catalog:getKeywords() return 'through' end))",
		{ prefs = { outside = true }, faults = { catalog_waits = "off" } })
	says("through")
end)

-- Reads of a photo, in the two places where they cannot wait.
local READ = "say(type(select(2, pcall(function() return catalog:getTargetPhoto():getRawMetadata('uuid') end))))"
	.. " return true"

it("R7.6 a read of a photo warns once for each line", function()
	run(SETUP .. "for _ = 1, 3 do " .. READ:gsub(" return true", "") .. " end return true")
	assert.equals(1, #script.diagnostics "R7.6")
	assert.matches("photo:getRawMetadata may have to wait for Lightroom, and cannot since pcall called at",
		script.diagnostics("R7.6")[1])
end)

it("R7.6 may_wait = off says nothing", function()
	run(SETUP .. READ, { faults = { may_wait = "off" } })
	assert.equals(0, #script.diagnostics "R7.6")
end)

it("R7.6 may_wait = raise makes the read fail", function()
	run(SETUP .. "say(select(2, pcall(function() return catalog:getTargetPhoto():getRawMetadata('uuid') end)))"
		.. " return true", { faults = { may_wait = "raise" } })
	says(BOUNDARY)
end)

it("R7.7 what never waits works outside a task", function()
	run(SETUP .. [[
		say(type(catalog:getTargetPhoto()), type(catalog:getTargetPhotos()), type(catalog:getFolders()),
			type(catalog:getPath()), type(import "LrDevelopController".getSelectedTool()))
	]], { prefs = { outside = true } })
	says("table table table string string")
	assert.equals(0, #lr.events "diagnostic")
end)

it("R7.9 the photos of a folder may have to be waited for", function()
	run(SETUP .. "pcall(function() return catalog:getFolders()[1]:getPhotos() end) return true")
	assert.equals(1, #script.diagnostics "R7.9")
end)

it("R7.10 other members work anywhere", function()
	run("say(import 'LrApplication'.versionString() ~= nil)", { prefs = { outside = true } })
	says("true")
	assert.equals(0, #lr.events "diagnostic")
end)

it("R7.11 LrHttp.get waits", function()
	run("say(select(2, pcall(function() import 'LrHttp'.get('http://localhost') end)))",
		{ prefs = { outside = true } })
	says(OUTSIDE)
end)
