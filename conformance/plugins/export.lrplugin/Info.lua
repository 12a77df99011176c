-- Has an export service.
return {
	LrSdkVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.conformance.export",
	LrPluginName = "Export",
	LrExportServiceProvider = { title = "Export", file = "Service.lua" },
}
