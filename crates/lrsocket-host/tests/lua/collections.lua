-- LrCollection and LrCollectionSet: what works, and what is refused.
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

local function names(list)
	local all = {}
	for i, it in ipairs(list) do
		all[i] = it:getName()
	end
	return table.concat(all, ", ")
end

LrTasks.startAsyncTask(function()
	-- Those that are there.
	local travel = named(catalog:getChildCollectionSets(), "Travel")
	local portfolio = named(catalog:getChildCollections(), "Portfolio")
	assert(travel:type() == "LrCollectionSet" and portfolio:type() == "LrCollection")
	assert(travel:getParent() == nil and portfolio:getParent() == nil)
	assert(travel.catalog == catalog and portfolio.catalog == catalog)
	assert(names(travel:getChildCollections()) == "Cape, Lisbon" and #travel:getChildCollectionSets() == 0)
	local lisbon = named(travel:getChildCollections(), "Lisbon")
	assert(lisbon:getParent() == travel and #lisbon:getPhotos() == 4 and not lisbon:isSmartCollection())
	assert(lisbon:getSearchDescription() == nil)
	assert(catalog:getCollectionByLocalIdentifier(lisbon.localIdentifier) == lisbon)
	assert(catalog:getCollectionByLocalIdentifier(travel.localIdentifier) == travel)
	assert(catalog:getCollectionByLocalIdentifier(0.5) == nil)
	local smart = named(catalog:getChildCollectionSets(), "Smart Collections")
	local five = named(smart:getChildCollections(), "Five Stars")
	assert(five:isSmartCollection() and #five:getPhotos() == 3)
	local search = five:getSearchDescription()
	assert(search.criteria == "rating" and search.operation == ">=" and search.value == 5)

	-- Reading needs no gate, changing does, and a refusal changes nothing.
	local photo = catalog:getAllPhotos()[1]
	for _, attempt in ipairs({
		{ "LrCollection:addPhotos", lisbon.addPhotos, lisbon, { photo } },
		{ "LrCollection:removePhotos", lisbon.removePhotos, lisbon, lisbon:getPhotos() },
		{ "LrCollection:removeAllPhotos", lisbon.removeAllPhotos, lisbon },
		{ "LrCollection:setName", lisbon.setName, lisbon, "x" },
		{ "LrCollection:setParent", lisbon.setParent, lisbon, nil },
		{ "LrCollection:delete", lisbon.delete, lisbon },
		{ "LrCollection:setSearchDescription", five.setSearchDescription, five, search },
		{ "LrCollectionSet:setName", travel.setName, travel, "x" },
		{ "LrCollectionSet:setParent", travel.setParent, travel, nil },
		{ "LrCollectionSet:delete", travel.delete, travel },
		{ "LrCatalog:createCollection", catalog.createCollection, catalog, "x" },
		{ "LrCatalog:createCollectionSet", catalog.createCollectionSet, catalog, "x" },
		{ "LrCatalog:createSmartCollection", catalog.createSmartCollection, catalog, "x", search },
	}) do
		refused(attempt[1] .. ": must be called within", attempt[2], unpack(attempt, 3, 5))
	end
	assert(lisbon:getName() == "Lisbon" and lisbon:getParent() == travel and #lisbon:getPhotos() == 4)

	catalog:withWriteAccessDo("Collections", function()
		-- Members.
		local trip = catalog:createCollection("Trip", travel)
		assert(trip:getParent() == travel and #trip:getPhotos() == 0)
		local all = catalog:getAllPhotos()
		trip:addPhotos({ all[3], all[1] })
		trip:addPhotos({ all[1] })
		assert(#trip:getPhotos() == 2, "a photo is in it once")
		trip:removePhotos({ all[3], all[5] })
		assert(#trip:getPhotos() == 1 and trip:getPhotos()[1] == all[1])
		trip:addPhotos({})
		trip:removeAllPhotos()
		assert(#trip:getPhotos() == 0)

		-- Names and places.
		trip:setName("Other trip")
		assert(trip:getName() == "Other trip")
		local inner = catalog:createCollectionSet("Inner", travel)
		trip:setParent(inner)
		assert(trip:getParent() == inner and inner:getParent() == travel)
		local children = travel:getChildren()
		assert(children[1] == inner and #children == 3)
		trip:setParent(nil)
		assert(trip:getParent() == nil and #inner:getChildren() == 0)
		inner:setParent(nil)
		inner:setName("Outer")
		assert(inner:getParent() == nil and inner:getName() == "Outer")
		inner:setParent(travel)
		refused("", travel.setParent, travel, inner)
		assert(travel:getParent() == nil, "no set is within itself")

		-- Of the same name.
		assert(catalog:createCollection("Lisbon", travel) == nil)
		assert(catalog:createCollection("Lisbon", travel, true) == lisbon)
		assert(catalog:createCollectionSet("Travel") == nil)
		assert(catalog:createCollectionSet("Travel", nil, true) == travel)
		assert(catalog:createCollection("Lisbon") ~= lisbon, "elsewhere it is another")

		-- Smart ones follow the photos, and take no members.
		local four = catalog:createSmartCollection("Four", {
			{ criteria = "rating", operation = "==", value = 4 },
			{ criteria = "keywords", operation = "words", value = "snow" },
			combine = "intersect",
		}, travel)
		assert(#four:getPhotos() == 2)
		four:setSearchDescription({ criteria = "rating", operation = "==", value = 1 })
		assert(#four:getPhotos() == 1 and four:getSearchDescription().value == 1)
		four:getPhotos()[1]:setRawMetadata("rating", 2)
		assert(#four:getPhotos() == 0)
		refused("", four.addPhotos, four, { all[1] })
		refused("", four.removeAllPhotos, four)
		refused("", lisbon.setSearchDescription, lisbon, search)
		refused("malformed search", four.setSearchDescription, four, "rating")

		-- Wrong arguments.
		refused("bad argument #1 to 'createCollection'", catalog.createCollection, catalog)
		refused("bad argument #2 to 'createCollection' (collectionSet expected", catalog.createCollection, catalog, "x", lisbon)
		refused("", catalog.createCollection, catalog, "")
		refused("bad argument #1 to 'addPhotos' (array of photo expected, got nil)", trip.addPhotos, trip)
		refused("bad argument #1 to 'addPhotos' (photo expected, got number)", trip.addPhotos, trip, { 7 })
		refused("bad argument #1 to 'removePhotos' (photo expected, got table)", trip.removePhotos, trip, { trip })
		refused("bad argument #1 to 'setParent' (collectionSet expected, got table)", trip.setParent, trip, trip)
		refused("bad argument #1 to 'setName'", trip.setName, trip, {})
		refused("call it with a colon", trip.getName)
		refused("call it with a colon", trip.getName, travel)
		refused("call it with a colon", travel.getChildren, trip)
		refused("bad argument #1 to 'getCollectionByLocalIdentifier'", catalog.getCollectionByLocalIdentifier, catalog, "x")

		-- What is gone says so.
		local id = trip.localIdentifier
		trip:delete()
		refused("no longer in the catalog", trip.getName, trip)
		refused("no longer in the catalog", trip.addPhotos, trip, { all[1] })
		assert(catalog:getCollectionByLocalIdentifier(id) == nil)
		inner:delete()
		refused("no longer in the catalog", inner.getChildren, inner)
	end)
	import "LrLogger"("test"):enable("print")
	import "LrLogger"("test"):info("done")
end)
