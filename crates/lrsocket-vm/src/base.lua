-- A copy of a table of globals and of the libraries in it.
local globals = ...

local copy = {}
for name, value in pairs(globals) do
	if type(value) == "table" and value ~= globals then
		local library = value
		value = {}
		for member, it in pairs(library) do
			value[member] = it
		end
	end
	copy[name] = value
end
return copy
