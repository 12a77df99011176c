local LrSelection = import "LrSelection"
local LrTasks = import "LrTasks"

local catalog = import "LrApplication".activeCatalog()

LrTasks.startAsyncTask(function()
	local all = #catalog:getAllPhotos()
	local function shown()
		LrSelection.selectNone()
		return catalog:getTargetPhotos()
	end
	-- What is shown is just what passes.
	local function shows(filter, passes)
		catalog:setViewFilter(filter)
		local count = 0
		for _, photo in ipairs(catalog:getAllPhotos()) do
			count = count + (passes(photo) and 1 or 0)
		end
		assert(count > 0 and count < all, "the filter tells photos apart: " .. count)
		local photos = shown()
		assert(#photos == count, #photos .. " shown, not " .. count)
		for _, photo in ipairs(photos) do
			assert(passes(photo), photo:getFormattedMetadata("fileName"))
		end
	end
	local function raw(key)
		return function(photo)
			return photo:getRawMetadata(key)
		end
	end
	local label, pick, stars = raw("colorNameForLabel"), raw("pickStatus"), raw("rating")

	-- All members are there from the beginning, and nothing is hidden.
	local none, preset = catalog:getCurrentViewFilter()
	assert(preset == nil)
	for _, name in ipairs({ "columnBrowserActive", "filtersActive", "searchStringActive", "label1",
		"label5", "customLabel", "nolabel" }) do
		assert(none[name] == false, name)
	end
	assert(none.minRating == 0 and none.ratingOp == ">=")
	assert(none.searchOp == "all" and none.searchString == "" and none.searchTarget == "all")
	assert(#shown() == all)

	shows({ minRating = 4, ratingOp = ">=" }, function(photo)
		return (stars(photo) or 0) >= 4
	end)
	local filter = catalog:getCurrentViewFilter()
	assert(filter.filtersActive and filter.minRating == 4 and filter.pick == nil)

	shows({ label1 = true, label4 = true }, function(photo)
		return label(photo) == "red" or label(photo) == "blue"
	end)
	assert(catalog:getCurrentViewFilter().label4 == true)
	shows({ nolabel = true }, function(photo)
		return label(photo) == "gray"
	end)
	shows({ pick = "flagged,rejected" }, function(photo)
		return pick(photo) ~= 0
	end)
	shows({ pick = "unflagged" }, function(photo)
		return pick(photo) == 0
	end)
	shows({ whichCopies = "virtualCopies,videos" }, function(photo)
		return photo:getRawMetadata("isVirtualCopy") or photo:getRawMetadata("isVideo")
	end)
	shows({ searchString = "dsc", searchOp = "beginwith", searchTarget = "filename" }, function(photo)
		return photo:getFormattedMetadata("fileName"):find("^DSC") ~= nil
	end)
	assert(catalog:getCurrentViewFilter().searchStringActive == true)
	-- The parts are switched each by itself.
	shows({ filtersActive = false, minRating = 5, searchString = "nef", searchTarget = "filename" },
		function(photo)
			return photo:getFormattedMetadata("fileName"):find("NEF") ~= nil
		end)
	assert(catalog:getCurrentViewFilter().filtersActive == false)
	assert(catalog:getCurrentViewFilter().minRating == 5, "it is kept while it is off")

	-- All of a kind is no filter.
	catalog:setViewFilter({ whichCopies = "masterImages,virtualCopies,videos", pick = "" })
	assert(#shown() == all)

	-- Whether it is another one; what was read can be set again; there are no presets.
	local before = catalog:getCurrentViewFilter()
	assert(catalog:setViewFilter({ minRating = 2 }) == true)
	assert(catalog:setViewFilter({ minRating = 2 }) == false)
	assert(catalog:setViewFilter(before) == true and #shown() == all)
	assert(catalog:setViewFilter("no such preset") == nil)
	catalog:setViewFilter({ minRating = 5 })
	catalog:setViewFilter()
	assert(#shown() == all and catalog:getCurrentViewFilter().filtersActive == false)

	import "LrLogger"("test"):enable("print")
	import "LrLogger"("test"):info("done")
end)
