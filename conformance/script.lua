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
