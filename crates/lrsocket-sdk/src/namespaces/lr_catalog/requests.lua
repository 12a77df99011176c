-- LrCatalog: imports, smart previews and AI settings.
local LrCatalog, runtime, host = ...

local ipairs, format = ipairs, string.format

local objects = runtime.objects
local class, photos = objects.class_of("LrCatalog"), objects.class_of("LrPhoto")

-- How long an import waits for another gate, in seconds.
local WAIT = 30

-- Adds the files that are not in the catalog yet, as one step.
local function import(catalog, member, files)
	local ids, left_out = {}, 0
	local result = catalog:withWriteAccessDo("Import Photos", function()
		for _, file in ipairs(files) do
			if catalog:findPhotoByPath(file) then
				left_out = left_out + 1
			else
				local ok, photo = runtime.nested(catalog.addPhoto, catalog, file)
				if ok then
					ids[#ids + 1] = photo.localIdentifier
				else
					left_out = left_out + 1
					host.warn(format("LrCatalog:%s: %s", member, runtime.describe(photo)))
				end
			end
		end
	end, { timeout = WAIT })
	if result == "executed" and #ids > 0 then
		host.imported(ids)
	end
	host.warn(format("LrCatalog:%s: %d photos imported where they are, %d left out; Lightroom would "
		.. "apply the settings of its Import dialog", member, #ids, left_out))
end

-- Both wait, so they need a task (R2.1, R2.2).
function LrCatalog:triggerImportUI(path)
	class.self(self, "triggerImportUI")
	runtime.wait(runtime.YIELD)
	local files = host.importable("triggerImportUI", path)
	if host.ask_import(path, #files) == "ok" then
		import(self, "triggerImportUI", files)
	end
end

function LrCatalog:triggerImportFromPathWithPreviousSettings(path)
	class.self(self, "triggerImportFromPathWithPreviousSettings")
	runtime.wait(runtime.YIELD)
	import(self, "triggerImportFromPathWithPreviousSettings",
		host.importable("triggerImportFromPathWithPreviousSettings", path))
end

function LrCatalog:updateAISettings(list)
	class.self(self, "updateAISettings")
	local ids = photos.ids(list, 1, "updateAISettings")
	self:assertHasWriteAccess("LrCatalog:updateAISettings")
	host.warn(format("LrCatalog:updateAISettings: nothing of these %d photos is out of date, since no "
		.. "pixels are computed; Lightroom would look at each", #ids))
end

function LrCatalog:buildSmartPreviews(list)
	class.self(self, "buildSmartPreviews")
	local ids = photos.ids(list, 1, "buildSmartPreviews")
	runtime.wait(runtime.YIELD)
	local results = { created = {}, existed = {}, failed = {} }
	for i, id in ipairs(ids) do
		local of = results[host.build_smart_preview(id)]
		if of then
			of[#of + 1] = list[i]
		end
	end
	host.warn(format("LrCatalog:buildSmartPreviews: %d smart previews are noted as built; no file is "
		.. "written, and smartPreviewInfo stays empty", #results.created))
	return results
end
