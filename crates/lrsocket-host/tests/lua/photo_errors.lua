-- LrPhoto and LrCatalog: arguments that are wrong, and photos outside gates.
local LrApplication = import "LrApplication"
local LrTasks = import "LrTasks"

local catalog = LrApplication.activeCatalog()

local function refused(text, f, ...)
	local ok, e = LrTasks.pcall(f, ...)
	assert(not ok, "not refused: " .. text)
	assert(type(e) == "string" and e:find(text, 1, true), tostring(e))
end

LrTasks.startAsyncTask(function()
	local photo = catalog:findPhotos({ searchDesc = { criteria = "title", operation = "==", value = "Ferry" } })[1]
	local before = photo:getRawMetadata()

	-- Every documented key that can be set, without a gate.
	for key, value in pairs({
		rating = 1,
		title = "x",
		caption = "x",
		colorNameForLabel = "red",
		label = "Red",
		pickStatus = -1,
		gps = { latitude = 1, longitude = 1 },
		gpsAltitude = 5,
		copyrightState = "copyrighted",
		headline = "x",
		city = "x",
	}) do
		refused("LrPhoto:setRawMetadata: must be called within", photo.setRawMetadata, photo, key, value)
	end
	for _, attempt in ipairs({
		{ "LrPhoto:applyDevelopSettings", photo.applyDevelopSettings, photo, { Exposure2012 = 1 } },
		{ "LrPhoto:applyDevelopPreset", photo.applyDevelopPreset, photo,
			LrApplication.developPresetFolders()[1]:getDevelopPresets()[1] },
		{ "LrPhoto:createDevelopSnapshot", photo.createDevelopSnapshot, photo, "x" },
		{ "LrPhoto:applyDevelopSnapshot", photo.applyDevelopSnapshot, photo, "x" },
		{ "LrPhoto:deleteDevelopSnapshot", photo.deleteDevelopSnapshot, photo, "x" },
	}) do
		refused(attempt[1] .. ": must be called within", attempt[2], unpack(attempt, 3, 4))
	end
	refused("must be called within a catalog:withPrivateWriteAccessDo", photo.setPropertyForPlugin, photo,
		_PLUGIN, "field", "x")
	local after = photo:getRawMetadata()
	for key, value in pairs(before) do
		assert(type(value) == "table" or after[key] == value, key)
	end

	catalog:withWriteAccessDo("Wrong", function()
		-- Each key takes values of its own; a refusal leaves what was there.
		for _, case in ipairs({
			{ "rating", -1 },
			{ "rating", 6 },
			{ "rating", "many" },
			{ "title", {} },
			{ "pickStatus", 2 },
			{ "gps", { latitude = 91, longitude = 0 } },
			{ "gps", { latitude = 1 } },
			{ "gps", "Lisbon" },
			{ "copyrightState", "mine" },
		}) do
			refused(case[1] == "rating" and "Invalid rating: " .. case[2]
				or 'LrPhoto:setRawMetadata: "' .. case[1] .. '" must be', photo.setRawMetadata, photo, case[1], case[2])
		end
		refused('unknown metadata key "nonsense"', photo.setRawMetadata, photo, "nonsense", 1)
		refused('unknown metadata key "fileName"', photo.setRawMetadata, photo, "fileName", "x")
		refused("bad argument #1 to 'setRawMetadata'", photo.setRawMetadata, photo)
		refused("bad argument #1 to 'applyDevelopSettings'", photo.applyDevelopSettings, photo, "x")
		refused("bad argument #1 to 'createDevelopSnapshot'", photo.createDevelopSnapshot, photo)
		refused("snapshot", photo.applyDevelopSnapshot, photo, "none")
		refused("snapshot", photo.deleteDevelopSnapshot, photo, "none")
		refused("", photo.setPropertyForPlugin, photo, true, "field", "x")
		refused("bad argument #2 to 'setPropertyForPlugin'", photo.setPropertyForPlugin, photo, _PLUGIN)

		-- What can be unset.
		photo:setRawMetadata("rating", nil)
		photo:setRawMetadata("gps", nil)
		photo:setRawMetadata("title", "")
		assert(photo:getRawMetadata("rating") == nil and photo:getRawMetadata("gps") == nil)
		assert(photo:getFormattedMetadata("title") == "")
	end)

	-- Reading with wrong arguments.
	refused('Unknown key: "nonsense"', photo.getFormattedMetadata, photo, "nonsense")
	refused("bad argument #1 to 'getRawMetadata'", photo.getRawMetadata, photo, {})
	refused("bad argument #1 to 'batchGetRawMetadata' (array of photo", catalog.batchGetRawMetadata, catalog)
	refused("bad argument #2 to 'batchGetRawMetadata' (table expected", catalog.batchGetRawMetadata, catalog, { photo }, "path")
	refused('Unknown key: "x"', catalog.batchGetFormattedMetadata, catalog, { photo }, { "x" })
	refused("bad argument #1 to 'findPhotoByPath'", catalog.findPhotoByPath, catalog)
	refused("bad argument #1 to 'findPhotoByUuid'", catalog.findPhotoByUuid, catalog, {})
	refused("bad argument #1 to 'getPhotoByLocalId'", catalog.getPhotoByLocalId, catalog, "x")
	refused("bad argument #1 to 'setSelectedPhotos' (photo expected", catalog.setSelectedPhotos, catalog, "x", {})
	refused("bad argument #2 to 'setSelectedPhotos' (photo expected", catalog.setSelectedPhotos, catalog, photo, { 1 })
	refused("bad argument #1 to 'setViewFilter'", catalog.setViewFilter, catalog, 7)
	refused("call it with a colon", catalog.getAllPhotos)
	refused("call it with a colon", catalog.findPhotos, photo, {})
	assert(catalog:findPhotoByUuid("no uuid") == nil)

	-- Paths in either case.
	local path = photo:getRawMetadata("path")
	assert(catalog:findPhotoByPath(path:upper()) == photo, "case counts only if asked for")
	assert(catalog:findPhotoByPath(path:upper(), true) == nil)

	-- A photo that is gone says so, and comes back with its undo.
	local LrSelection, LrUndo = import "LrSelection", import "LrUndo"
	catalog:setSelectedPhotos(photo, {})
	LrSelection.removeFromCatalog()
	refused("no longer in the catalog", photo.getRawMetadata, photo, "path")
	refused("no longer in the catalog", photo.getDevelopSettings, photo)
	LrUndo.undo()
	assert(photo:getRawMetadata("path") == path)
	import "LrLogger"("test"):enable("print")
	import "LrLogger"("test"):info("done")
end)
