-- What connects a property of a view with a key of a table, or with several.
--
-- A view without a window needs its value only when it is read: so a binding is followed at that
-- moment, and transform functions run then, not at each change.
local runtime = ...

local type, pairs, ipairs, getmetatable, setmetatable, rawget =
	type, pairs, ipairs, getmetatable, setmetatable, rawget
local format, tostring = string.format, tostring

local bindings = {}

-- What a transform function returns for the direction that it does not have.
bindings.UNSUPPORTED = setmetatable({}, { __tostring = function()
	return "LrBinding.kUnsupportedDirection"
end })

local Binding = {}

local function is_binding(value)
	return type(value) == "table" and getmetatable(value) == Binding
end
bindings.is_binding = is_binding

local function object_of(spec)
	return rawget(spec, "bind_to_object") or rawget(spec, "bindToObject") or rawget(spec, "object")
end

-- The plug-in's function of a binding. An error of it does not reach whoever shows the view: such a
-- view is there all the same, without this value (R10.1).
local function follow(what, binding, f, ...)
	local ok, value = runtime.nested(f, ...)
	if ok then
		return value
	end
	runtime.diagnose(format("an error in the `%s` function of a binding to %s leaves the view without "
		.. "the value: %s", what, tostring(binding.key or "several keys"), runtime.describe(value)),
		"R10.1")
	return bindings.UNSUPPORTED
end

-- A binding out of a key, a table that describes one, or a binding. `what` is for messages.
function bindings.of(spec, what)
	if is_binding(spec) then
		return spec
	end
	if type(spec) == "string" then
		spec = { key = spec }
	elseif type(spec) ~= "table" then
		runtime.raise(format("%s: a key or a table expected, got %s", what, type(spec)))
	end
	local binding = {}
	for name, value in pairs(spec) do
		binding[name] = value
	end
	if binding.keys ~= nil then
		if type(binding.keys) ~= "table" then
			runtime.raise(format("%s: `keys` must be a list of keys, it is a %s", what,
				type(binding.keys)))
		end
		if type(binding.operation) ~= "function" then
			runtime.raise(format("%s: with `keys`, `operation` must be a function", what))
		end
	elseif binding.key == nil then
		runtime.raise(format("%s: there is neither `key` nor `keys`", what))
	end
	if binding.transform ~= nil then
		if type(binding.transform) ~= "function" then
			runtime.raise(format("%s: `transform` must be a function, it is a %s", what,
				type(binding.transform)))
		end
	end
	return setmetatable(binding, Binding)
end

local function value_of(object, key)
	if object == nil then
		runtime.diagnose(format("a view is bound to the key %s of no table: neither the binding nor "
			.. "a view around it has a bind_to_object", tostring(key)))
		return nil
	end
	return object[key]
end

-- The value that the view gets. `default` is the table of the views around.
function bindings.read(binding, default)
	local object = object_of(binding) or default
	local value
	if binding.keys then
		local values = {}
		for _, key in ipairs(binding.keys) do
			local name, from = key, object
			if type(key) == "table" then
				name = rawget(key, "uniqueKey") or rawget(key, "unique_key") or rawget(key, "key")
				from = object_of(key) or object
				key = rawget(key, "key")
			end
			if key == nil then
				runtime.raise("a binding has an entry of `keys` without a `key`")
			end
			values[name] = value_of(from, key)
		end
		value = follow("operation", binding, binding.operation, binding, values, true)
	else
		value = value_of(object, binding.key)
	end
	if binding.transform and value ~= bindings.UNSUPPORTED then
		value = follow("transform", binding, binding.transform, value, true)
	end
	if value == bindings.UNSUPPORTED then
		return nil
	end
	return value
end

-- The view has this value now. Returns whether the binding has this direction.
function bindings.write(binding, default, value)
	local object = object_of(binding) or default
	if binding.keys or object == nil then
		return false
	end
	if binding.transform then
		value = follow("transform", binding, binding.transform, value, false)
	end
	if value == bindings.UNSUPPORTED then
		return false
	end
	object[binding.key] = value
	return true
end

return bindings
