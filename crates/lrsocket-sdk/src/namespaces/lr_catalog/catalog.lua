-- LrCatalog: what its one object can do.
local LrCatalog, runtime, host = ...

local type, pairs, format = type, pairs, string.format

local objects = runtime.objects
local photos = objects.class_of("LrPhoto")
local class = objects.class("LrCatalog", LrCatalog, "catalog", {
	-- Not documented but in Adobe's samples (R8.6).
	targetPhoto = function()
		return photos.object(host.getTargetPhoto())
	end,
	targetPhotos = function()
		return photos.list(host.getTargetPhotos())
	end,
	hasWriteAccess = host.hasWriteAccess,
	hasPrivateWriteAccess = host.hasPrivateWriteAccess,
	kAllPhotos = function()
		return "all_photos"
	end,
	kQuickCollectionIdentifier = function()
		return "quick_collection"
	end,
	kTargetCollection = function()
		return "target_collection"
	end,
	kPreviousImport = function()
		return "previous_import"
	end,
	kTemporaryImages = function()
		return "temporary_images"
	end,
	kLastCatalogExport = function()
		return "last_catalog_export"
	end,
})

-- A class that is loaded when first needed, so that namespaces can need each other.
local function lazy(page)
	return function()
		return objects.class_of(page)
	end
end

local keywords, folders = lazy("LrKeyword"), lazy("LrFolder")
local collections, sets = lazy("LrCollection"), lazy("LrCollectionSet")

function LrCatalog.type()
	return "LrCatalog"
end

---------------------------------------------------------------------------------- write access --

-- How long a task that waits for access sleeps between two looks.
local LOOK_EVERY = 0.02

local function settle(ok, ...)
	host.finish(ok)
	return runtime.unwrap(ok, ...)
end

-- Runs func within a gate. An error takes all back and goes on untouched.
local function run(kind, action, func, ...)
	host.begin(kind, action)
	settle(runtime.import("LrFunctionContext").pcallWithContext(action, func, ...))
end

-- Waits until no gate is open. Returns whether that was before the timeout.
local function wait_until_free(timeout)
	local ends = host.now() + timeout
	while not host.is_free() do
		if host.now() >= ends then
			return false
		end
		runtime.wait(runtime.SLEEP, host.sleep(LOOK_EVERY))
	end
	return true
end

local function expired(timeout)
	if timeout.callback then
		timeout.callback()
	end
	return "aborted"
end

-- What became of it: "executed", "queued" or "aborted".
local function with_access(member, kind, action, func, timeout, ...)
	if timeout ~= nil and type(timeout) ~= "table" then
		runtime.raise(format("LrCatalog:%s: timeoutParams must be a table, got %s", member, type(timeout)))
	end
	if timeout == nil or host.is_free() then
		run(kind, action, func, ...)
		return "executed"
	end
	local seconds = type(timeout.timeout) == "number" and timeout.timeout or 0
	if timeout.asynchronous then
		local scope = ...
		runtime.import("LrTasks").startAsyncTask(function()
			if wait_until_free(seconds) then
				run(kind, action, func, scope)
			else
				expired(timeout)
			end
		end, action)
		return "queued"
	end
	if wait_until_free(seconds) then
		run(kind, action, func, ...)
		return "executed"
	end
	return expired(timeout)
end

function LrCatalog:withWriteAccessDo(actionName, func, timeoutParams)
	class.self(self, "withWriteAccessDo")
	if type(actionName) ~= "string" then
		runtime.raise(format("bad argument #1 to 'withWriteAccessDo' (string expected, got %s)",
			type(actionName)))
	end
	runtime.expect_function(func, 2, "withWriteAccessDo")
	return with_access("withWriteAccessDo", "write", actionName, func, timeoutParams)
end

function LrCatalog:withPrivateWriteAccessDo(func, timeoutParams)
	class.self(self, "withPrivateWriteAccessDo")
	runtime.expect_function(func, 1, "withPrivateWriteAccessDo")
	return with_access("withPrivateWriteAccessDo", "private", "", func, timeoutParams)
end

-- func(context, progressScope). Returns whether it was executed, and what became of it.
function LrCatalog:withProlongedWriteAccessDo(params, timeoutParams)
	class.self(self, "withProlongedWriteAccessDo")
	if type(params) ~= "table" or type(params.func) ~= "function" then
		runtime.raise("LrCatalog:withProlongedWriteAccessDo: the parameters must be a table with "
			.. "title and func")
	end
	local title = type(params.title) == "string" and params.title or ""
	local scope = runtime.progress({ title = title, caption = params.caption })
	local result = with_access("withProlongedWriteAccessDo", "prolonged", title, params.func,
		timeoutParams, scope)
	scope:done()
	return result == "executed", result
end

-- Not documented, but used: reading needs no gate (R8.1).
function LrCatalog:withReadAccessDo(func)
	class.self(self, "withReadAccessDo")
	runtime.expect_function(func, 1, "withReadAccessDo")
	host.begin_read()
	local function ended(...)
		host.end_read()
		return runtime.unwrap(...)
	end
	return ended(runtime.nested(func))
end

function LrCatalog:assertHasWriteAccess(funcName)
	class.self(self, "assertHasWriteAccess")
	host.assertHasWriteAccess(funcName)
end

function LrCatalog:assertHasPrivateWriteAccess(funcName)
	class.self(self, "assertHasPrivateWriteAccess")
	host.assertHasPrivateWriteAccess(funcName)
end

function LrCatalog:getPropertyForPlugin(plugin, fieldId)
	class.self(self, "getPropertyForPlugin")
	return host.getPropertyForPlugin(plugin, fieldId)
end

function LrCatalog:setPropertyForPlugin(plugin, fieldId, value)
	class.self(self, "setPropertyForPlugin")
	host.setPropertyForPlugin(plugin, fieldId, value)
end

--------------------------------------------------------------------------------------- finding --

-- Members without arguments that give photos.
for _, name in pairs({ "getAllPhotos", "getTargetPhotos", "getMultipleSelectedOrAllPhotos" }) do
	LrCatalog[name] = function(self)
		class.self(self, name)
		return photos.list(host[name]())
	end
end

-- Members that give one photo or nil.
for _, name in pairs({ "getTargetPhoto", "findPhotoByPath", "findPhotoByUuid", "getPhotoByLocalId" }) do
	LrCatalog[name] = function(self, ...)
		class.self(self, name)
		return photos.object(host[name](...))
	end
end

-- Members without arguments that give objects of another class.
for name, page in pairs({
	getKeywords = keywords,
	getFolders = folders,
	getChildCollections = collections,
	getChildCollectionSets = sets,
}) do
	LrCatalog[name] = function(self)
		class.self(self, name)
		return page().list(host[name]())
	end
end

-- Members without arguments that give plain values.
for _, name in pairs({ "getPath", "getLabelMapToColorName", "getCurrentViewFilter" }) do
	LrCatalog[name] = function(self)
		class.self(self, name)
		return host[name]()
	end
end

function LrCatalog:findPhotos(args)
	class.self(self, "findPhotos")
	if type(args) ~= "table" then
		runtime.raise(format("bad argument #1 to 'findPhotos' (table expected, got %s)", type(args)))
	end
	return photos.list(host.findPhotos(args.searchDesc, args.sort, args.ascending))
end

function LrCatalog:findPhotosWithProperty(pluginId, fieldName, optFieldVersion)
	class.self(self, "findPhotosWithProperty")
	return photos.list(host.findPhotosWithProperty(pluginId, fieldName, optFieldVersion))
end

function LrCatalog:getFolderByPath(path)
	class.self(self, "getFolderByPath")
	return folders().object(host.getFolderByPath(path))
end

function LrCatalog:getKeywordsByLocalId(ids)
	class.self(self, "getKeywordsByLocalId")
	local found = {}
	for i = 1, #ids do
		found[#found + 1] = keywords().object(host.keyword(ids[i]))
	end
	return found
end

function LrCatalog:getCollectionByLocalIdentifier(id)
	class.self(self, "getCollectionByLocalIdentifier")
	local found, is_set = host.getCollectionByLocalIdentifier(id)
	return (is_set and sets() or collections()).object(found)
end

-- There are no publish services.
function LrCatalog:getPublishServices()
	class.self(self, "getPublishServices")
	return {}
end

function LrCatalog:getPublishedCollectionByLocalIdentifier()
	class.self(self, "getPublishedCollectionByLocalIdentifier")
	return nil
end

-- photo → key → read(photo, key)
local function batch(member, list, keys, read)
	local ids = photos.ids(list, 1, member)
	local results = {}
	-- Without keys: all that there are.
	if keys == nil and member ~= "batchGetPropertyForPlugin" then
		for i = 1, #ids do
			results[list[i]] = read(list[i])
		end
		return results
	end
	if type(keys) ~= "table" then
		runtime.raise(format("bad argument #2 to '%s' (table expected, got %s)", member, type(keys)))
	end
	for i = 1, #ids do
		local values = {}
		for j = 1, #keys do
			values[keys[j]] = read(list[i], keys[j])
		end
		results[list[i]] = values
	end
	return results
end

function LrCatalog:batchGetRawMetadata(list, keys)
	class.self(self, "batchGetRawMetadata")
	return batch("batchGetRawMetadata", list, keys, photos.methods.getRawMetadata)
end

function LrCatalog:batchGetFormattedMetadata(list, keys)
	class.self(self, "batchGetFormattedMetadata")
	return batch("batchGetFormattedMetadata", list, keys, photos.methods.getFormattedMetadata)
end

function LrCatalog:batchGetPropertyForPlugin(list, plugin, fieldIds)
	class.self(self, "batchGetPropertyForPlugin")
	return batch("batchGetPropertyForPlugin", list, fieldIds, function(photo, field)
		return photos.methods.getPropertyForPlugin(photo, plugin, field)
	end)
end

-------------------------------------------------------------------------------------- changing --

function LrCatalog:setSelectedPhotos(activePhoto, otherSelectedPhotos)
	class.self(self, "setSelectedPhotos")
	local active = photos.id(activePhoto, 1, "setSelectedPhotos")
	local others = otherSelectedPhotos == nil and {}
		or photos.ids(otherSelectedPhotos, 2, "setSelectedPhotos")
	host.setSelectedPhotos(active, others)
end

function LrCatalog:addPhoto(path, stackWithPhoto, position, metadataPresetUUID, developPresetUUID)
	class.self(self, "addPhoto")
	if metadataPresetUUID ~= nil then
		runtime.raise("LrCatalog:addPhoto: metadata presets are not implemented by lrsocket")
	end
	local preset
	if developPresetUUID ~= nil then
		preset = runtime.import("LrApplication").developPresetByUuid(developPresetUUID)
		if not preset then
			runtime.raise("LrCatalog:addPhoto: there is no such develop preset")
		end
	end
	local anchor = stackWithPhoto ~= nil and photos.id(stackWithPhoto, 2, "addPhoto") or nil
	local photo = photos.object(host.addPhoto(path, anchor, position))
	if preset then
		photo:applyDevelopPreset(preset)
	end
	return photo
end

function LrCatalog:createVirtualCopies(copyName)
	class.self(self, "createVirtualCopies")
	return photos.list(host.createVirtualCopies(copyName))
end

function LrCatalog:createKeyword(keywordName, synonyms, includeOnExport, parent, returnExisting)
	class.self(self, "createKeyword")
	local above = parent ~= nil and keywords().id(parent, 4, "createKeyword") or nil
	local id, is_nil = host.createKeyword(keywordName, synonyms, includeOnExport, above, returnExisting)
	if is_nil then
		return nil
	end
	-- One that is there already, and is not wanted, is false.
	return keywords().object(id) or false
end

-- Not documented, but used.
function LrCatalog:deleteKeyword(keyword)
	class.self(self, "deleteKeyword")
	host.deleteKeyword(keywords().id(keyword, 1, "deleteKeyword"))
end

local function set_id(parent, n, member)
	return parent ~= nil and sets().id(parent, n, member) or nil
end

function LrCatalog:createCollection(name, parent, canReturnPrior)
	class.self(self, "createCollection")
	local above = set_id(parent, 2, "createCollection")
	return collections().object(host.createCollection(name, above, canReturnPrior))
end

function LrCatalog:createCollectionSet(name, parent, canReturnPrior)
	class.self(self, "createCollectionSet")
	local above = set_id(parent, 2, "createCollectionSet")
	return sets().object(host.createCollectionSet(name, above, canReturnPrior))
end

function LrCatalog:createSmartCollection(name, searchDesc, parent, canReturnPrior)
	class.self(self, "createSmartCollection")
	local above = set_id(parent, 3, "createSmartCollection")
	return collections().object(host.createSmartCollection(name, searchDesc, above, canReturnPrior))
end

------------------------------------------------------------------------- what the Library shows --

function LrCatalog:getActiveSources()
	class.self(self, "getActiveSources")
	local kinds, sources = host.getActiveSources()
	local classes = { folder = folders, collection = collections, set = sets }
	for i = 1, #kinds do
		local of = classes[kinds[i]]
		sources[i] = of and of().object(sources[i]) or sources[i]
	end
	return sources
end

-- One source or an array of them: folders, collections, sets and the constants of the catalog.
-- Whether they are; if not, nothing changes.
function LrCatalog:setActiveSources(sources)
	class.self(self, "setActiveSources")
	local classes = { folder = folders, collection = collections, set = sets }
	local function known(source)
		if type(source) == "string" then
			return host.isSource(source) and "special", source
		end
		for kind, of in pairs(classes) do
			local id = of().id_or_nil(source)
			if id then
				return kind, id
			end
		end
		return nil
	end
	if known(sources) then
		sources = { sources }
	end
	local kinds, ids = {}, {}
	local count = type(sources) == "table" and #sources or 0
	for i = 1, count do
		kinds[i], ids[i] = known(sources[i])
		if not kinds[i] then
			count = 0
			break
		end
	end
	if count == 0 then
		runtime.diagnose("LrCatalog:setActiveSources returns false: only folders, collections, "
			.. "collection sets and the constants of the catalog are sources")
		return false
	end
	return host.setActiveSources(kinds, ids)
end

-- Nil hides nothing, as plug-ins use it. There are no filter presets.
function LrCatalog:setViewFilter(filter)
	class.self(self, "setViewFilter")
	if type(filter) == "string" then
		runtime.diagnose(format("LrCatalog:setViewFilter: there is no filter preset \"%s\"", filter))
		return nil
	end
	local changed, without_effect = host.setViewFilter(filter)
	for i = 1, #without_effect do
		runtime.diagnose(format("LrCatalog:setViewFilter: \"%s\" is not simulated and hides nothing",
			without_effect[i]))
	end
	return changed
end
