-- it does not listen again after a timeout: see Server.lua.
return {
	LrSdkVersion = 6.0,
	LrSdkMinimumVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.example.bugs.listens",
	LrPluginName = "Bug: it does not listen again after a timeout",

	LrInitPlugin = "Start.lua",
	LrForceInitPlugin = true,
	LrExportMenuItems = {
		{ title = "Start", file = "Start.lua" },
	},
}
