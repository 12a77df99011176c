-- A small remote control: see Remote.lua.
return {
	LrSdkVersion = 6.0,
	LrSdkMinimumVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.example.remote",
	LrPluginName = "Remote example",

	LrInitPlugin = "Init.lua",
	LrForceInitPlugin = true,
	LrShutdownPlugin = "Shutdown.lua",
	LrShutdownApp = "Quit.lua",

	LrExportMenuItems = {
		{ title = "Start remote", file = "Start.lua" },
		{ title = "Stop remote", file = "Stop.lua" },
	},

	VERSION = { major = 1, minor = 0, revision = 0 },
}
