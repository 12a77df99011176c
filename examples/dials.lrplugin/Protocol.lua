-- The lines that travel between the plug-in and the outside program: `Exposure = 0.5`.
local Protocol = {}

-- "set", name, number: the program has moved a dial.
-- "ask", name: it wants to know a value.
-- Or nil, and what is wrong with the line.
function Protocol.read(line)
	local name = line:match("^%s*([%w_]+)%s*$")
	if name then
		return "ask", name
	end
	local value
	name, value = line:match("^%s*([%w_]+)%s*=%s*(%S+)%s*$")
	if not name then
		return nil, ("cannot read %q"):format(line)
	end
	local number = tonumber(value)
	-- "nan" and "inf" are numbers for tonumber.
	if not number or number ~= number or math.abs(number) == math.huge then
		return nil, value .. " is not a number"
	end
	return "set", name, number
end

-- The newline is ours to write: send() adds none.
function Protocol.value(name, number)
	return ("%s = %s\n"):format(name, tostring(number))
end

function Protocol.failure(message)
	return ("error: %s\n"):format(message)
end

return Protocol
