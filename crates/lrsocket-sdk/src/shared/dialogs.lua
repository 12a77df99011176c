-- Dialogs of Lightroom's own in which a plug-in has sections: the Plug-in Manager and Export. What a
-- person would read, change and press in them is reached by the keys of bindings and by titles.
--
-- A mistake of who uses the dialog is returned, as false and a text; an error of the plug-in is raised.
local runtime = ...
local views, bindings = runtime.views, runtime.bindings

local type, ipairs, pairs, tostring, tonumber, format = type, ipairs, pairs, tostring, tonumber, string.format
local concat, max, min = table.concat, math.max, math.min

local dialogs = {}

-- The open dialogs by kind: { provider, properties, sections }.
local open = {}

local function call_if_there(dialog, name, ...)
	local func = dialog.provider[name]
	if func == nil then
		return nil
	elseif type(func) ~= "function" then
		runtime.raise(format("%s of %s must be a function, it is a %s", name, dialog.file, type(func)))
	end
	return func(...)
end

local function add_sections(dialog, place, name)
	local sections = call_if_there(dialog, name, dialog.factory, dialog.properties)
	if sections == nil then
		return
	elseif type(sections) ~= "table" then
		runtime.raise(format("%s of %s must return a list of sections, it returned a %s", name, dialog.file,
			type(sections)))
	end
	for i, section in ipairs(sections) do
		if type(section) ~= "table" or views.state_of(section) then
			runtime.raise(format("section %d that %s of %s returned must be a table with a title and views, "
				.. "it is a %s", i, name, dialog.file, type(section) == "table" and "view" or type(section)))
		end
		local args = {}
		for key, value in pairs(section) do
			args[key] = value
		end
		if args.bind_to_object == nil then
			args.bind_to_object = dialog.properties
		end
		dialog.sections[#dialog.sections + 1] = {
			place = place,
			state = views.state_of(views.make("section", args)),
		}
	end
end

-- Opens the dialog: R6.9. `properties` is the property table that the plug-in's functions get.
function dialogs.open(kind, file, provider, properties)
	open[kind] = nil
	if type(provider) ~= "table" then
		-- Guess: there are no functions to call.
		runtime.diagnose(format("%s should return a table, it returned %s: it has no sections", file,
			provider == nil and "nothing" or "a " .. type(provider)))
		provider = {}
	end
	local dialog = {
		file = file,
		provider = provider,
		properties = properties or dialogs.properties({}),
		factory = runtime.import("LrView").osFactory(),
		sections = {},
	}
	call_if_there(dialog, "startDialog", dialog.properties)
	add_sections(dialog, "top", "sectionsForTopOfDialog")
	add_sections(dialog, "bottom", "sectionsForBottomOfDialog")
	open[kind] = dialog
	return dialog
end

-- An observable table with these values.
function dialogs.properties(values)
	local function nothing() end
	return (runtime.observable(values, nothing, nothing))
end

function dialogs.is_open(kind)
	return open[kind] ~= nil
end

-- Returns the provider and the property table of the open dialog, and the file of the provider.
function dialogs.current(kind)
	return open[kind].provider, open[kind].properties, open[kind].file
end

function dialogs.close(kind, why)
	local dialog = open[kind]
	open[kind] = nil
	if why == nil then
		call_if_there(dialog, "endDialog", dialog.properties)
	else
		call_if_there(dialog, "endDialog", dialog.properties, why)
	end
	return true
end

---------------------------------------------------------------------------------- what one sees --

-- A property as a person sees it. An error of a binding's function is the plug-in's, and keeps no dialog
-- from opening.
local function read(state, key)
	local ok, value = runtime.protected(views.get, state, key)
	if ok then
		return value
	end
	runtime.diagnose(format("`%s` of a %s cannot be read: %s", key, state.kind, runtime.describe(value)))
	return nil
end

local function plain(value)
	local kind = type(value)
	if kind == "string" or kind == "number" or kind == "boolean" or kind == "nil" then
		return value
	end
	return "(" .. kind .. ")"
end

local HAS_VALUE = {
	edit_field = true, password_field = true, checkbox = true, radio_button = true, popup_menu = true,
	combo_box = true, slider = true, simple_list = true, color_well = true,
}

-- The key that the value of a view is bound to.
local function key_of(state)
	local value = state.properties.value
	return bindings.is_binding(value) and value.key or nil
end

local function items_of(state)
	local items, list = read(state, "items"), {}
	for i, item in ipairs(type(items) == "table" and items or {}) do
		local is_table = type(item) == "table"
		list[i] = {
			title = plain(is_table and item.title or item),
			value = plain(is_table and item.value or item),
		}
	end
	return list
end

local function describe(state)
	local node = { kind = state.kind, title = plain(read(state, "title")) }
	for _, name in ipairs({ "synopsis", "tooltip" }) do
		node[name] = plain(read(state, name))
	end
	for _, name in ipairs({ "enabled", "visible" }) do
		if read(state, name) == false then
			node[name] = false
		end
	end
	if HAS_VALUE[state.kind] then
		node.key, node.value = plain(key_of(state)), plain(read(state, "value"))
	end
	if state.properties.items ~= nil then
		node.items = items_of(state)
	end
	if #state.children > 0 then
		node.views = {}
		for i, child in ipairs(state.children) do
			node.views[i] = describe(child)
		end
	end
	return node
end

-- The sections of an open dialog as plain tables.
function dialogs.describe(kind)
	local sections = {}
	for i, section in ipairs(open[kind].sections) do
		local node = describe(section.state)
		node.kind, node.place = nil, section.place
		sections[i] = node
	end
	return true, sections
end

---------------------------------------------------------------------------------- what one does --

local function each_view(state, look)
	if read(state, "visible") == false then
		return nil
	end
	if look(state) then
		return state
	end
	for _, child in ipairs(state.children) do
		local found = each_view(child, look)
		if found then
			return found
		end
	end
	return nil
end

-- The first visible view of the dialog for which `look` returns true.
local function find(kind, look)
	for _, section in ipairs(open[kind].sections) do
		local found = each_view(section.state, look)
		if found then
			return found
		end
	end
	return nil
end

-- What a call could have named, for the text of a refusal.
local function known(kind, name_of)
	local names = {}
	find(kind, function(state)
		local name = name_of(state)
		if name ~= nil then
			names[#names + 1] = format("%q", tostring(name))
		end
	end)
	return #names == 0 and "there is none" or "there are " .. concat(names, ", ")
end

local function field_name(state)
	return HAS_VALUE[state.kind] and (key_of(state) or read(state, "title")) or nil
end

local function button_name(state)
	return state.kind == "push_button" and read(state, "title") or nil
end

-- The value that a person's choice in this view stands for, or nil and why there is none.
local function chosen(state, value)
	if state.kind == "checkbox" and type(value) == "boolean" then
		local name = value and "checked_value" or "unchecked_value"
		if state.properties[name] ~= nil then
			return read(state, name)
		end
	elseif state.kind == "popup_menu" or state.kind == "simple_list" then
		local items = read(state, "items")
		local titles = {}
		for _, item in ipairs(type(items) == "table" and items or {}) do
			local is_table = type(item) == "table"
			local own = is_table and item.value or item
			if own == value or (is_table and item.title == value) then
				return own
			end
			titles[#titles + 1] = format("%q", tostring(is_table and item.title or item))
		end
		return nil, "there is no item " .. tostring(value) .. "; there are " .. concat(titles, ", ")
	elseif state.kind == "slider" then
		local number = tonumber(value)
		if not number then
			return nil, "a slider takes a number"
		end
		return max(read(state, "min") or number, min(read(state, "max") or number, number))
	end
	return value
end

-- Sets a field, named by the key it is bound to or by its title.
function dialogs.set(kind, name, value)
	local function is_named(state)
		return field_name(state) == name
	end
	local state = find(kind, function(state)
		-- Of radio buttons with one key, the one that stands for the value.
		return is_named(state) and state.kind == "radio_button" and read(state, "checked_value") == value
	end) or find(kind, is_named)
	if not state then
		return false, format("there is no field %q; %s", name, known(kind, field_name))
	elseif read(state, "enabled") == false then
		return false, format("the field %q is disabled", name)
	end
	local why
	value, why = chosen(state, value)
	if value == nil then
		return false, format("the field %q: %s", name, why or "a value is needed")
	end
	local validate = state.properties.validate
	if type(validate) == "function" then
		local ok, changed, message = validate(state.view, value)
		if not ok then
			return false, format("the field %q does not accept this value: %s", name, tostring(message))
		elseif changed ~= nil then
			value = changed
		end
	end
	views.set(state, "value", value)
	return true
end

-- Presses a button, named by its title.
function dialogs.press(kind, title)
	local state = find(kind, function(state)
		return button_name(state) == title
	end)
	if not state then
		return false, format("there is no button %q; %s", title, known(kind, button_name))
	elseif read(state, "enabled") == false then
		return false, format("the button %q is disabled", title)
	end
	local action = state.properties.action
	if type(action) ~= "function" then
		return false, format("the button %q has no action", title)
	end
	action(state.view)
	return true
end

return dialogs
