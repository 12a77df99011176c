-- The script of its LrShutdownApp returns no table.
return {
	LrSdkVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.conformance.abrupt",
	LrPluginName = "Abrupt",
	LrShutdownApp = "Quit.lua",
}
