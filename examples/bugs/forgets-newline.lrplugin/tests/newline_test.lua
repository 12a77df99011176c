local Companion = require "companion"

it("answers the companion", function()
	local connection = lr.pair(lr.start(), 60)
	Companion.ping(connection)
	connection:expect("pong")
end)
