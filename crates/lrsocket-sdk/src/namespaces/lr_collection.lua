-- LrCollection: what its objects can do.
local LrCollection, runtime, host = ...

local objects = runtime.objects
local class = objects.class("LrCollection", LrCollection, "collection", objects.properties)

local function photo_ids(photos, member)
	return objects.class_of("LrPhoto").ids(photos, 1, member)
end

function LrCollection.type()
	return "LrCollection"
end

function LrCollection:getName()
	return host.name(class.self(self, "getName"))
end

function LrCollection:setName(name)
	host.setName(name, class.self(self, "setName"))
end

function LrCollection:getParent()
	local parent = host.parent(class.self(self, "getParent"))
	return objects.class_of("LrCollectionSet").object(parent)
end

-- nil places it at the top.
function LrCollection:setParent(parent)
	local id = class.self(self, "setParent")
	local sets = objects.class_of("LrCollectionSet")
	host.set_parent(id, parent ~= nil and sets.id(parent, 1, "setParent") or nil)
end

function LrCollection:isSmartCollection()
	return host.is_smart(class.self(self, "isSmartCollection"))
end

function LrCollection:getPhotos()
	return objects.class_of("LrPhoto").list(host.photos(class.self(self, "getPhotos")))
end

function LrCollection:addPhotos(photos)
	local id = class.self(self, "addPhotos")
	host.add(id, photo_ids(photos, "addPhotos"))
end

function LrCollection:removePhotos(photos)
	local id = class.self(self, "removePhotos")
	host.remove(id, photo_ids(photos, "removePhotos"))
end

function LrCollection:removeAllPhotos()
	host.clear(class.self(self, "removeAllPhotos"))
end

-- Guess: nil for a collection that is not smart.
function LrCollection:getSearchDescription()
	return host.search(class.self(self, "getSearchDescription"))
end

function LrCollection:setSearchDescription(search)
	host.set_search(class.self(self, "setSearchDescription"), search)
end

function LrCollection:delete()
	host.delete(class.self(self, "delete"))
end
