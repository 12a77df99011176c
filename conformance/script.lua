-- Runs a Lua text inside a plug-in, and tells what it said.
local script = {}

-- Starts the plug-in; `options` are those of lr.start.
function script.run(text, options)
	options = options or {}
	options.prefs = options.prefs or {}
	options.prefs.script = text
	return lr.start("plugins/script.lrplugin", options)
end

-- What the script said since the last time.
local told = 0
function script.said()
	local all, new = lr.log(), {}
	for i = told + 1, #all do
		new[#new + 1] = all[i]
	end
	told = #all
	return new
end

-- Fails unless the script has said just this since the last time.
function script.says(...)
	assert.same({ ... }, script.said())
end

-- Makes a folder with these files, for a plug-in that a test writes. Returns its path, and a function that
-- adds a file. `options` are those of lr.start.
function script.folder(name, files, options)
	script.run([[
		local LrFileUtils, LrPathUtils = import "LrFileUtils", import "LrPathUtils"
		local folder = LrPathUtils.child(LrPathUtils.getStandardFilePath("temp"), "]] .. name .. [[")
		LrFileUtils.createAllDirectories(folder)
		say(folder)
		return true
	]], options)
	local folder = script.said()[1]
	local function add(file, text)
		local handle = assert(io.open(folder .. "/" .. file, "w"))
		handle:write(text)
		handle:close()
	end
	for file, text in pairs(files) do
		add(file, text)
	end
	return folder, add
end

-- The files of a plug-in whose menu item requires the script Added.lua, and says whether that was there.
script.ADDED = {
	["Info.lua"] = [[return {
		LrSdkVersion = 6.0,
		LrToolkitIdentifier = "org.lrsocket.conformance.added",
		LrHelpMenuItems = { title = "Go", file = "Go.lua" },
	}]],
	["Go.lua"] = 'print(select(2, pcall(require, "Added")))',
}

-- The diagnostics of a rule.
function script.diagnostics(rule)
	local found = {}
	for _, event in ipairs(lr.events("diagnostic")) do
		if event.rule == rule then
			found[#found + 1] = event.message
		end
	end
	return found
end

return script
