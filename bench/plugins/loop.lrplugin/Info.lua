return {
	LrSdkVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.bench.loop",
	LrPluginName = "Loop",
	LrForceInitPlugin = true,
	LrInitPlugin = "Start.lua",
	LrExportMenuItems = { title = "Start", file = "Start.lua" },
}
