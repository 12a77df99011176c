-- catalog:addPhoto reads the file that it adds.
local LrApplication = import "LrApplication"
local LrFileUtils = import "LrFileUtils"
local LrPathUtils = import "LrPathUtils"
local LrTasks = import "LrTasks"

local catalog = LrApplication.activeCatalog()

local function refused(text, f, ...)
	local ok, e = LrTasks.pcall(f, ...)
	assert(not ok, "not refused: " .. text)
	assert(type(e) == "string" and e:find(text, 1, true), tostring(e))
end

local folder = LrPathUtils.child(LrPathUtils.getStandardFilePath("temp"), "catalog_add")
LrFileUtils.createAllDirectories(folder)

local function write(name, bytes)
	local path = LrPathUtils.child(folder, name)
	local file = assert(io.open(path, "wb"))
	file:write(bytes)
	file:close()
	return path
end

local function segment(marker, content)
	local length = #content + 2
	return "\255" .. string.char(marker, math.floor(length / 256), length % 256) .. content
end

-- 64 x 32 pixels, rated, with a hierarchical keyword and an exposure.
local xmp = [[<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:lr="http://ns.adobe.com/lightroom/1.0/"
 xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" xmp:Rating="4" crs:Exposure2012="+0.50">
 <lr:hierarchicalSubject><rdf:Bag><rdf:li>Added|Here</rdf:li></rdf:Bag></lr:hierarchicalSubject>
 </rdf:Description></rdf:RDF></x:xmpmeta>]]
local jpeg = "\255\216" .. segment(0xe1, "http://ns.adobe.com/xap/1.0/\0" .. xmp)
	.. segment(0xc0, "\8\0\32\0\64\1\1\17\0") .. segment(0xda, "") .. "\255\217"

local path = write("a.jpg", jpeg)
local other = write("b.jpg", jpeg)
local broken = write("broken.jpg", jpeg:sub(1, 40))
local raw = write("c.CR3", "no container")
local text = write("d.txt", "text")

refused("We can only wait from within a task", catalog.addPhoto, catalog, path)

LrTasks.startAsyncTask(function()
	refused("LrCatalog:addPhoto: must be called within", catalog.addPhoto, catalog, path)
	local count = #catalog:getAllPhotos()
	local photo, above
	catalog:withWriteAccessDo("Add", function()
		photo = catalog:addPhoto(path)
		refused("already in the catalog", catalog.addPhoto, catalog, path)
		refused("does not exist", catalog.addPhoto, catalog, path .. ".jpg")
		refused("does not exist", catalog.addPhoto, catalog, folder)
		refused("is damaged", catalog.addPhoto, catalog, broken)
		refused("is not supported", catalog.addPhoto, catalog, text)
		refused("bad argument #1 to 'addPhoto'", catalog.addPhoto, catalog)
		refused("bad argument #2 to 'addPhoto'", catalog.addPhoto, catalog, other, "photo", "above")
		refused("position can not be used unless stackWithPhoto is present",
			catalog.addPhoto, catalog, other, nil, "above")
		refused("above", catalog.addPhoto, catalog, other, photo, "beside")
		refused("metadata presets are not implemented", catalog.addPhoto, catalog, other, nil, nil, "uuid")
		refused("there is no such develop preset", catalog.addPhoto, catalog, other, nil, nil, nil, "uuid")
		above = catalog:addPhoto(other, photo, "above")
		-- A raw file that cannot be read is one all the same.
		assert(catalog:addPhoto(raw):getRawMetadata("fileFormat") == "RAW")
	end)
	assert(#catalog:getAllPhotos() == count + 3)
	local size = photo:getRawMetadata("dimensions")
	assert(size.width == 64 and size.height == 32)
	assert(photo:getRawMetadata("rating") == 4 and photo:getRawMetadata("fileSize") == #jpeg)
	assert(photo:getFormattedMetadata("keywordTags") == "Here")
	local keyword = photo:getRawMetadata("keywords")[1]
	assert(keyword:getParent():getName() == "Added")
	assert(above:getRawMetadata("keywords")[1] == keyword, "found, not made again")
	assert(photo:getDevelopSettings().Exposure2012 == 0.5)
	assert(above:getRawMetadata("stackPositionInFolder") == 1)
	assert(photo:getRawMetadata("stackPositionInFolder") == 2)
	assert(catalog:findPhotoByPath(path) == photo)
	import "LrLogger"("test"):enable("print")
	import "LrLogger"("test"):info("done")
end)
