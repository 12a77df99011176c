-- its companion forgets the newline: see Server.lua.
return {
	LrSdkVersion = 6.0,
	LrSdkMinimumVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.example.bugs.newline",
	LrPluginName = "Bug: its companion forgets the newline",

	LrInitPlugin = "Start.lua",
	LrForceInitPlugin = true,
	LrExportMenuItems = {
		{ title = "Start", file = "Start.lua" },
	},
}
