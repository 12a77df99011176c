-- LrPrefs. What a table of preferences does when it changes is in shared/observable.lua.
local LrPrefs, runtime, host = ...

-- identifier → preferences
local opened = {}

local function open(identifier)
	local state = host.open(identifier)
	return (runtime.observable(state.values, host.check, function()
		state.changed = true
	end))
end

function LrPrefs.prefsForPlugin(plugin)
	local identifier = host.identifier(plugin)
	if not opened[identifier] then
		opened[identifier] = open(identifier)
	end
	return opened[identifier]
end
