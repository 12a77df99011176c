local LrApplication = import "LrApplication"
local LrTasks = import "LrTasks"

local catalog = LrApplication.activeCatalog()

local function refused(text, f, ...)
	local ok, e = LrTasks.pcall(f, ...)
	assert(not ok, "not refused: " .. text)
	assert(type(e) == "string" and e:find(text, 1, true), tostring(e))
end

-- Outside a task.
refused("We can only wait from within a task", catalog.withWriteAccessDo, catalog, "No", function() end)

LrTasks.startAsyncTask(function()
	local photo = catalog:getAllPhotos()[1]
	local before = photo:getFormattedMetadata("title")

	-- An error takes all back and goes on as it is.
	local mark = {}
	local ok, e = LrTasks.pcall(catalog.withWriteAccessDo, catalog, "Fails", function()
		photo:setRawMetadata("title", "never")
		LrTasks.sleep(0.01)
		error(mark)
	end)
	assert(not ok and e == mark)
	assert(photo:getFormattedMetadata("title") == before and not catalog.hasWriteAccess)

	-- Gates do not nest.
	catalog:withWriteAccessDo("Outer", function()
		refused("It was blocked by another write access call", catalog.withWriteAccessDo, catalog, "Inner",
			function() end)
	end)

	-- One after the other.
	local order = {}
	LrTasks.startAsyncTask(function()
		catalog:withWriteAccessDo("First", function()
			order[#order + 1] = "first begins"
			LrTasks.sleep(0.1)
			photo:setRawMetadata("title", "first")
			order[#order + 1] = "first ends"
		end)
	end)
	while #order == 0 do
		LrTasks.yield()
	end
	refused("no timeout parameters were provided", catalog.withWriteAccessDo, catalog, "Second", function() end)
	local called = false
	local result = catalog:withWriteAccessDo("Short", function()
		error("never runs")
	end, {
		timeout = 0.01,
		callback = function()
			called = true
		end,
	})
	assert(result == "aborted" and called)
	local later = false
	assert(catalog:withWriteAccessDo("Queued", function()
		later = true
	end, { timeout = 10, asynchronous = true }) == "queued")
	assert(not later)
	result = catalog:withWriteAccessDo("Second", function()
		order[#order + 1] = "second"
		assert(photo:getFormattedMetadata("title") == "first")
	end, { timeout = 10 })
	assert(result == "executed")
	assert(table.concat(order, ", ") == "first begins, first ends, second", table.concat(order, ", "))
	while not later do
		LrTasks.sleep(0.01)
	end

	-- Private access is for properties alone.
	catalog:withPrivateWriteAccessDo(function()
		assert(catalog.hasPrivateWriteAccess and not catalog.hasWriteAccess)
		photo:setPropertyForPlugin(_PLUGIN, "state", "seen", 2)
		catalog:setPropertyForPlugin(_PLUGIN, "count", 7)
		refused("withWriteAccessDo", photo.setRawMetadata, photo, "title", "no")
		refused("mine: must be called", catalog.assertHasWriteAccess, catalog, "mine")
	end)
	assert(photo:getPropertyForPlugin(_PLUGIN, "state") == "seen")
	assert(photo:getPropertyForPlugin(_PLUGIN, "other") == nil)
	assert(catalog:getPropertyForPlugin(_PLUGIN, "count") == 7)
	assert(catalog:findPhotosWithProperty(_PLUGIN.id, "state")[1] == photo)
	assert(catalog:batchGetPropertyForPlugin({ photo }, _PLUGIN, { "state" })[photo].state == "seen")
	refused("withPrivateWriteAccessDo", photo.setPropertyForPlugin, photo, _PLUGIN, "state", "no")

	-- Prolonged access shows its progress.
	local executed, how = catalog:withProlongedWriteAccessDo({
		title = "Long",
		func = function(context, scope)
			assert(context.addCleanupHandler)
			scope:setPortionComplete(1, 2)
			photo:setRawMetadata("title", "long")
		end,
	})
	assert(executed == true and how == "executed")
	assert(photo:getFormattedMetadata("title") == "long")
	assert(catalog:withReadAccessDo(function()
		LrTasks.yield()
		return photo:getFormattedMetadata("title")
	end) == "long")
	import "LrLogger"("test"):enable("print")
	import "LrLogger"("test"):info("done")
end)
