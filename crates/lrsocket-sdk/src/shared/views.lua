-- The views that a factory makes: a tree of kinds, properties and children, without a window.
-- Reading a property follows its binding, assigning one does what a person at the control would.
local runtime = ...
local bindings = runtime.bindings

local type, pairs, ipairs, getmetatable, setmetatable, rawget, tostring =
	type, pairs, ipairs, getmetatable, setmetatable, rawget, tostring
local format, maxn, concat = string.format, table.maxn, table.concat

local views = {}

-- The key of a view's metatable under which its state is; no plug-in has it.
local STATE = {}
-- What LrView.conditionalItem returns for a view that is not to be there.
views.ABSENT = setmetatable({}, { __tostring = function()
	return "LrView.conditionalItem"
end })

local function state_of(view)
	local meta = type(view) == "table" and getmetatable(view)
	return type(meta) == "table" and rawget(meta, STATE) or nil
end
views.state_of = state_of

-- The table that bindings of this view use unless they name another.
local function bound_table(state)
	while state do
		-- The second is the older name of the first (R10.2).
		local object = state.properties.bind_to_object
		if object == nil then
			object = state.properties.bindToObject
		end
		if object ~= nil then
			return object
		end
		state = state.parent
	end
	return nil
end
views.bound_table = bound_table

local function get(state, key)
	local value = state.properties[key]
	if bindings.is_binding(value) then
		return bindings.read(value, bound_table(state))
	end
	return value
end

local function set(state, key, value)
	local binding = state.properties[key]
	if not bindings.is_binding(binding) then
		state.properties[key] = value
	elseif not bindings.write(binding, bound_table(state), value) then
		runtime.diagnose(format("`%s` of a %s is bound in one direction only: it was not changed", key,
			state.kind))
	end
end

views.get, views.set = get, set

local function add_child(state, position, child)
	local inner = state_of(child)
	if not inner then
		runtime.diagnose(format("f:%s: item %d is a %s, no view: it is left out", state.kind, position,
			type(child)))
		return
	end
	if inner.parent then
		runtime.diagnose(format("f:%s: item %d is in another view already; a view can be in one "
			.. "place only", state.kind, position))
	end
	inner.parent = state
	state.children[#state.children + 1] = inner
end

function views.make(kind, args)
	local state = { kind = kind, properties = {}, children = {} }
	for key, value in pairs(args) do
		if type(key) ~= "number" then
			state.properties[key] = value
		end
	end
	for position = 1, maxn(args) do
		local child = args[position]
		if child ~= nil and child ~= views.ABSENT then
			add_child(state, position, child)
		end
	end
	state.view = setmetatable({}, {
		[STATE] = state,
		__index = function(_, key)
			return get(state, key)
		end,
		__newindex = function(_, key, value)
			set(state, key, value)
		end,
		__tostring = function()
			return "LrView " .. kind
		end,
	})
	return state.view
end

-- Whether `inner` is the view of `outer` or below it.
function views.contains(outer, inner)
	while inner do
		if inner == outer then
			return true
		end
		inner = inner.parent
	end
	return false
end

---------------------------------------------------------------------------------------- texts --

local has_value = { edit_field = true, combo_box = true }
local has_items = { popup_menu = true, simple_list = true }

-- The titles of the selected items.
local function selected(state, add)
	local value, items = get(state, "value"), get(state, "items")
	if type(items) ~= "table" then
		return
	end
	local wanted = {}
	for _, each in ipairs(type(value) == "table" and value or { value }) do
		wanted[each] = true
	end
	for _, item in ipairs(items) do
		if type(item) == "table" and item.value ~= nil and wanted[item.value] then
			add(item.title)
		end
	end
end

local function collect(state, add)
	if get(state, "visible") == false then
		return
	end
	add(get(state, "title"))
	if has_value[state.kind] then
		add(get(state, "value"))
	elseif has_items[state.kind] then
		selected(state, add)
	end
	for _, child in ipairs(state.children) do
		collect(child, add)
	end
end

-- What a person reads in this view, from top to bottom. The contents of password fields are not.
function views.texts(view)
	local texts = {}
	local state = state_of(view)
	if state then
		collect(state, function(text)
			if (type(text) == "string" and text ~= "") or type(text) == "number" then
				texts[#texts + 1] = tostring(text)
			end
		end)
	end
	return concat(texts, "\n")
end

return views
