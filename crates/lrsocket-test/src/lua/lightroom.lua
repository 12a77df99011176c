-- What a test does and sees in Lightroom, like a person: part of the module `lr`.

local ours = ...

local fail, call, need, strict = ours.fail, ours.call, ours.need, ours.strict

local lr = {}

local function state()
	return call("control", { ["do"] = "state" })
end

lr.develop = {}

function lr.develop.set(parameter, value)
	need("string", parameter, "lr.develop.set: the parameter")
	if value == nil then
		fail("lr.develop.set: " .. parameter .. " needs a value")
	elseif type(value) == "number" and (value ~= value or math.abs(value) == math.huge) then
		fail(("lr.develop.set: %s cannot be %s"):format(parameter, tostring(value)))
	end
	call("control", { ["do"] = "develop", parameter = parameter, value = value })
end

function lr.develop.all()
	return state().develop or {}
end

function lr.develop.get(parameter)
	return call("develop_value", need("string", parameter, "lr.develop.get: the parameter"))
end

lr.selection = {}

function lr.selection.select(photo)
	if type(photo) == "table" then
		photo = photo.id
	end
	if type(photo) ~= "number" and type(photo) ~= "string" then
		fail("lr.selection.select: an id, a path or a photo expected, got " .. tostring(photo))
	end
	call("control", { ["do"] = "select", photo = photo })
end

function lr.selection.active()
	return state().active
end

function lr.selection.selected()
	return state().selected
end

for _, name in ipairs({ "next", "previous", "all", "none" }) do
	lr.selection[name] = function()
		call("photos_do", name)
	end
end

-- Marks the selected photos.
for _, name in ipairs({ "rate", "flag", "label" }) do
	lr.selection[name] = function(value)
		call("photos_do", name, value)
	end
end

lr.catalog = {}

function lr.catalog.photos()
	return call("photos")
end

-- Returns the photo of this id or path, or nil.
function lr.catalog.photo(which)
	for _, photo in ipairs(call("photos")) do
		if photo.id == which or photo.path == which then
			return photo
		end
	end
end

function lr.undo()
	return call("photos_do", "undo")
end

function lr.redo()
	return call("photos_do", "redo")
end

function lr.module(name)
	if name ~= nil then
		need("string", name, "lr.module: the name")
		call("control", { ["do"] = "module", module = name })
	end
	return state().module
end

function lr.state()
	return state()
end

lr.dialogs = {}

function lr.dialogs.all()
	return call("events", "dialog")
end

function lr.dialogs.last()
	local all = lr.dialogs.all()
	return all[#all]
end

function lr.dialogs.answer(answer)
	if type(answer) ~= "string" then
		fail("lr.dialogs.answer: \"ok\", \"cancel\" or \"other\" expected, got " .. tostring(answer))
	end
	call("answer", answer)
end

strict(lr.develop, "lr.develop")
strict(lr.selection, "lr.selection")
strict(lr.catalog, "lr.catalog")
strict(lr.dialogs, "lr.dialogs")
return lr
