-- What the module `lr` is made with: calls of the world, failures, arguments.

local world = ...

-- WAIT: how long is waited for something where a test does not say it, in seconds.
local ours = { WAIT = 10, quoted = world.quoted }

-- What is raised is no string, so that Lua adds no place to it; whoever catches it can read it as one.
local told = { __tostring = function(e) return e.message end }

-- A failure of the test, at the line of the test that called.
function ours.fail(text)
	error(setmetatable({ message = text }, told), 0)
end

local fail = ours.fail

local function done(ok, ...)
	if not ok then
		fail((...))
	end
	return ...
end

function ours.call(name, ...)
	return done(world[name](...))
end

-- What an argument has to be; `what` says which one it is.
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

-- A word that is not there is a mistake, not nil.
function ours.strict(object, name)
	return setmetatable(object, { __index = function(_, key)
		error(name .. " has no \"" .. tostring(key) .. "\"", 2)
	end })
end

-- A class whose words want a colon.
function ours.class(class, name)
	for word, method in pairs(class) do
		if type(method) == "function" then
			class[word] = function(self, ...)
				if getmetatable(self) ~= class then
					fail(("%s is a word of %s and needs a colon: it:%s(…)"):format(word, name, word))
				end
				return method(self, ...)
			end
		end
	end
	return ours.strict(class, name)
end

return ours
