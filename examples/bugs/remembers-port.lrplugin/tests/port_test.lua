-- The companion reads the number of the port in the log of the plug-in.
local function announced_port()
	local lines = lr.log("^receive on port")
	return tonumber(lines[#lines]:match("%d+"))
end

it("tells the port that it listens on now", function()
	lr.start { faults = { reconnect_port = "new" } }
	lr.advance(1)
	lr.connect(announced_port()):close()
	-- Time enough for each plug-in to listen again, whatever it has noticed.
	lr.advance(65)
	lr.connect(announced_port())
end)
