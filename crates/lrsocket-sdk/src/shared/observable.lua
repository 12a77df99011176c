-- Tables that call observers: preferences and property tables. Such a table is itself empty; its
-- fields are found by its metatable, which is why only t:pairs() can walk through them, as in
-- Lightroom.
local runtime = ...

local next, type, setmetatable, ipairs = next, type, setmetatable, ipairs
local remove = table.remove

-- As addObserver( key, func ), or addObserver( key, owner, func ) which can be removed again.
local function add_observer(observers, key, owner, func)
	if key == nil then
		runtime.raise("bad argument #1 to 'addObserver' (string expected, got nil)")
	end
	if func == nil then
		runtime.expect_function(owner, 2, "addObserver")
		owner, func = nil, owner
	end
	runtime.expect_function(func, 3, "addObserver")
	local list = observers[key] or {}
	observers[key] = list
	list[#list + 1] = { owner = owner, func = func }
end

local function remove_observer(observers, key, owner)
	local list = observers[key] or {}
	for i = #list, 1, -1 do
		if owner ~= nil and list[i].owner == owner then
			remove(list, i)
		end
	end
end

-- Observers run inside the assignment, so they cannot yield (R2.1).
local function notify(list, object, key, value)
	local copy = {}
	for i, observer in ipairs(list) do
		copy[i] = observer
	end
	for _, observer in ipairs(copy) do
		if observer.owner ~= nil then
			observer.func(observer.owner, object, key, value)
		else
			observer.func(object, key, value)
		end
	end
end

-- A table over `values`. `check(key, value)` may refuse an assignment; `changed()` is told of one.
-- Also returns a function that ends all observers.
return function(values, check, changed)
	local observers, methods = {}, {}

	function methods.pairs()
		return next, values, nil
	end

	function methods.addObserver(_, key, owner, func)
		add_observer(observers, key, owner, func)
	end

	function methods.removeObserver(_, key, owner)
		if key ~= nil then
			remove_observer(observers, key, owner)
		end
	end

	local object = setmetatable({}, {
		__index = function(_, key)
			local value = values[key]
			if value == nil then
				return methods[key]
			end
			return value
		end,
		__newindex = function(self, key, value)
			check(key, value)
			-- A table may have changed inside: assigning it again is a change.
			if type(value) ~= "table" and values[key] == value then
				return
			end
			values[key] = value
			changed()
			if observers[key] then
				notify(observers[key], self, key, value)
			end
		end,
	})
	return object, function()
		observers = {}
	end
end
