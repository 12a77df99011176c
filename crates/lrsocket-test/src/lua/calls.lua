-- What the module `lr` is made of: calls of the world, failures, checks of arguments.

local native, errors, world = ...

local fail = errors.fail

-- WAIT: the default timeout of whatever waits, in seconds.
local ours = { WAIT = 10, quoted = native.quoted, fail = fail, pcall = errors.pcall }

local function done(ok, ...)
	if not ok then
		fail((...))
	end
	return ...
end

function ours.call(name, ...)
	return done(world[name](...))
end

-- Checks the type of an argument; `what` names it.
function ours.need(kind, value, what)
	if type(value) ~= kind then
		fail(("%s expected as a %s, got %s"):format(what, kind, tostring(value)))
	end
	return value
end

function ours.seconds(value, default, what)
	if value == nil then
		return default
	end
	if type(value) ~= "number" or value ~= value or value < 0 then
		fail(what .. ": seconds expected, got " .. tostring(value))
	end
	return value
end

-- The line of the test that called the module.
function ours.here()
	for level = 3, 20 do
		local info = debug.getinfo(level, "Sl")
		if not info then
			return nil
		elseif info.source:sub(1, 1) == "@" and info.currentline > 0 then
			return info.short_src .. ":" .. info.currentline
		end
	end
end

-- Makes reading an unknown field an error instead of nil.
function ours.strict(object, name)
	return setmetatable(object, { __index = function(_, key)
		error(name .. " has no \"" .. tostring(key) .. "\"", 2)
	end })
end

-- Makes a class whose methods check that they are called with a colon. `example` is a typical name of
-- an object.
function ours.class(class, name, example)
	for word, method in pairs(class) do
		if type(method) == "function" then
			class[word] = function(self, ...)
				if getmetatable(self) ~= class then
					fail(("call `%s` of %s with a colon: %s:%s(…)"):format(word, name, example, word))
				end
				return method(self, ...)
			end
		end
	end
	return ours.strict(class, name)
end

return ours
