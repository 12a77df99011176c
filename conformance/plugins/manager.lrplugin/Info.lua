-- Has sections in the Plug-in Manager.
return {
	LrSdkVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.conformance.manager",
	LrPluginName = "Manager",
	LrPluginInfoProvider = "Provider.lua",
	LrHelpMenuItems = { title = "Item", file = "Item.lua" },
}
