-- catalog:findPhotos over the built-in catalog: what each kind of criterion finds.
local LrApplication = import "LrApplication"
local LrTasks = import "LrTasks"

local catalog = LrApplication.activeCatalog()

local function refused(text, f, ...)
	local ok, e = LrTasks.pcall(f, ...)
	assert(not ok, "not refused: " .. text)
	assert(type(e) == "string" and e:find(text, 1, true), tostring(e))
end

-- The file names that a search finds, sorted; a virtual copy is marked.
local function found(search)
	local names = {}
	for i, photo in ipairs(catalog:findPhotos({ searchDesc = search })) do
		local copy = photo:getRawMetadata("isVirtualCopy") and "*" or ""
		names[i] = photo:getFormattedMetadata("fileName") .. copy
	end
	table.sort(names)
	return table.concat(names, " ")
end

local function expect(names, criteria, operation, value, value2)
	local got = found({ criteria = criteria, operation = operation, value = value, value2 = value2 })
	assert(got == names, criteria .. " " .. operation .. ": " .. got)
end

LrTasks.startAsyncTask(function()
	-- Stars.
	expect("DSC_0117.NEF DSC_0502.NEF DSC_0801-Edit.tif", "rating", "==", 5)
	expect("IMG_3310.HEIC", "rating", "==", 1)
	expect("DSCF1260.JPG DSC_0241.NEF IMG_3310.HEIC", "rating", "in", 1, 2)
	local total = 0
	for stars = 0, 5 do
		total = total + #catalog:findPhotos({ searchDesc = { criteria = "rating", operation = "==", value = stars } })
	end
	assert(total == #catalog:getAllPhotos())
	local most = #catalog:findPhotos({ searchDesc = { criteria = "rating", operation = ">", value = 3 } })
	local rest = #catalog:findPhotos({ searchDesc = { criteria = "rating", operation = "<=", value = 3 } })
	assert(most + rest == total and most > 0)

	-- Flag, label, format, copies.
	expect("DSC_0103.NEF DSC_0634.NEF", "pick", "==", -1)
	expect("DSC_0502.NEF", "labelColor", "==", 1)
	expect("DSC_0502.NEF*", "labelColor", "==", "custom")
	expect("DSC_0502.NEF*", "labelText", "==", "To print")
	expect("DSC_0502.NEF*", "copyname", "any", "black")
	expect("Poster.psd", "fileFormat", "==", "PSD")
	expect("DSC_0241-Pano.dng", "filename", "any", "pano")

	-- Keywords: with their synonyms, in any case.
	expect("DSC_0633.NEF DSC_0634.NEF", "keywords", "any", "birds")
	expect("DSC_0633.NEF DSC_0634.NEF", "keywords", "any", "FOWL")
	expect("DSC_0101.NEF DSC_0117.NEF", "keywords", "all", "hamburg winter")
	expect("DSC_0101.NEF DSC_0117.NEF DSC_0240.NEF", "keywords", "words", "winter")
	expect("", "keywords", "words", "wint")
	expect("DSC_0103.NEF Watermark.png", "keywords", "empty")
	assert(not found({ criteria = "keywords", operation = "noneOf", value = "snow lisbon" }):find("DSCF12", 1, true))

	-- Text anywhere: every part, any part, whole words.
	expect("DSC_0101.NEF", "all", "all", "cranes dawn")
	expect("", "all", "all", "cranes ferry")
	expect("DSC_0101.NEF DSC_0117.NEF", "all", "any", "cranes ferry")
	expect("DSC_0101.NEF", "all", "words", "dawn cranes")
	expect("", "all", "words", "crane")
	expect("DSC_0101.NEF", "title", "beginsWith", "Cranes")
	expect("DSCF1201.RAF", "title", "endsWith", "28")
	expect("DSCF1201.RAF", "title", "==", "Tram 28")

	-- Dates.
	expect("DSC_0101.NEF DSC_0102.NEF DSC_0103.NEF DSC_0117.NEF", "captureTime", "==", "2024-01-14")
	expect("DSC_0801-Edit.tif DSC_0801.NEF Poster.psd", "captureTime", ">", "2024-09-03")
	expect("DSC_0101.NEF DSC_0102.NEF DSC_0103.NEF DSC_0117.NEF", "captureTime", "<", "2024-02-01")
	expect("DSC_0240.NEF DSC_0241-Pano.dng DSC_0241.NEF", "captureTime", "in", "2024-02-01", "2024-02-28")
	refused("has no operation \"==\" for this value", catalog.findPhotos, catalog,
		{ searchDesc = { criteria = "captureTime", operation = "==", value = "yesterday" } })

	-- Combined, also within each other.
	local rated = { criteria = "rating", operation = ">=", value = 4 }
	local anna = { criteria = "keywords", operation = "words", value = "anna" }
	local picked = { criteria = "pick", operation = "==", value = 1 }
	local both = "DSC_0502.NEF DSC_0503.NEF DSC_0801-Edit.tif"
	assert(found({ rated, anna, combine = "intersect" }) == both)
	assert(found({ rated, anna }) == both, "without a word, all must hold")
	assert(found({ rated, { anna, picked, combine = "intersect" }, combine = "intersect" })
		== "DSC_0502.NEF DSC_0801-Edit.tif")
	assert(found({ anna, { criteria = "filename", operation = "any", value = "png" }, combine = "union" })
		== "DSC_0502.NEF DSC_0502.NEF* DSC_0503.NEF DSC_0801-Edit.tif DSC_0801.NEF Watermark.png")
	local none = catalog:findPhotos({ searchDesc = { rated, anna, combine = "exclude" } })
	local any = catalog:findPhotos({ searchDesc = { rated, anna, combine = "union" } })
	assert(#none + #any == total and #none > 0)

	-- Order: by capture time from the newest, unless asked otherwise.
	local function first(sort, ascending)
		local photos = catalog:findPhotos({ searchDesc = rated, sort = sort, ascending = ascending })
		return photos[1]:getFormattedMetadata("fileName")
	end
	assert(first() == "DSC_0801-Edit.tif" and first("captureTime", true) == "DSC_0117.NEF")
	assert(first("fileName", true) == "DSC_0117.NEF" and first("extension", true) == "DSC_0241-Pano.dng")
	refused('cannot sort by "size"', catalog.findPhotos, catalog, { searchDesc = rated, sort = "size" })

	-- Descriptors that are none.
	for _, case in ipairs({
		{ "table expected, got nil", nil },
		{ "table expected, got string", "rating" },
		{ "expected a table, got", {} },
		{ "expected a table, got", { searchDesc = "rating" } },
		{ "criteria must be a string", { searchDesc = { criteria = 1, operation = "==" } } },
		{ "operation must be a string", { searchDesc = { criteria = "rating", value = 1 } } },
		{ 'has no operation "like"', { searchDesc = { criteria = "rating", operation = "like", value = 1 } } },
		{ 'has no operation "=="', { searchDesc = { criteria = "rating", operation = "==", value = {} } } },
		{ 'there is no combine "xor"', { searchDesc = { rated, combine = "xor" } } },
		{ 'criterion "stars" is not simulated', { searchDesc = { criteria = "stars", operation = "==", value = 1 } } },
	}) do
		refused(case[1], catalog.findPhotos, catalog, case[2])
	end
	import "LrLogger"("test"):enable("print")
	import "LrLogger"("test"):info("done")
end)
