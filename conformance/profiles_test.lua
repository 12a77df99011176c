-- What differs between profiles, as a plug-in and its outside program see it.
local script = require "script"

-- For each rule: what it is in each profile, and how one finds out.
local RULES = {}

local function rule(id, values, probe)
	RULES[#RULES + 1] = { id = id, values = values, probe = probe }
end

-- The values in the order: measured, documented, windows-reported, macos-reported, worst.
local PROFILES = { "measured", "documented", "windows-reported", "macos-reported", "worst" }

local function run(profile, text, faults)
	return script.run(text, { profile = profile, faults = faults })
end

local function has_said(wanted)
	for _, line in ipairs(script.said()) do
		if line == wanted then
			return true
		end
	end
	return false
end

local function count_said(wanted)
	return #lr.log("^" .. wanted)
end

rule("B3.4", { "prompt", "prompt", "unless_reset", "prompt", "never" }, function(profile)
	run(profile, [[ for _, port in ipairs { 50100, 50101 } do bind { mode = "receive", port = port } end ]])
	lr.connect(50100):close()
	lr.connect(50101):reset()
	lr.advance(5)
	return ({ [0] = "never", "unless_reset", "prompt" })[count_said "receive onClosed"]
end)

rule("B3.5", { "on_write", "prompt", "never", "on_write", "never" }, function(profile)
	local plugin = run(profile, [[
		local socket = bind { mode = "send", port = 50100 }
		function on_click() socket:send("hello\n") end
	]])
	lr.connect(50100):close()
	lr.advance(1)
	if has_said "send onClosed" then
		return "prompt"
	end
	for _ = 1, 3 do
		plugin:menu("Click")
		lr.advance(1)
	end
	return has_said "send onClosed" and "on_write" or "never"
end)

rule("B3.8", { "yield", "yield", "yield", "yield", "noyield" }, function(profile)
	run(profile, [[
		bind { mode = "send", port = 50100, onConnecting = function()
			say(LrTasks.canYield() and "may" or "may not")
		end }
	]])
	return has_said "may" and "yield" or "noyield"
end)

rule("B4.1", { 10, 10, 10, 10, 10 }, function(profile)
	run(profile, [[ bind { mode = "send", port = 50100 } ]])
	lr.advance(60)
	return lr.events("error")[1].t
end)

rule("B4.2", { "never", "never", "never", "never", 10 }, function(profile)
	run(profile, [[ bind { mode = "receive", port = 50100 } ]])
	lr.connect(50100)
	lr.advance(600)
	local timeout = lr.events("error")[1]
	return timeout and timeout.t or "never"
end)

rule("B5.4", { "keep", "keep", "keep", "keep", "new" }, function(profile)
	run(profile, [[ bind { mode = "receive", onError = function(socket) socket:reconnect() end } ]])
	lr.advance(10.5)
	local ports = lr.events("connecting")
	assert.equals(2, #ports)
	return ports[1].port == ports[2].port and "keep" or "new"
end)

rule("B5.5", { "works", "works", "dead", "hang 10", "dead" }, function(profile)
	local plugin = run(profile, [[
		local socket = bind { mode = "send", port = 50100 }
		function on_click() socket:reconnect() end
	]])
	lr.connect(50100):close()
	lr.advance(1)
	plugin:menu("Click")
	local before = lr.now()
	for _ = 0, 15 do
		local companion = lr.try_connect(50100)
		lr.advance(0)
		if count_said("send onConnected") == 2 then
			local after = lr.events("connected")[2].t - before
			return after < 0.5 and "works" or ("hang %d"):format(after)
		elseif companion then
			companion:close()
		end
		lr.advance(1)
	end
	return "dead"
end)

rule("B5.6", { 0, 0, 2, 0, 2 }, function(profile)
	run(profile, [[
		local socket = bind { mode = "send", port = 50100 }
		LrTasks.sleep(1)
		socket:close()
		bind { mode = "send", label = "new", port = 50100, onError = function(again)
			LrTasks.startAsyncTask(function()
				LrTasks.sleep(0.5)
				again:reconnect()
			end)
		end }
	]], { close_stall = 0 }) -- else the port may be free again when close() returns
	lr.advance(5)
	return lr.events("connecting")[2].t - 1
end)

rule("B6.1", { "strip_last", "strip_last", "strip_last", "strip_last", "strip_all" }, function(profile)
	run(profile, [[ bind { mode = "receive", port = 50100 } ]])
	lr.connect(50100):send("x\r\r\n")
	return has_said "receive onMessage x\r" and "strip_last" or "strip_all"
end)

rule("B6.4", { "drop", "drop", "drop", "drop", "drop" }, function(profile)
	run(profile, [[ bind { mode = "receive", port = 50100 } ]])
	lr.connect(50100):send("one\ntwo"):close()
	lr.advance(5)
	return has_said "receive onMessage two" and "deliver" or "drop"
end)

rule("B6.7", { "ok\n", "", "ok\n", "ok\n", "ok\r\n" }, function(profile)
	run(profile, [[ bind { mode = "receive", port = 50100 } ]])
	return lr.connect(50100):send("one\n"):bytes()
end)

rule("B7.2", { "queue", "queue", "queue", "queue", "drop" }, function(profile)
	run(profile, [[ bind { mode = "send", port = 50100 }:send("early\n") ]])
	return lr.connect(50100):bytes() == "early\n" and "queue" or "drop"
end)

rule("B7.7", { 0, 0, 0, 10, 10 }, function(profile)
	run(profile, [[
		local socket = bind { mode = "send", port = 50100 }
		LrTasks.sleep(1)
		socket:close()
		LrTasks.yield()
		say "again"
	]])
	lr.advance(30)
	for _, event in ipairs(lr.events("log")) do
		if event.message == "again" then
			return event.t - 1
		end
	end
end)

rule("B8.2", { "closed", "closed", "closed", "closed", "leaked" }, function(profile)
	lr.allow_failure("leaked a socket")
	lr.allow_failure("a reload has left behind")
	local plugin = run(profile, [[ bind { mode = "receive", port = 50100 } ]])
	local companion = lr.connect(50100)
	plugin:reload()
	lr.advance(1)
	return companion:state() == "open" and "leaked" or "closed"
end)

rule("R7.1", { "raise", "raise", "raise", "raise", "raise" }, function(profile)
	run(profile, [[ say(pcall(function() import "LrApplication".activeCatalog():getKeywords() end)) ]])
	return has_said "true" and "catalog_waits is off" or "raise"
end)

rule("R7.6", { "warn", "warn", "warn", "warn", "raise" }, function(profile)
	run(profile, [[
		say((pcall(function() import "LrApplication".activeCatalog():getTargetPhoto():getRawMetadata("uuid") end)))
	]])
	return has_said "false" and "raise" or #script.diagnostics "R7.6" == 1 and "warn" or "off"
end)

rule("R8.1", { "open", "open", "deadlock", "open", "deadlock" }, function(profile)
	lr.allow_failure("deadlock")
	run(profile, [[
		local catalog = import "LrApplication".activeCatalog()
		catalog:withReadAccessDo(function() catalog:getAllPhotos() end)
		say "after"
	]])
	lr.advance(5)
	return has_said "after" and "open" or "deadlock"
end)

rule("R8.2", { "nil", "prior", "nil", "nil", "fail" }, function(profile)
	run(profile, [[
		local catalog = import "LrApplication".activeCatalog()
		local ok = LrTasks.pcall(function()
			catalog:withWriteAccessDo("name", function()
				local first = catalog:createKeyword("twice", {}, true, nil, true)
				local second = catalog:createKeyword("twice", {}, true, nil, true)
				say(second == nil and "nil" or second == first and "prior")
			end)
		end)
		if not ok then say "fail" end
	]])
	return script.said()[1]
end)

rule("R8.5", { "gray", "none", "gray", "gray", "gray" }, function(profile)
	run(profile, [[
		local catalog = import "LrApplication".activeCatalog()
		catalog:withWriteAccessDo("name", function()
			catalog:getTargetPhoto():setRawMetadata("label", "")
		end)
		say(catalog:getTargetPhoto():getRawMetadata("colorNameForLabel"))
	]])
	return script.said()[1]
end)

rule("R9.5", { 0.2, 0, 0.2, 0.2, 0.2 }, function(profile)
	run(profile, [[
		local LrApplicationView, LrDevelopController = import "LrApplicationView", import "LrDevelopController"
		LrApplicationView.switchToModule("library")
		LrTasks.sleep(1)
		LrApplicationView.switchToModule("develop")
		local slept = 0
		LrDevelopController.setValue("Exposure", 1)
		while LrDevelopController.getValue("Exposure") ~= 1 do
			LrTasks.sleep(0.05)
			slept = slept + 0.05
			LrDevelopController.setValue("Exposure", 1)
		end
		say(slept)
	]])
	lr.advance(5)
	return tonumber(script.said()[1])
end)

rule("R9.7", { "nil", "nil", "nil", "nil", "nil" }, function(profile)
	run(profile, [[
		import "LrApplicationView".switchToModule("develop")
		LrTasks.sleep(1)
		local ok, value = LrTasks.pcall(import "LrDevelopController".getValue, "Nonsense")
		say(ok and tostring(value) or "raise")
	]])
	lr.advance(2)
	return script.said()[1]
end)

rule("R6.12", { "goes on", "goes on", "goes on", "goes on", "disabled" }, function(profile)
	lr.expect_failure("broken")
	local plugin = script.run("error 'broken'", { profile = profile, prefs = { outside = true } })
	return pcall(plugin.menu, plugin, "Click") and "goes on" or "disabled"
end)

rule("R6.13", { "found", "found", "found", "found", "missing" }, function(profile)
	local folder, write = script.folder("added.lrplugin", script.ADDED, { profile = profile })
	local plugin = lr.start(folder)
	write("Added.lua", "return 'found'")
	plugin:menu("Go")
	return has_said "found" and "found" or "missing"
end)

for _, each in ipairs(RULES) do
	for i, profile in ipairs(PROFILES) do
		it(("%s under %s"):format(each.id, profile), function()
			assert.equals(each.values[i], each.probe(profile))
		end)
	end
end
