-- LrFolder: what its objects can do.
local LrFolder, runtime, host = ...

local objects = runtime.objects
local class = objects.class("LrFolder", LrFolder, "folder", { catalog = objects.properties.catalog })

function LrFolder.type()
	return "LrFolder"
end

function LrFolder:getName()
	return host.name(class.self(self, "getName"))
end

function LrFolder:getPath()
	return host.path(class.self(self, "getPath"))
end

function LrFolder:getParent()
	return class.object(host.parent(class.self(self, "getParent")))
end

function LrFolder:getChildren()
	return class.list(host.children(class.self(self, "getChildren")))
end

-- Guess: photos of the folders within it are included unless the argument is false.
function LrFolder:getPhotos(includeChildren)
	local id = class.self(self, "getPhotos")
	return objects.class_of("LrPhoto").list(host.photos(id, includeChildren ~= false))
end
