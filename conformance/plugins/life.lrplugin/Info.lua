-- Tells when each of its scripts runs, and which globals this file has found: in the title of a menu item.
local seen = ""

local function look(name, value)
	if value ~= nil then
		seen = seen .. (seen == "" and "" or " ") .. name
	end
end

look("LOC", LOC)
look("_VERSION", _VERSION)
look("string", string)
look("system", WIN_ENV or MAC_ENV)
look("print", print)
look("import", import)
look("require", require)
look("_PLUGIN", _PLUGIN)
look("pairs", pairs)
look("io", io)

return {
	LrSdkVersion = 6.0,
	LrSdkMinimumVersion = 6.0,
	LrToolkitIdentifier = "org.lrsocket.conformance.life",
	LrPluginName = "Life",

	LrInitPlugin = "Init.lua",
	LrForceInitPlugin = true,
	LrShutdownPlugin = "ShutdownPlugin.lua",
	LrShutdownApp = "ShutdownApp.lua",
	LrEnablePlugin = "Enable.lua",
	LrDisablePlugin = "Disable.lua",
	LrExportMenuItems = { { title = "Export item", file = "Item.lua" } },
	LrLibraryMenuItems = { { title = "Tell what Info sees now", file = "Tell.lua" } },
	LrHelpMenuItems = { { title = "Info saw " .. seen, file = "Item.lua" } },

	VERSION = { major = 1, minor = 2, revision = 3, build = 4 },

	seen = seen,
}
