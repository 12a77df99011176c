local LrApplication = import "LrApplication"
local LrTasks = import "LrTasks"

local function refused(text, f, ...)
	local ok, e = LrTasks.pcall(f, ...)
	assert(not ok, "not refused: " .. text)
	assert(type(e) == "string" and e:find(text, 1, true), tostring(e))
end

assert(LrApplication.versionString() == "15.5.1")
assert(LrApplication.versionTable().major == 15)

LrTasks.startAsyncTask(function()
	local catalog = LrApplication.activeCatalog()
	assert(catalog == LrApplication.activeCatalog() and catalog:type() == "LrCatalog")
	assert(catalog:getPath():find("%.lrcat$"))

	local all = catalog:getAllPhotos()
	assert(#all == 24, #all)
	local photo = all[1]
	assert(photo == catalog:getAllPhotos()[1] and photo:type() == "LrPhoto")
	assert(photo.catalog == catalog)
	assert(catalog:getPhotoByLocalId(photo.localIdentifier) == photo)
	assert(catalog:getPhotoByLocalId(-1) == nil and catalog:getPhotoByLocalId(1e9) == nil)
	assert(catalog:findPhotoByPath(photo:getRawMetadata("path")) == photo)
	assert(catalog:findPhotoByPath("/nowhere/x.jpg") == nil)
	assert(catalog:findPhotoByUuid(photo:getRawMetadata("uuid")) == photo)
	refused('Unknown key: "nonsense"', photo.getRawMetadata, photo, "nonsense")
	refused("call it with a colon", photo.getRawMetadata, "rating")

	-- Metadata: one key, all keys, many photos.
	assert(type(photo:getFormattedMetadata("fileName")) == "string")
	assert(photo:getFormattedMetadata().fileName == photo:getFormattedMetadata("fileName"))
	assert(photo:getRawMetadata().uuid == photo:getRawMetadata("uuid"))
	assert(type(photo:getRawMetadata("dimensions").width) == "number")
	local batch = catalog:batchGetRawMetadata(all, { "path", "rating" })
	assert(batch[photo].path == photo:getRawMetadata("path"))
	assert(catalog:batchGetFormattedMetadata({ photo }, { "fileName" })[photo].fileName)
	assert(catalog:batchGetFormattedMetadata({ photo })[photo].fileName == photo:getFormattedMetadata("fileName"))
	assert(catalog:batchGetRawMetadata({ photo }, nil)[photo].path == photo:getRawMetadata("path"))
	local copies = 0
	for i = 1, #all do
		local master = all[i]:getRawMetadata("masterPhoto")
		if all[i]:getRawMetadata("isVirtualCopy") then
			copies = copies + 1
			assert(master:getRawMetadata("virtualCopies")[1]:type() == "LrPhoto")
		end
		for _, keyword in ipairs(all[i]:getRawMetadata("keywords")) do
			assert(type(keyword:getName()) == "string")
		end
	end
	assert(copies > 0)

	-- Changes need a gate.
	refused("must be called within a catalog:withWriteAccessDo", photo.setRawMetadata, photo, "rating", 3)
	refused("must be called within a catalog:withWriteAccessDo", photo.applyDevelopSettings, photo, { Exposure2012 = 1 })
	assert(catalog.hasWriteAccess == false)
	local result = catalog:withWriteAccessDo("Change", function(context)
		assert(context.addCleanupHandler)
		assert(catalog.hasWriteAccess and catalog.hasPrivateWriteAccess)
		photo:setRawMetadata("rating", 3)
		photo:setRawMetadata("title", "Tïtle")
		photo:setRawMetadata("colorNameForLabel", "red")
		photo:setRawMetadata("pickStatus", 1)
		photo:setRawMetadata("gps", { latitude = 1.5, longitude = -2 })
		refused("Invalid rating: 9", photo.setRawMetadata, photo, "rating", 9)
		photo:applyDevelopSettings({ Exposure2012 = 1.5, ToneCurvePV2012 = { 0, 0, 128, 140, 255, 255 } })
	end)
	assert(result == "executed", result)
	assert(photo:getRawMetadata("rating") == 3 and photo:getFormattedMetadata("title") == "Tïtle")
	assert(photo:getRawMetadata("colorNameForLabel") == "red" and photo:getFormattedMetadata("label") == "Red")
	assert(photo:getRawMetadata("gps").longitude == -2)
	local settings = photo:getDevelopSettings()
	assert(settings.Exposure2012 == 1.5 and settings.ToneCurvePV2012[4] == 140)

	-- Copied settings, snapshots, quick develop, rotation.
	local other
	for i = 2, #all do
		if not all[i]:getRawMetadata("isVideo") then
			other = all[i]
			break
		end
	end
	assert(photo:copySettings() == true and other:pasteSettings() == true)
	assert(other:getDevelopSettings().Exposure2012 == 1.5)
	catalog:withWriteAccessDo("Snapshot", function()
		assert(photo:createDevelopSnapshot("mine") == true and photo:createDevelopSnapshot("mine") == false)
		photo:applyDevelopSettings({ Exposure2012 = 0 })
		local snapshots = photo:getDevelopSnapshots()
		local id
		for i = 1, #snapshots do
			id = snapshots[i].name == "mine" and snapshots[i].snapshotID or id
		end
		photo:applyDevelopSnapshot(id)
		assert(photo:getDevelopSettings().Exposure2012 == 1.5)
		local count = #snapshots
		photo:deleteDevelopSnapshot(id)
		assert(#photo:getDevelopSnapshots() == count - 1)
	end)
	photo:quickDevelopAdjustImage("Exposure", 50)
	assert(photo:getDevelopSettings().Exposure2012 == 2.5)
	refused("setting of Quick Develop", photo.quickDevelopAdjustImage, photo, "Nonsense", 1)
	local width = photo:getRawMetadata("width")
	photo:rotateLeft()
	assert(photo:getRawMetadata("height") == width)
	photo:rotateRight()
	assert(photo:getRawMetadata("width") == width)

	-- Selection, with who observes it.
	local told = 0
	local observer = {}
	LrApplication.addActivePhotoChangeObserver(function(same)
		assert(same == observer)
		told = told + 1
	end, observer)
	local first = catalog:getTargetPhoto() == photo and other or photo
	catalog:setSelectedPhotos(first, { photo, other })
	assert(catalog:getTargetPhoto() == first and #catalog:getTargetPhotos() == 2)
	assert(#catalog:getMultipleSelectedOrAllPhotos() == 2)
	while told == 0 do
		LrTasks.sleep(0.01)
	end
	LrApplication.removeActivePhotoChangeObserver(observer)
	catalog:setSelectedPhotos(first == photo and other or photo, {})
	LrTasks.sleep(0.05)
	assert(told == 1, told)

	-- Searching.
	local found = catalog:findPhotos({ searchDesc = { criteria = "rating", operation = ">=", value = 3 } })
	assert(#found > 0)
	for i = 1, #found do
		assert(found[i]:getRawMetadata("rating") >= 3)
	end
	refused("not simulated", catalog.findPhotos, catalog, {
		searchDesc = { criteria = "nonsense", operation = "==", value = 1 },
	})

	-- R12.3
	local answered
	photo:requestJpegThumbnail(100, 100, function(jpeg, message)
		assert(message == nil, message)
		answered = jpeg
	end)
	assert(answered == nil)
	LrTasks.sleep(0.02)
	assert(answered:sub(1, 3) == "\255\216\255" and answered:sub(-2) == "\255\217")
	assert(answered:find("Placeholder by lrsocket", 1, true))
	refused("not implemented", photo.buildSmartPreview, photo)
	refused("not implemented", LrApplication.macAddressHash)
	-- Lightroom comes from the Creative Cloud.
	assert(LrApplication.purchaseSource() == "CC" and LrApplication.serialNumberHash() == "")
	assert(LrApplication.appStoreReceiptHash() == nil)
	import "LrLogger"("test"):enable("print")
	import "LrLogger"("test"):info("done")
end)
