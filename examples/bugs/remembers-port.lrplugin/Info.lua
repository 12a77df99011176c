-- it remembers the number of a port that the system chose: see Server.lua.
return {
	LrSdkVersion = 6.0,
	LrSdkMinimumVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.example.bugs.port",
	LrPluginName = "Bug: it remembers the number of a port that the system chose",

	LrInitPlugin = "Start.lua",
	LrForceInitPlugin = true,
	LrExportMenuItems = {
		{ title = "Start", file = "Start.lua" },
	},
}
