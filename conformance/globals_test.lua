-- What Lua code of a plug-in has around it.
local script = require "script"
local run, says = script.run, script.says

local function words(text)
	local found = {}
	for word in text:gmatch("%S+") do
		found[#found + 1] = word
	end
	return found
end

-- The type of each of these expressions, in the plug-in.
local function types(expressions, options)
	run("for _, e in ipairs { '" .. table.concat(expressions, "', '")
		.. "' } do say(e, type(loadstring('return ' .. e)())) end return true", options)
	local found = {}
	for _, line in ipairs(script.said()) do
		local expression, kind = line:match("^(%S+) (%S+)$")
		found[expression] = kind
	end
	return found
end

describe("R5.1 present", function()
	it("are these globals", function()
		local functions = words [[assert dofile error getmetatable ipairs load loadfile loadstring next pairs
			pcall print rawequal rawget rawset select setmetatable tonumber tostring type unpack xpcall
			import require LOC]]
		local found = types(functions)
		for _, name in ipairs(functions) do
			assert.equals("function", found[name], name)
		end
	end)

	it("are _G, _VERSION and _PLUGIN", function()
		assert.same({ _G = "table", _VERSION = "string", _PLUGIN = "table" },
			types { "_G", "_VERSION", "_PLUGIN" })
	end)

	for platform, expected in pairs { mac = "nil true", win = "true nil" } do
		it("is one of WIN_ENV and MAC_ENV, " .. platform, function()
			run([[ say(WIN_ENV, MAC_ENV) return true ]], { platform = platform })
			says(expected)
		end)
	end

	it("is print, which goes to the log", function()
		run [[ print("a", 1, nil) return true ]]
		local logs = lr.events("log")
		assert.equals("print", logs[1].level)
		assert.matches("^a%s+1%s+nil$", logs[1].message)
	end)
end)

it("R5.2 absent are these globals", function()
	local names = words "collectgarbage gcinfo getfenv setfenv module newproxy package"
	local found = types(names)
	for _, name in ipairs(names) do
		assert.equals("nil", found[name], name)
	end
end)

it("R5.3 the libraries are those of a plug-in", function()
	local present = words [[io.open io.lines math.floor math.huge string.format string.gsub os.clock os.date
		os.time os.tmpname table.concat table.insert table.remove table.sort table.shallowcopy
		coroutine.canYield coroutine.running debug.getinfo debug.traceback]]
	local absent = words [[os.execute os.exit os.getenv os.remove os.rename os.setlocale os.difftime table.getn
		table.setn table.maxn coroutine.create coroutine.wrap coroutine.yield coroutine.resume
		coroutine.status debug.sethook debug.getlocal debug.setmetatable]]
	local all = {}
	for _, list in ipairs { present, absent } do
		for _, name in ipairs(list) do
			all[#all + 1] = name
		end
	end
	local found = types(all)
	for _, name in ipairs(present) do
		assert.is_not.equals("nil", found[name], name)
	end
	for _, name in ipairs(absent) do
		assert.equals("nil", found[name], name)
	end
end)

describe("R5.4 globals", function()
	it("that are not set are nil, and can be set", function()
		run [[ say(never_set) new = 1 say(new) return true ]]
		says("nil", "1")
	end)

	it("are shared by all scripts, and lost at a reload", function()
		local plugin = lr.start("plugins/life.lrplugin")
		plugin:menu("Export item"):menu("Export item")
		says("init, runs so far: nil", "item, runs so far: 1", "item, runs so far: 2")
		plugin:reload()
		lr.advance(0.9)
		says("shutdown plugin, runs so far: 3", "init, runs so far: nil")
	end)
end)

describe("R5.5 import", function()
	it("gives the same value every time, a table or what can be called", function()
		run [[
			say(import "LrTasks" == LrTasks, type(import "LrTasks"))
			say(pcall(import "LrLogger", "name"))
			return true
		]]
		assert.matches("^true table$", script.said()[1])
	end)

	it("of what there is not names it, and can be passed to pcall", function()
		run [[ say(pcall(import, "LrNothing")) return true ]]
		assert.matches("^false .*Could not find namespace: LrNothing$", script.said()[1])
	end)
end)

it("R5.6 require runs a file of the plug-in once, and keeps its value", function()
	run [[
		say(require "Once")
		say(require "Once.lua")
		say(pcall(require, "Nowhere"))
		return true
	]]
	local told = script.said()
	assert.same({ "Once.lua runs", "true" }, { told[1], told[2] })
	assert.matches("^false .*Could not load toolkit script: Nowhere$", told[#told])
	local runs = 0
	for _, line in ipairs(told) do
		runs = runs + (line == "Once.lua runs" and 1 or 0)
	end
	assert.equals(1, runs)
end)

describe("R5.6 upper and lower case of a file's name", function()
	local folder = function()
		return (script.folder("case.lrplugin", {
			["Info.lua"] = [[return {
				LrSdkVersion = 6.0, LrToolkitIdentifier = "org.lrsocket.conformance.case",
				LrInitPlugin = "start.lua", LrForceInitPlugin = true,
				LrHelpMenuItems = { title = "Go", file = "GO.LUA" },
			}]],
			["Start.lua"] = 'print("start", require "utils")',
			["Utils.lua"] = "return 'utils'",
			["Go.lua"] = 'print("go", _PLUGIN:hasResource("UTILS.lua"), pcall(require, "util"))',
		}))
	end

	it("do not matter", function()
		local plugin = lr.start(folder())
		plugin:menu("Go")
		assert.same({ "start\tutils", "go\ttrue\tfalse\tCould not load toolkit script: util" },
			{ unpack(script.said(), 1, 2) })
	end)
end)

it("R5.7 Info.lua has few globals, and the normal ones when it is required", function()
	local plugin = lr.start("plugins/life.lrplugin")
	local seen
	for _, title in ipairs(lr.events("ready")[1].menu_items) do
		seen = seen or title:match("^Info saw (.*)$")
	end
	assert.equals("LOC _VERSION string system", seen)
	script.said()
	plugin:menu("Tell what Info sees now")
	says("LOC _VERSION string system print import require _PLUGIN pairs io")
end)

describe("R5.8", function()
	it("a vararg function has the implicit table arg", function()
		run [[ local function f(...) return arg.n, arg[2] end say(f("a", "b", nil)) return true ]]
		says("3 b")
	end)

	it("a compiled chunk loads in place of source", function()
		run [[ say(loadstring(string.dump(loadstring "return 'compiled'"))()) return true ]]
		says("compiled")
	end)

	it("a UTF-8 byte-order mark is a load error", function()
		run [[ say((pcall(require, "Marked"))) return true ]]
		says("false")
	end)
end)

it("R5.9 _PLUGIN.path does not end in a separator", function()
	lr.start("plugins/script.lrplugin/", { prefs = { script = "say(_PLUGIN.path) return true" } })
	assert.matches("script%.lrplugin$", script.said()[1])
end)

it("R5.9 _PLUGIN tells of the plug-in", function()
	run [[
		say(_PLUGIN.id, _PLUGIN.enabled, _PLUGIN:type())
		say(_PLUGIN.path:match("[^/\\]+$"))
		say(_PLUGIN:hasResource("Info.lua"), _PLUGIN:hasResource("Nothing.lua"))
		say(type(_PLUGIN:resourceId("Info.lua")))
		return true
	]]
	says("org.lrsocket.conformance.script true LrPlugin", "script.lrplugin", "true false", "string")
end)

describe("R5.10 an unset global named like a namespace", function()
	local USES = [[ say((pcall(function() return LrDate.currentTime() end))) return true ]]

	it("is nil in a test, as in Lightroom", function()
		run(USES)
		says("false")
	end)

	it("is the namespace where it is not strict, with a warning", function()
		run(USES, { strict = false })
		says("true")
		assert.equals(1, #script.diagnostics "R5.10")
	end)
end)
