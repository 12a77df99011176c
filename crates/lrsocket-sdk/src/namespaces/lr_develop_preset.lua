-- LrDevelopPreset: what its objects can do.
local LrDevelopPreset, runtime, host = ...

local objects = runtime.objects
local class = objects.class("LrDevelopPreset", LrDevelopPreset, "preset")

function LrDevelopPreset:getName()
	return host.name(class.self(self, "getName"))
end

function LrDevelopPreset:getUuid()
	return class.self(self, "getUuid")
end

function LrDevelopPreset:getSetting()
	return host.settings(class.self(self, "getSetting"))
end

function LrDevelopPreset:getFile()
	return host.file(class.self(self, "getFile"))
end

function LrDevelopPreset:getParent()
	local folder = host.folder(class.self(self, "getParent"))
	return objects.class_of("LrDevelopPresetFolder").object(folder)
end

function LrDevelopPreset.type()
	return "LrDevelopPreset"
end
