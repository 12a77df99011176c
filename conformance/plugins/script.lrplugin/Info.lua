-- Runs the Lua text that a test gives it: see Script.lua.
return {
	LrSdkVersion = 6.0,
	LrSdkMinimumVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.conformance.script",
	LrPluginName = "Script",

	LrInitPlugin = "Script.lua",
	LrForceInitPlugin = true,
	LrShutdownPlugin = "Shutdown.lua",
	LrExportMenuItems = {
		{ title = "Click", file = "Click.lua" },
	},
}
