-- Objects of the simulated application, such as photos: tables without fields of their own, the
-- same table for the same thing as long as the plug-in holds it, so that they can be compared with
-- == and be keys of tables. A class is the table of their methods, which is what `import` of its
-- page gives; what an object stands for is known by number only to its class.
local runtime = ...

local setmetatable, type, format = setmetatable, type, string.format

local objects = {}

-- The classes by page, such as LrPhoto.
local classes = {}

-- Properties that several classes have: functions of the object's number.
objects.properties = {}

function objects.properties.localIdentifier(id)
	return id
end

function objects.properties.catalog()
	return runtime.import("LrApplication").activeCatalog()
end

-- Declares a class over its methods. `noun` is how messages call an object. `properties`, if given,
-- are functions of the object's number, called when a field is read that is no method.
function objects.class(page, methods, noun, properties)
	local class = { methods = methods }
	local known = setmetatable({}, { __mode = "v" })
	local ids = setmetatable({}, { __mode = "k" })
	local meta = { __index = methods }
	if properties then
		function meta.__index(object, key)
			local method = methods[key]
			if method == nil and properties[key] then
				return properties[key](ids[object])
			end
			return method
		end
	end

	-- The object that stands for this number; nil for nil. `fields`, if given, are set in a new one.
	function class.object(id, fields)
		if id == nil then
			return nil
		end
		local object = known[id]
		if object == nil then
			object = setmetatable(fields or {}, meta)
			known[id] = object
			ids[object] = id
		end
		return object
	end

	-- The objects for a list of numbers.
	function class.list(numbers)
		local list = {}
		for i = 1, #numbers do
			list[i] = class.object(numbers[i])
		end
		return list
	end

	-- The numbers of argument n of `member`: an array of objects.
	function class.ids(array, n, member)
		if type(array) ~= "table" then
			runtime.raise(format("bad argument #%d to '%s' (array of %s expected, got %s)", n, member, noun,
				type(array)))
		end
		local numbers = {}
		for i = 1, #array do
			numbers[i] = class.id(array[i], n, member)
		end
		return numbers
	end

	-- The number of an object, or nil if it is none of this class.
	function class.id_or_nil(object)
		return type(object) == "table" and ids[object] or nil
	end

	-- The number of argument n of `member`; raises if it is no object of this class.
	function class.id(object, n, member)
		local id = type(object) == "table" and ids[object] or nil
		if id == nil then
			runtime.raise(format("bad argument #%d to '%s' (%s expected, got %s)", n, member, noun,
				object == nil and "nil" or type(object)))
		end
		return id
	end

	-- The number of the object that a method is called of.
	class.self = runtime.receiver(ids, page, noun)

	classes[page] = class
	return class
end

-- The class of a page, loaded if need be.
function objects.class_of(page)
	if classes[page] == nil then
		runtime.import(page)
	end
	return classes[page]
end

return objects
