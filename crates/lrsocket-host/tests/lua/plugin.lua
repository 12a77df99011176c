-- _PLUGIN, an LrPlugin.
local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

assert(_PLUGIN:type() == "LrPlugin" and _PLUGIN.name == "plugin" and _PLUGIN.id == "plugin")
assert(_PLUGIN.enabled == true and _PLUGIN.path:find("lua$"))
assert(_PLUGIN:hasResource("plugin.lua") and not _PLUGIN:hasResource("none.png"))
assert(_PLUGIN:resourceId("plugin.lua"):find("plugin.lua", 1, true))
assert(_PLUGIN:resourceId("none.png") == nil)
refused("bad argument", _PLUGIN.hasResource, _PLUGIN)
