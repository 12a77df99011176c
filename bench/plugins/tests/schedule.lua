-- One small test of echo.lrplugin, to be run under many seeds. The harness puts the path of the
-- plug-in in for PLUGIN.
it("echoes", function()
	local plugin = lr.start("PLUGIN")
	local pair = lr.pair(plugin)
	for line = 1, 10 do
		pair:send(line .. "\n")
		pair:expect(tostring(line))
	end
	pair:close()
	plugin:stop()
end)
