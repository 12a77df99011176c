-- Runs the text in the preference `script`: in a task of its own, within the function context `context`,
-- which lasts until the script returns true; or, with the preference `outside`, in no task at all.
-- A script has the namespaces that it uses most as globals, and these functions.
LrErrors = import "LrErrors"
LrFunctionContext = import "LrFunctionContext"
LrSocket = import "LrSocket"
LrTasks = import "LrTasks"

local prefs = import "LrPrefs".prefsForPlugin()

-- Tells the test, which finds it in lr.log().
function say(...)
	local words = { ... }
	for i = 1, select("#", ...) do
		words[i] = tostring(words[i])
	end
	print(table.concat(words, " "))
end

-- LrSocket.bind, with what does not matter filled in. Every callback is told, then the script's own is
-- called. `label` is the word before it, the mode if there is none.
function bind(parameters)
	local label = parameters.label or parameters.mode
	for _, name in ipairs { "onConnecting", "onConnected", "onMessage", "onClosed", "onError" } do
		local own = parameters[name]
		parameters[name] = function(socket, ...)
			say(label, name, ...)
			if own then
				own(socket, ...)
			end
		end
	end
	parameters.functionContext = parameters.functionContext or context
	parameters.plugin = _PLUGIN
	parameters.port = parameters.port or 0
	return LrSocket.bind(parameters)
end

local script = assert(loadstring(prefs.script, "=script"))

if prefs.outside then
	script()
else
	LrTasks.startAsyncTask(function()
		LrFunctionContext.callWithContext("script", function(own)
			context = own
			if script() then
				return
			end
			while true do
				LrTasks.sleep(3600)
			end
		end)
	end, "script")
end
