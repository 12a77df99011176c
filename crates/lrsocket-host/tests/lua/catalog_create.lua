local LrApplication = import "LrApplication"
local LrTasks = import "LrTasks"

local catalog = LrApplication.activeCatalog()

local function refused(text, f, ...)
	local ok, e = LrTasks.pcall(f, ...)
	assert(not ok, "not refused: " .. text)
	assert(type(e) == "string" and e:find(text, 1, true), tostring(e))
end

LrTasks.startAsyncTask(function()
	local photo = catalog:getAllPhotos()[1]
	catalog:withWriteAccessDo("Make", function()
		local keyword = catalog:createKeyword("newest", { "latest" }, true, nil, true)
		assert(keyword:getName() == "newest")
	end)
	catalog:withWriteAccessDo("Make more", function()
		local keyword = catalog:createKeyword("newest", {}, true, nil, true)
		assert(catalog:createKeyword("newest", {}, true, nil, false) == false)
		assert(catalog:createKeyword("newest", {}, true) == false)
		assert(catalog:createKeyword("newest", {}, true, nil, true) == keyword)
		assert(catalog:createKeyword("below", nil, false, keyword):getParent() == keyword)
		assert(catalog:getKeywordsByLocalId({ keyword.localIdentifier })[1] == keyword)
		photo:addKeyword(keyword)
		assert(photo:getFormattedMetadata("keywordTags"):find("newest"))
		photo:removeKeyword(keyword)
		assert(not photo:getFormattedMetadata("keywordTags"):find("newest"))
		refused("keyword expected", photo.addKeyword, photo, "newest")
		catalog:deleteKeyword(keyword)

		local set = catalog:createCollectionSet("Trips", nil, true)
		local collection = catalog:createCollection("Rome", set, true)
		assert(catalog:createCollection("Rome", set, false) == nil)
		assert(catalog:createCollection("Rome", set, true) == collection)
		collection:addPhotos({ photo })
		local contained = photo:getContainedCollections()
		assert(contained[#contained] == collection)
		assert(catalog:getCollectionByLocalIdentifier(collection.localIdentifier) == collection)
		assert(catalog:getCollectionByLocalIdentifier(set.localIdentifier) == set)
		assert(catalog:getCollectionByLocalIdentifier(999999) == nil)
		local smart = catalog:createSmartCollection("Best", {
			{ criteria = "rating", operation = ">=", value = 4 },
			combine = "union",
		}, nil, true)
		assert(smart:isSmartCollection() and #smart:getPhotos() > 0)
		refused("malformed search", catalog.createSmartCollection, catalog, "Bad", { criteria = 5 })

		local copies = catalog:createVirtualCopies("again")
		assert(copies[1]:getFormattedMetadata("copyName") == "again")
		assert(catalog:getTargetPhoto() == copies[1] and #catalog:getTargetPhotos() == #copies)

		local preset = LrApplication.developPresetFolders()[1]:getDevelopPresets()[1]
		assert(LrApplication.developPresetByUuid(preset:getUuid()) == preset)
		photo:applyDevelopPreset(preset)
		for key, value in pairs(preset:getSetting()) do
			assert(photo:getDevelopSettings()[key] == value, key)
		end
		refused("preset expected", photo.applyDevelopPreset, photo, "Bright")
		refused("does not exist", catalog.addPhoto, catalog, "/nowhere/x.jpg")
	end)
	assert(LrApplication.developPresetByUuid("none") == nil)
	local own = LrApplication.addDevelopPresetForPlugin(_PLUGIN, "Own", { Contrast2012 = 5 })
	assert(own:getName() == "Own" and LrApplication.getDevelopPresetsForPlugin(_PLUGIN)[1] == own)

	assert(#catalog:getKeywords() > 0 and #catalog:getFolders() > 0 and #catalog:getChildCollections() > 0)
	assert(#catalog:getChildCollectionSets() > 0)
	local folder = catalog:getFolders()[1]
	assert(catalog:getFolderByPath(folder:getPath()) == folder)
	assert(catalog:getLabelMapToColorName().red == "Red")

	-- What the Library shows.
	local sources = catalog:getActiveSources()
	assert(sources[1] == catalog.kAllPhotos)
	assert(catalog:setActiveSources({ folder }) == true)
	assert(catalog:getActiveSources()[1] == folder)
	catalog:setActiveSources(catalog.kAllPhotos)
	assert(catalog:getActiveSources()[1] == catalog.kAllPhotos)
	for _, none in ipairs({ "nonsense", 3, {}, { folder, "nonsense" } }) do
		assert(catalog:setActiveSources(none) == false)
	end
	assert(catalog:setActiveSources() == false)
	assert(catalog:getActiveSources()[1] == catalog.kAllPhotos)
	import "LrLogger"("test"):enable("print")
	import "LrLogger"("test"):info("done")
end)
