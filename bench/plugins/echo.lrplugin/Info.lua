return {
	LrSdkVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.bench.echo",
	LrPluginName = "Echo",
	LrForceInitPlugin = true,
	LrInitPlugin = "Start.lua",
	LrExportMenuItems = { title = "Start", file = "Start.lua" },
}
