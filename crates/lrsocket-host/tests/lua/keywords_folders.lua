-- LrKeyword and LrFolder: what works, and what is refused.
local LrApplication = import "LrApplication"
local LrTasks = import "LrTasks"

local catalog = LrApplication.activeCatalog()

local function refused(text, f, ...)
	local ok, e = LrTasks.pcall(f, ...)
	assert(not ok, "not refused: " .. text)
	assert(type(e) == "string" and e:find(text, 1, true), tostring(e))
end

local function named(list, name)
	for _, it in ipairs(list) do
		if it:getName() == name then
			return it
		end
	end
	error("no " .. name)
end

LrTasks.startAsyncTask(function()
	local places = named(catalog:getKeywords(), "Places")
	local lisbon = named(places:getChildren(), "Lisbon")
	assert(lisbon:type() == "LrKeyword" and lisbon.catalog == catalog)
	assert(places:getParent() == nil and lisbon:getParent() == places)
	assert(lisbon:getSynonyms()[1] == "Lisboa" and #lisbon:getSynonyms() == 1)
	assert(#lisbon:getPhotos() == 6 and #lisbon:getChildren() == 0)
	local attributes = lisbon:getAttributes()
	assert(attributes.keywordName == "Lisbon" and attributes.includeOnExport == true)
	assert(attributes.synonyms[1] == "Lisboa")
	assert(named(named(catalog:getKeywords(), "People"):getChildren(), "Anna"):getAttributes().includeOnExport == false)
	local by_id = catalog:getKeywordsByLocalId({ places.localIdentifier, 999999, lisbon.localIdentifier })
	assert(#by_id == 2 and by_id[1] == places and by_id[2] == lisbon)

	local photo = lisbon:getPhotos()[1]
	for _, attempt in ipairs({
		{ "LrKeyword:setAttributes", lisbon.setAttributes, lisbon, { keywordName = "x" } },
		{ "LrKeyword:setParent", lisbon.setParent, lisbon, nil },
		{ "LrCatalog:createKeyword", catalog.createKeyword, catalog, "x", {}, true, nil, true },
		{ "LrPhoto:addKeyword", photo.addKeyword, photo, places },
		{ "LrPhoto:removeKeyword", photo.removeKeyword, photo, lisbon },
	}) do
		refused(attempt[1] .. ": must be called within", attempt[2], unpack(attempt, 3, 7))
	end
	assert(lisbon:getName() == "Lisbon" and #lisbon:getPhotos() == 6)

	catalog:withWriteAccessDo("Keywords", function()
		local porto = catalog:createKeyword("Porto", { "Oporto", "Invicta" }, false, places, false)
		assert(porto:getParent() == places and porto:getSynonyms()[2] == "Invicta")
		assert(porto:getAttributes().includeOnExport == false)
	end)
	catalog:withWriteAccessDo("Again", function()
		local porto = catalog:createKeyword("Porto", {}, true, places, true)
		assert(catalog:createKeyword("PORTO", {}, true, places, true) == porto, "case does not tell apart")
		assert(catalog:createKeyword("Porto", {}, true, nil, true) ~= porto, "elsewhere it is another")
		photo:addKeyword(porto)
		photo:addKeyword(porto)
		assert(#porto:getPhotos() == 1 and porto:getPhotos()[1] == photo)
		porto:setAttributes({ keywordName = "Cidade", synonyms = { "x" }, includeOnExport = true })
		assert(porto:getName() == "Cidade" and porto:getSynonyms()[1] == "x")
		assert(photo:getFormattedMetadata("keywordTags"):find("Cidade"))
		porto:setAttributes({})
		assert(porto:getName() == "Cidade" and porto:getAttributes().includeOnExport == true)
		porto:setParent(lisbon)
		assert(porto:getParent() == lisbon and lisbon:getChildren()[1] == porto)
		refused("", lisbon.setParent, lisbon, porto)
		porto:setParent(nil)
		assert(porto:getParent() == nil)
		photo:removeKeyword(porto)
		assert(#porto:getPhotos() == 0)
		photo:removeKeyword(porto)

		refused("bad argument #1 to 'createKeyword'", catalog.createKeyword, catalog)
		refused("bad argument #2 to 'createKeyword'", catalog.createKeyword, catalog, "x", 7)
		refused("bad argument #4 to 'createKeyword' (keyword expected, got string)",
			catalog.createKeyword, catalog, "x", {}, true, "Places")
		refused("", catalog.createKeyword, catalog, "", {}, true)
		refused("bad argument #1 to 'addKeyword' (keyword expected, got nil)", photo.addKeyword, photo)
		refused("bad argument #1 to 'removeKeyword' (keyword expected, got table)", photo.removeKeyword, photo, photo)
		refused("bad argument #1 to 'setParent' (keyword expected, got number)", porto.setParent, porto, 5)
		refused("", porto.setAttributes, porto, "x")
		refused("", porto.setAttributes, porto, { keywordName = {} })
		refused("call it with a colon", porto.getName)
		assert(porto:getName() == "Cidade")
		catalog:deleteKeyword(porto)
		refused("no longer in the catalog", porto.getName, porto)
		refused("no longer in the catalog", photo.addKeyword, photo, porto)
	end)

	-- Folders.
	local root = catalog:getFolders()[1]
	assert(#catalog:getFolders() == 1 and root:type() == "LrFolder" and root:getParent() == nil)
	assert(root.catalog == catalog and root:getName() == "2024")
	local harbour = root:getChildren()[1]
	assert(#root:getChildren() == 6 and harbour:getName() == "01 Harbour" and harbour:getParent() == root)
	assert(harbour:getPath():find("2024/01 Harbour$"))
	assert(#harbour:getPhotos() == 4 and #harbour:getPhotos(false) == 4 and #harbour:getChildren() == 0)
	assert(#root:getPhotos() == 24 and #root:getPhotos(true) == 24 and #root:getPhotos(false) == 0)
	assert(catalog:getFolderByPath(harbour:getPath()) == harbour)
	assert(catalog:getFolderByPath("/nowhere") == nil)
	refused("bad argument #1 to 'getFolderByPath'", catalog.getFolderByPath, catalog)
	refused("call it with a colon", harbour.getPhotos, places)
	import "LrLogger"("test"):enable("print")
	import "LrLogger"("test"):info("done")
end)
