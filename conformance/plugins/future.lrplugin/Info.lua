-- Needs an SDK that no Lightroom has.
return {
	LrSdkVersion = 99,
	LrSdkMinimumVersion = 99,
	LrToolkitIdentifier = "org.lrsocket.conformance.future",
	LrPluginName = "Future",
}
