-- What the companion writes. It is a program of its own, in Node, Python or what you like; here it is
-- in Lua, and the tests run it.
local Companion = {}

function Companion.ping(connection)
	connection:send("ping\n")
end

return Companion
