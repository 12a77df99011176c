-- it leaves its socket open at a reload: see Server.lua.
return {
	LrSdkVersion = 6.0,
	LrSdkMinimumVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.example.bugs.leak",
	LrPluginName = "Bug: it leaves its socket open at a reload",

	LrInitPlugin = "Start.lua",
	LrForceInitPlugin = true,
	LrExportMenuItems = {
		{ title = "Start", file = "Start.lua" },
	},
}
