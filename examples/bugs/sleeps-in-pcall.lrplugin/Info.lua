-- it sleeps inside pcall: see Server.lua.
return {
	LrSdkVersion = 6.0,
	LrSdkMinimumVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.example.bugs.pcall",
	LrPluginName = "Bug: it sleeps inside pcall",

	LrInitPlugin = "Start.lua",
	LrForceInitPlugin = true,
	LrExportMenuItems = {
		{ title = "Start", file = "Start.lua" },
	},
}
