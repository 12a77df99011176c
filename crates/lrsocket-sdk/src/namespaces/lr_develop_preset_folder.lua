-- LrDevelopPresetFolder: what its objects can do.
local LrDevelopPresetFolder, runtime, host = ...

local objects = runtime.objects
local class = objects.class("LrDevelopPresetFolder", LrDevelopPresetFolder, "folder")

function LrDevelopPresetFolder:getName()
	return class.self(self, "getName")
end

function LrDevelopPresetFolder:getDevelopPresets()
	local presets = host.presets(class.self(self, "getDevelopPresets"))
	return objects.class_of("LrDevelopPreset").list(presets)
end

function LrDevelopPresetFolder:getPath()
	return host.path(class.self(self, "getPath"))
end

function LrDevelopPresetFolder.type()
	return "LrDevelopPresetFolder"
end
