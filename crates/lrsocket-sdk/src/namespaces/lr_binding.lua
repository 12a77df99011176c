-- LrBinding.
local LrBinding, runtime = ...
local bindings = runtime.bindings
local UNSUPPORTED = bindings.UNSUPPORTED

local type, select, rawget, ipairs, format = type, select, rawget, ipairs, string.format

LrBinding.kUnsupportedDirection = UNSUPPORTED

local function nothing() end

function LrBinding.makePropertyTable(context)
	local member = "makePropertyTable"
	if runtime.context_ended(context) == nil then
		runtime.raise(format("bad argument #1 to '%s' (LrFunctionContext expected, got %s)", member,
			context == nil and "no value" or type(context)))
	end
	local properties, end_observers = runtime.observable({}, nothing, nothing)
	runtime.add_cleanup(context, member, end_observers)
	return properties
end

-- A binding to one key; `transform` is for the direction from the table to the view.
local function one_way(member, key, object, transform)
	return bindings.of({
		key = key,
		bind_to_object = object,
		transform = function(value, from_table)
			if from_table then
				return transform(value)
			end
			return UNSUPPORTED
		end,
	}, "LrBinding." .. member)
end

function LrBinding.keyEquals(key, compare, object)
	return one_way("keyEquals", key, object, function(value)
		return value == compare
	end)
end

function LrBinding.keyIsNot(key, compare, object)
	return one_way("keyIsNot", key, object, function(value)
		return value ~= compare
	end)
end

function LrBinding.keyIsNil(key, object)
	return one_way("keyIsNil", key, object, function(value)
		return value == nil
	end)
end

function LrBinding.keyIsNotNil(key, object)
	return one_way("keyIsNotNil", key, object, function(value)
		return value ~= nil
	end)
end

-- The one that goes in both directions.
function LrBinding.negativeOfKey(key, object)
	return bindings.of({
		key = key,
		bind_to_object = object,
		transform = function(value)
			if type(value) == "number" then
				return -value
			end
			return not value
		end,
	}, "LrBinding.negativeOfKey")
end

-- A table that stands for a key, not for a property table: that one is empty to rawget.
local function is_key(value)
	return type(value) == "string" or (type(value) == "table" and rawget(value, "key") ~= nil)
end

local function all_keys(member, operation, first, ...)
	local object, keys = nil, {}
	local function add(key)
		if is_key(key) then
			-- The values go by their positions, since keys of different tables may be alike.
			keys[#keys + 1] = {
				key = type(key) == "table" and key.key or key,
				bind_to_object = type(key) == "table" and (key.bind_to_object or key.object) or nil,
				uniqueKey = #keys + 1,
			}
		elseif type(key) == "table" then
			for _, each in ipairs(key) do
				add(each)
			end
		else
			runtime.raise(format("LrBinding.%s: a key expected, got %s", member, type(key)))
		end
	end
	if is_key(first) or (type(first) == "table" and rawget(first, 1) ~= nil) then
		add(first)
	else
		object = first
	end
	for i = 1, select("#", ...) do
		add((select(i, ...)))
	end
	return bindings.of({
		keys = keys,
		bind_to_object = object,
		operation = function(_, values, from_table)
			if not from_table then
				return UNSUPPORTED
			end
			return operation(values, #keys)
		end,
	}, "LrBinding." .. member)
end

function LrBinding.andAllKeys(...)
	return all_keys("andAllKeys", function(values, count)
		for i = 1, count do
			if not values[i] then
				return false
			end
		end
		return true
	end, ...)
end

function LrBinding.orAllKeys(...)
	return all_keys("orAllKeys", function(values, count)
		for i = 1, count do
			if values[i] then
				return true
			end
		end
		return false
	end, ...)
end
