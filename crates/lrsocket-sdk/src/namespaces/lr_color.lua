-- LrColor: the objects.
local LrColor, runtime, host = ...

local setmetatable, format = setmetatable, string.format

local Color = {}
Color.__index = Color

-- colour → its parts
local states = setmetatable({}, { __mode = "k" })

local parts_of = runtime.receiver(states, "LrColor", "color")

for n, name in ipairs({ "red", "green", "blue", "alpha" }) do
	Color[name] = function(self)
		return parts_of(self, name)[n]
	end
end

function Color.type()
	return "LrColor"
end

function Color.__eq(a, b)
	local first, second = states[a], states[b]
	for i = 1, 4 do
		if first[i] ~= second[i] then
			return false
		end
	end
	return true
end

function Color.__tostring(color)
	return format("LrColor(%g, %g, %g, %g)", unpack(states[color]))
end

setmetatable(LrColor, {
	__call = function(_, ...)
		local color = setmetatable({}, Color)
		states[color] = { host.LrColor(...) }
		return color
	end,
})
