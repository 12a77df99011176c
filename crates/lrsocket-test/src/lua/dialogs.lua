-- Dialogs of Lightroom in which a plug-in has sections: part of the module `lr`.

local ours = ...

local fail, call, need = ours.fail, ours.call, ours.need

local lr = {}

local Dialog = {}
Dialog.__index = Dialog

-- The part of a result that is about the dialog's plug-in.
local function sections_in(dialog, result)
	for _, each in ipairs(result and result.plugins or {}) do
		if not dialog.plugin or each.plugin == dialog.plugin then
			dialog.plugin = each.plugin
			return each.sections
		end
	end
	return {}
end

local function act(dialog, action, fields)
	local command = { ["do"] = dialog.command, plugin = dialog.plugin or nil, action = action }
	for name, value in pairs(fields or {}) do
		command[name] = value
	end
	return sections_in(dialog, call("control", command))
end

-- Returns the sections as they are now; none if the plug-in has failed.
function Dialog:sections()
	if self.failed then
		return {}
	end
	return act(self, "read")
end

local function each_view(views, look)
	for _, view in ipairs(views or {}) do
		if view.visible ~= false then
			look(view)
			each_view(view.views, look)
		end
	end
end

-- Returns all that a person can read, a line each.
function Dialog:text()
	local lines = {}
	each_view(self:sections(), function(view)
		for _, name in ipairs({ "title", "synopsis" }) do
			if view[name] ~= nil and view[name] ~= "" then
				lines[#lines + 1] = tostring(view[name])
			end
		end
	end)
	return table.concat(lines, "\n")
end

function Dialog:get(field)
	need("string", field, "get: the field")
	local found
	each_view(self:sections(), function(view)
		if not found and (view.key == field or (view.key == nil and view.title == field)) then
			found = view
		end
	end)
	if not found then
		fail(('get: there is no field "%s"'):format(field))
	end
	return found.value
end

function Dialog:set(field, value)
	act(self, "set", { field = need("string", field, "set: the field"), value = value })
	return self
end

function Dialog:press(button)
	act(self, "press", { button = need("string", button, "press: the title of the button") })
	return self
end

function Dialog:close()
	act(self, "close")
end

local function dialog_of(command, plugin, result)
	local dialog = setmetatable({ command = command, plugin = plugin or false }, Dialog)
	dialog.failed = #sections_in(dialog, result) == 0 and #(result.plugins or {}) == 0
	return dialog
end

function lr.plugin_manager(plugin)
	if plugin ~= nil and (type(plugin) ~= "table" or type(plugin.id) ~= "string") then
		fail("lr.plugin_manager: a plug-in expected, got " .. tostring(plugin))
	end
	local result = call("control", { ["do"] = "plugin_manager" })
	return dialog_of("plugin_manager", plugin and plugin.id, result)
end

------------------------------------------------------------------------------------------ export --

local Export = {}
Export.__index = Export

-- Returns the renditions so far: `photo`, `path`, `rendered`, `skipped`, `message`.
function Export:renditions()
	return call("control", { ["do"] = "export", plugin = self.plugin or nil, action = "renditions" }).renditions
end

local OPTIONS = { plugin = "table", settings = "table", dialog = "function", cancel = "boolean" }

-- Exports the selected photos by the plug-in's export service, as a person would: opens the dialog, lets
-- `dialog(dialog)` use it, and presses Export, or cancels.
function lr.export(options)
	options = options or {}
	need("table", options, "lr.export: the options")
	for name, value in pairs(options) do
		if OPTIONS[name] == nil then
			fail('lr.export has no option "' .. tostring(name) .. '"; the options are plugin, settings, dialog and '
				.. "cancel")
		elseif type(value) ~= OPTIONS[name] then
			fail(("lr.export: %s must be a %s, not a %s"):format(name, OPTIONS[name], type(value)))
		end
	end
	local plugin = options.plugin and options.plugin.id
	local settings = options.settings
	if settings and next(settings) == nil then
		settings = nil
	end
	local opened = call("control", { ["do"] = "export", plugin = plugin, settings = settings })
	local dialog = dialog_of("export", plugin, opened)
	if options.dialog then
		options.dialog(dialog)
	end
	if options.cancel then
		dialog:close()
		return nil
	end
	act(dialog, "export")
	return setmetatable({ plugin = dialog.plugin }, Export)
end

ours.class(Dialog, "a dialog", "dialog")
ours.class(Export, "an export", "export")
return lr
