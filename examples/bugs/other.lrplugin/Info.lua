-- Not a bug: the other program that has the port which the tests of a busy port want.
return {
	LrSdkVersion = 6.0,
	LrSdkMinimumVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.example.bugs.other",
	LrPluginName = "Has port 54811",

	LrInitPlugin = "Take.lua",
	LrForceInitPlugin = true,
	LrExportMenuItems = {
		{ title = "Leave the port", file = "Leave.lua" },
	},
}
