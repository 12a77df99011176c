-- Fifty tests of echo.lrplugin: its sockets time out three times, a client connects, exchanges ten
-- lines and leaves. The harness puts the path of the plug-in in for PLUGIN.
for number = 1, 50 do
	it("times out three times and echoes " .. number, function()
		local plugin = lr.start("PLUGIN")
		lr.advance(31)
		assert.equals(6, #lr.events("error"))
		local pair = lr.pair(plugin)
		for line = 1, 10 do
			pair:send(line .. "\n")
			pair:expect(tostring(line))
		end
		pair:close()
		plugin:stop()
	end)
end
