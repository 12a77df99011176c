-- LrCollectionSet: what its objects can do.
local LrCollectionSet, runtime, host = ...

local objects = runtime.objects
local class = objects.class("LrCollectionSet", LrCollectionSet, "collectionSet", objects.properties)

function LrCollectionSet.type()
	return "LrCollectionSet"
end

function LrCollectionSet:getName()
	return host.name(class.self(self, "getName"))
end

function LrCollectionSet:setName(name)
	host.setName(name, class.self(self, "setName"))
end

function LrCollectionSet:getParent()
	return class.object(host.parent(class.self(self, "getParent")))
end

-- nil places it at the top.
function LrCollectionSet:setParent(parent)
	local id = class.self(self, "setParent")
	host.set_parent(id, parent ~= nil and class.id(parent, 1, "setParent") or nil)
end

function LrCollectionSet:getChildCollections()
	local ids = host.collections(class.self(self, "getChildCollections"))
	return objects.class_of("LrCollection").list(ids)
end

function LrCollectionSet:getChildCollectionSets()
	return class.list(host.sets(class.self(self, "getChildCollectionSets")))
end

-- Guess: sets first, as in the Collections panel.
function LrCollectionSet:getChildren()
	local id = class.self(self, "getChildren")
	local children = class.list(host.sets(id))
	local collections = objects.class_of("LrCollection").list(host.collections(id))
	for i = 1, #collections do
		children[#children + 1] = collections[i]
	end
	return children
end

function LrCollectionSet:delete()
	host.delete(class.self(self, "delete"))
end
