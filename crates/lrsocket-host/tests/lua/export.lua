-- LrExportSession, LrExportRendition, and LrExportContext by way of the plug-in's own export service,
-- which is export_service.lua.
local LrExportSession, LrTasks = import "LrExportSession", import "LrTasks"
local LrProgressScope, LrExportSettings = import "LrProgressScope", import "LrExportSettings"
local catalog = import("LrApplication").activeCatalog()

local function refused(text, f, ...)
	local ok, message = LrTasks.pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

assert(LrExportSettings.extensionForFormat("JPEG") == "jpg")
assert(LrExportSettings.extensionForFormat("TIFF") == "tif")
assert(LrExportSettings.extensionForFormat("ORIGINAL") == nil)

refused("bad argument #1 to 'LrExportSession' (table expected, got no value)", LrExportSession)
refused("bad argument #1 to 'LrExportSession' (array of photo expected, got nil)", LrExportSession, {})
refused("LrExportSession: exportSettings must be a table, got string", LrExportSession,
	{ photosToExport = {}, exportSettings = "JPEG" })

LrTasks.startAsyncTask(function()
	local all = catalog:getAllPhotos()
	local photos = { all[1], all[2], all[3] }
	local session = LrExportSession({
		photosToExport = photos,
		exportSettings = {
			LR_export_destinationType = "specificFolder",
			LR_export_destinationPathPrefix = import("LrPathUtils").getStandardFilePath("temp"),
			LR_export_useSubfolder = true,
			LR_export_destinationPathSuffix = "web",
			LR_format = "JPEG",
		},
	})
	assert(session:type() == "LrExportSession" and session.catalog == catalog)
	assert(session:countRenditions() == 3)
	refused("call it with a colon, exportSession:countRenditions(…)", session.countRenditions)

	-- The photos are those of the beginning, whatever is removed meanwhile.
	local seen = 0
	for photo in session:photosToExport() do
		seen = seen + 1
		assert(photo == photos[seen])
		session:removePhoto(photo)
	end
	assert(seen == 3 and session:countRenditions() == 0)

	session = LrExportSession({ photosToExport = photos, exportSettings = { LR_format = "ORIGINAL" } })
	session:removePhoto(photos[2])
	local scope = LrProgressScope({ title = "Export" })
	for i, rendition in session:renditions({ progressScope = scope, renderProgressPortion = 0.5 }) do
		assert(rendition:type() == "LrExportRendition" and rendition.photo == photos[i == 1 and 1 or 3])
		assert(rendition.destinationPath == nil and rendition.publishedPhotoId == nil)
		assert(scope:getPortionComplete() == (i - 1) / 4)
		local done, why = rendition:waitForRender()
		assert(done == false and why:find("does not know where", 1, true), why)
	end
	assert(scope:getPortionComplete() == 0.5)
	local first
	for i, rendition in session:renditions({ progressScope = scope, stopIfCanceled = true }) do
		assert(i == 1)
		first = rendition
		rendition:skipRender()
		scope:cancel()
	end
	-- Documented: of a skipped one, success at once.
	assert(first.wasSkipped and first:waitForRender() == true)
	refused("call it with a colon, rendition:waitForRender(…)", first.waitForRender)
	first:uploadFailed("no network")
	first:renditionIsDone(true)
	first:recordPublishedPhotoId(7)
	session:recordRemoteCollectionId("x")

	session:doExportOnCurrentTask()
	print("exported")

	-- The plug-in's own service.
	LrExportSession({
		photosToExport = photos,
		exportSettings = { LR_exportServiceProvider = _PLUGIN.id, LR_format = "JPEG", quality = 80 },
	}):doExportOnCurrentTask()
	print("served")
	local failing = LrExportSession({
		photosToExport = photos,
		exportSettings = { LR_exportServiceProvider = _PLUGIN.id, fail = true },
	})
	refused("the service fails", failing.doExportOnCurrentTask, failing)
	LrExportSession({
		photosToExport = {},
		exportSettings = { LR_exportServiceProvider = _PLUGIN.id .. ".1" },
	}):doExportOnNewTask()
	print("started")
end)

local session = LrExportSession({ photosToExport = {} })
refused("We can only wait from within a task", session.doExportOnCurrentTask, session)
