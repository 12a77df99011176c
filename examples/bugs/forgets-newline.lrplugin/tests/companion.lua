-- What the companion writes. It is a program of its own, in Node, Python or what you like; here it is
-- in Lua, and the test runs it.
local Companion = {}

function Companion.ping(connection)
	-- The bug: a plug-in is told of a line when it is whole, and it is whole when its newline has come.
	connection:send("ping")
end

return Companion
