-- LrView.
local LrView, runtime, host = ...
local bindings, views = runtime.bindings, runtime.views

local type, ipairs, pairs, format = type, ipairs, pairs, string.format

-- Guess: pixels between views. Nothing is drawn, so only their order counts.
local SPACINGS = { label_spacing = 4, control_spacing = 8, dialog_spacing = 20 }

local factory = {}

local function check_self(self, name)
	if self ~= factory then
		runtime.raise(format("bad argument #1 to '%s' (view factory expected, got %s): "
			.. "call it with a colon, f:%s { … }", name, type(self), name))
	end
end

for _, kind in ipairs(host.kinds) do
	factory[kind] = function(self, args)
		check_self(self, kind)
		if args ~= nil and type(args) ~= "table" then
			runtime.raise(format("bad argument #1 to '%s' (table expected, got %s)", kind, type(args)))
		end
		return views.make(kind, args or {})
	end
end

for name, pixels in pairs(SPACINGS) do
	factory[name] = function(self)
		check_self(self, name)
		return pixels
	end
end

function LrView.osFactory()
	return factory
end

function LrView.bind(binding)
	return bindings.of(binding, "LrView.bind")
end

-- The views that share a name have that property alike, which only a window shows.
function LrView.share(name)
	if type(name) ~= "string" then
		runtime.raise(format("bad argument #1 to 'share' (string expected, got %s)", type(name)))
	end
	return { shared = name }
end

function LrView.conditionalItem(condition, view)
	return condition and view or views.ABSENT
end
