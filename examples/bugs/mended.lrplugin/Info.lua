-- A server with two sockets that does right what the plug-ins beside it do wrong: see Server.lua.
return {
	LrSdkVersion = 6.0,
	LrSdkMinimumVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.example.bugs.mended",
	LrPluginName = "Mended",

	LrInitPlugin = "Start.lua",
	LrForceInitPlugin = true,
	-- At a reload, a removal and at the end; when it is disabled and enabled; when Lightroom quits.
	LrShutdownPlugin = "Stop.lua",
	LrDisablePlugin = "Stop.lua",
	LrEnablePlugin = "Start.lua",
	LrShutdownApp = "Quit.lua",
	LrExportMenuItems = {
		{ title = "Start", file = "Start.lua" },
		{ title = "Stop", file = "Stop.lua" },
	},
}
