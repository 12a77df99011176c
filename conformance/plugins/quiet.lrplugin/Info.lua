-- Lightroom would not run its start-up script: nothing asks for it, and there is no menu item.
return {
	LrSdkVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.conformance.quiet",
	LrInitPlugin = "Init.lua",
}
