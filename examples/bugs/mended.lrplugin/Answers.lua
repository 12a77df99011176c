local LrTasks = import "LrTasks"

-- The answer to a line; raises an error if there is none. It takes a while, as most of what one asks a
-- catalog for.
return function(line)
	LrTasks.sleep(0.1)
	if line == "ping" then
		return "pong"
	end
	error("cannot read " .. line, 0)
end
