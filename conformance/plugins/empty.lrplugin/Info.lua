-- Names no shut-down script, but has the key.
return {
	LrSdkVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.conformance.empty",
	LrPluginName = "Empty",
	LrShutdownPlugin = "",
}
