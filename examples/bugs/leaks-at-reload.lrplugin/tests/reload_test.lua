it("has its ports again after a reload", function()
	local plugin = lr.start { faults = { reload_leak = true } }
	plugin:reload()
	local companion = lr.connect(plugin, "receive", 30)
	companion:send("ping\n")
	lr.advance(1)
	assert.same({ "got ping" }, lr.log("^got"))
end)
