-- One file starts it at the start and when it is enabled.
return {
	LrSdkVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.conformance.enable",
	LrPluginName = "Enable",
	LrInitPlugin = "Start.lua",
	LrForceInitPlugin = true,
	LrEnablePlugin = "Start.lua",
	LrExportMenuItems = { { title = "Start", file = "Start.lua" } },
}
