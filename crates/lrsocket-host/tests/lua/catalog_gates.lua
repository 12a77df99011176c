-- Write access belongs to the task that asked for it.
local LrApplication = import "LrApplication"
local LrTasks = import "LrTasks"

local catalog = LrApplication.activeCatalog()
local photo = catalog:getTargetPhotos()[1]

local function refused(text, f, ...)
	local ok, e = LrTasks.pcall(f, ...)
	assert(not ok, "not refused: " .. text)
	assert(type(e) == "string" and e:find(text, 1, true), tostring(e))
end

local holding, release = false, false

-- Outside a task there is neither access nor a way to get it, whoever has a gate open.
refused("We can only wait from within a task", catalog.withPrivateWriteAccessDo, catalog, function() end)
refused("We can only wait from within a task", catalog.withProlongedWriteAccessDo, catalog,
	{ title = "No", func = function() end })
refused("We can only wait from within a task", photo.setRawMetadata, photo, "rating", 1)

LrTasks.startAsyncTask(function()
	catalog:withWriteAccessDo("Holder", function()
		assert(catalog.hasWriteAccess and catalog.hasPrivateWriteAccess)
		photo:setRawMetadata("title", "by the holder")
		holding = true
		while not release do
			LrTasks.sleep(0.01)
		end
		-- Still its own after all that others tried.
		assert(catalog.hasWriteAccess)
		photo:setRawMetadata("caption", "by the holder, too")
		-- Also in what it calls, down to inner coroutines.
		assert(LrTasks.pcall(function()
			LrTasks.yield()
			catalog:assertHasWriteAccess("inner")
			photo:setRawMetadata("headline", "from within")
		end))
	end)
	holding = false
end)

LrTasks.startAsyncTask(function()
	while not holding do
		LrTasks.yield()
	end
	-- The gate is another task's: nothing of it is ours.
	assert(not catalog.hasWriteAccess and not catalog.hasPrivateWriteAccess)
	refused("mine: must be called within a catalog:withWriteAccessDo call",
		catalog.assertHasWriteAccess, catalog, "mine")
	refused("mine: must be called within a catalog:withPrivateWriteAccessDo",
		catalog.assertHasPrivateWriteAccess, catalog, "mine")
	for _, attempt in pairs({
		{ "LrPhoto:setRawMetadata", photo.setRawMetadata, photo, "title", "by another" },
		{ "must be called within", photo.setPropertyForPlugin, photo, _PLUGIN, "field", "x" },
		{ "must be called within", catalog.setPropertyForPlugin, catalog, _PLUGIN, "field", "x" },
		{ "LrCatalog:createKeyword", catalog.createKeyword, catalog, "other", {}, true, nil, true },
		{ "LrCatalog:createCollection", catalog.createCollection, catalog, "other", nil, true },
		{ "LrCatalog:createCollectionSet", catalog.createCollectionSet, catalog, "other", nil, true },
		{ "LrCatalog:addPhoto", catalog.addPhoto, catalog, "/nowhere/x.jpg" },
		{ "LrPhoto:applyDevelopSettings", photo.applyDevelopSettings, photo, { Exposure2012 = 1 } },
		{ "LrPhoto:createDevelopSnapshot", photo.createDevelopSnapshot, photo, "other" },
	}) do
		refused(attempt[1], attempt[2], unpack(attempt, 3))
	end
	assert(photo:getFormattedMetadata("title") == "by the holder", "reading needs no gate")
	refused("no timeout parameters were provided", catalog.withWriteAccessDo, catalog, "Now", function() end)

	-- With a timeout of zero nobody waits.
	local called
	assert(catalog:withWriteAccessDo("At once", error, { timeout = 0, callback = function()
		called = true
	end }) == "aborted" and called)
	assert(catalog:withPrivateWriteAccessDo(error, { timeout = 0.02 }) == "aborted")
	local executed, how = catalog:withProlongedWriteAccessDo({ title = "Long", func = error }, { timeout = 0.02 })
	assert(executed == false and how == "aborted")

	-- One that is queued gets its own access when it is its turn; one that times out in the
	-- queue runs its callback instead.
	local late, expired
	assert(catalog:withWriteAccessDo("Late", function()
		assert(catalog.hasWriteAccess)
		photo:setRawMetadata("title", "late")
		late = true
	end, { timeout = 60, asynchronous = true }) == "queued")
	assert(catalog:withWriteAccessDo("Expired", error, { timeout = 0.05, asynchronous = true, callback = function()
		expired = true
	end }) == "queued")
	assert(not catalog.hasWriteAccess)
	while not expired do
		LrTasks.sleep(0.01)
	end
	assert(not late and holding)
	release = true
	while not late do
		LrTasks.sleep(0.01)
	end
	assert(photo:getFormattedMetadata("title") == "late")
	assert(photo:getFormattedMetadata("headline") == "from within")

	-- A task that was started within a gate has none.
	local seen
	catalog:withWriteAccessDo("Parent", function()
		LrTasks.startAsyncTask(function()
			seen = { catalog.hasWriteAccess, (LrTasks.pcall(photo.setRawMetadata, photo, "title", "child")) }
		end)
		while not seen do
			LrTasks.yield()
		end
	end)
	assert(seen[1] == false and seen[2] == false)

	-- Nested in its own: refused, and waiting for oneself ends with the timeout.
	catalog:withWriteAccessDo("Outer", function()
		refused("It was blocked by another write access call", catalog.withPrivateWriteAccessDo, catalog, function() end)
		assert(catalog:withWriteAccessDo("Inner", error, { timeout = 0.05 }) == "aborted")
		assert(catalog.hasWriteAccess, "the outer one is still open")
	end)
	assert(not catalog.hasWriteAccess)

	-- Wrong arguments open nothing.
	refused("bad argument #1 to 'withWriteAccessDo'", catalog.withWriteAccessDo, catalog, nil, function() end)
	refused("bad argument #2 to 'withWriteAccessDo'", catalog.withWriteAccessDo, catalog, "No", 5)
	refused("bad argument #1 to 'withPrivateWriteAccessDo'", catalog.withPrivateWriteAccessDo, catalog, "No")
	refused("timeoutParams must be a table", catalog.withWriteAccessDo, catalog, "No", function() end, 5)
	refused("must be a table with title and func", catalog.withProlongedWriteAccessDo, catalog, { title = "No" })
	assert(catalog:withWriteAccessDo("Free again", function() end) == "executed")

	import "LrLogger"("test"):enable("print")
	import "LrLogger"("test"):info("done")
end)
