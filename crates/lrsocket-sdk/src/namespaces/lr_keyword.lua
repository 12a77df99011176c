-- LrKeyword: what its objects can do.
local LrKeyword, runtime, host = ...

local objects = runtime.objects
local class = objects.class("LrKeyword", LrKeyword, "keyword", objects.properties)

function LrKeyword.type()
	return "LrKeyword"
end

function LrKeyword:getName()
	return host.name(class.self(self, "getName"))
end

function LrKeyword:getParent()
	return class.object(host.parent(class.self(self, "getParent")))
end

function LrKeyword:getChildren()
	return class.list(host.children(class.self(self, "getChildren")))
end

function LrKeyword:getPhotos()
	return objects.class_of("LrPhoto").list(host.photos(class.self(self, "getPhotos")))
end

function LrKeyword:getSynonyms()
	return host.synonyms(class.self(self, "getSynonyms"))
end

function LrKeyword:getAttributes()
	local id = class.self(self, "getAttributes")
	return {
		keywordName = host.name(id),
		synonyms = host.synonyms(id),
		includeOnExport = host.include_on_export(id),
	}
end

function LrKeyword:setAttributes(attributes)
	host.set_attributes(class.self(self, "setAttributes"), attributes)
end

-- nil places it at the top.
function LrKeyword:setParent(parent)
	local id = class.self(self, "setParent")
	host.set_parent(id, parent ~= nil and class.id(parent, 1, "setParent") or nil)
end
