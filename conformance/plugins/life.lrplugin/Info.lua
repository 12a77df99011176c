-- Tells when each of its scripts runs. The keys of `seen` are the globals that this file has found.
local seen = {
	string = string ~= nil,
	LOC = LOC ~= nil,
	ENV = WIN_ENV or MAC_ENV,
	_VERSION = _VERSION,
	print = print ~= nil,
	import = import ~= nil,
	require = require ~= nil,
	_PLUGIN = _PLUGIN ~= nil,
	pairs = pairs ~= nil,
	io = io ~= nil,
}

return {
	LrSdkVersion = 6.0,
	LrSdkMinimumVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.conformance.life",
	LrPluginName = "Life",

	LrInitPlugin = "Init.lua",
	LrForceInitPlugin = true,
	LrShutdownPlugin = "ShutdownPlugin.lua",
	LrShutdownApp = "ShutdownApp.lua",
	LrEnablePlugin = "Enable.lua",
	LrDisablePlugin = "Disable.lua",
	LrExportMenuItems = { { title = "Export item", file = "Item.lua" } },
	LrLibraryMenuItems = { { title = "Library item", file = "Item.lua" } },
	LrHelpMenuItems = { { title = "Help item", file = "Item.lua" } },

	VERSION = { major = 1, minor = 2, revision = 3, build = 4 },

	seen = seen,
}
