local LrBinding = import "LrBinding"
local LrFunctionContext = import "LrFunctionContext"

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

local kept
local seen = {}
LrFunctionContext.callWithContext("properties", function(context)
	local properties = LrBinding.makePropertyTable(context)
	kept = properties
	properties.url = "http://localhost"
	assert(properties.url == "http://localhost" and properties.other == nil and next(properties) == nil)

	properties:addObserver("url", function(table, key, value)
		assert(table == properties)
		seen[#seen + 1] = key .. "=" .. tostring(value)
	end)
	local owner = {}
	properties:addObserver("url", owner, function(me, table, key, value)
		assert(me == owner and table == properties and key == "url")
		seen[#seen + 1] = value
	end)
	properties.url = "a"
	properties.url = "a"
	properties:removeObserver("url", owner)
	properties.url = nil
	properties.list = { print }
	local keys = {}
	for key, value in properties:pairs() do
		keys[#keys + 1] = key
		assert(value == properties[key])
	end
	assert(#keys == 1 and keys[1] == "list")

	-- An observer may change the table.
	properties:addObserver("width", function(table, _, value)
		table.height = value * 2
	end)
	properties.width = 2
	assert(properties.height == 4)

	-- It runs inside the assignment: an error is that of the assignment.
	properties:addObserver("bad", function()
		error({ code = 1 })
	end)
	local ok, e = pcall(function()
		properties.bad = true
	end)
	assert(not ok and e.code == 1 and properties.bad == true)

	refused("bad argument #2 to 'addObserver' (function expected", properties.addObserver, properties,
		"url", 1)
end)
assert(table.concat(seen, " ") == "url=a a url=nil", table.concat(seen, " "))

-- Observers end with the context, the table does not.
kept.url = "later"
assert(kept.url == "later" and #seen == 3)

refused("bad argument #1 to 'makePropertyTable' (LrFunctionContext expected, got no value)",
	LrBinding.makePropertyTable)
