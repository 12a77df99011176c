-- A controller with dials for the Develop module: see Dials.lua.
return {
	LrSdkVersion = 6.0,
	LrSdkMinimumVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.example.dials",
	LrPluginName = "Dials example",

	-- Lightroom runs the first at its start only because of the second, and of the menu items.
	LrInitPlugin = "Init.lua",
	LrForceInitPlugin = true,
	-- At a reload, a removal and at the end; when it is disabled; and when Lightroom quits.
	LrShutdownPlugin = "Shutdown.lua",
	LrDisablePlugin = "Shutdown.lua",
	LrShutdownApp = "Quit.lua",

	LrExportMenuItems = {
		{ title = "Start dials", file = "Start.lua" },
		{ title = "Stop dials", file = "Stop.lua" },
	},

	VERSION = { major = 1, minor = 0, revision = 0 },
}
