-- LrPrefs. The table of preferences is empty: its fields are found by its metatable, which is why
-- only prefs:pairs() can walk through them, as in Lightroom.
local LrPrefs, runtime, host = ...

local next, type, setmetatable, ipairs = next, type, setmetatable, ipairs
local remove = table.remove

-- identifier → preferences
local opened = {}

-- As addObserver( key, func ), or addObserver( key, owner, func ) which can be removed again.
local function add_observer(observers, key, owner, func)
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
local function notify(list, prefs, key, value)
	local copy = {}
	for i, observer in ipairs(list) do
		copy[i] = observer
	end
	for _, observer in ipairs(copy) do
		if observer.owner ~= nil then
			observer.func(observer.owner, prefs, key, value)
		else
			observer.func(prefs, key, value)
		end
	end
end

local function open(identifier)
	local state = host.open(identifier)
	local values, observers = state.values, {}
	local methods = {}

	function methods.pairs()
		return next, values, nil
	end

	function methods.addObserver(_, key, owner, func)
		if key == nil then
			runtime.raise("bad argument #1 to 'addObserver' (string expected, got nil)")
		end
		add_observer(observers, key, owner, func)
	end

	function methods.removeObserver(_, key, owner)
		remove_observer(observers, key, owner)
	end

	return setmetatable({}, {
		__index = function(_, key)
			local value = values[key]
			if value == nil then
				return methods[key]
			end
			return value
		end,
		__newindex = function(prefs, key, value)
			host.check(key, value)
			-- A table may have changed inside: assigning it again saves that.
			if type(value) ~= "table" and values[key] == value then
				return
			end
			values[key] = value
			state.changed = true
			if observers[key] then
				notify(observers[key], prefs, key, value)
			end
		end,
	})
end

function LrPrefs.prefsForPlugin(plugin)
	local identifier = host.identifier(plugin)
	if not opened[identifier] then
		opened[identifier] = open(identifier)
	end
	return opened[identifier]
end
