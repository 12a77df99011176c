-- The export service of export.lua.
local LrTasks = import "LrTasks"

local service = {
	exportPresetFields = { { key = "quality", default = 50 }, { key = "album", default = "Inbox" } },
}

function service.processRenderedPhotos(functionContext, exportContext)
	local properties, session = exportContext.propertyTable, exportContext.exportSession
	if properties.fail then
		error("the service fails")
	end
	functionContext:addCleanupHandler(function()
		print("cleaned up")
	end)
	assert(functionContext:type() == "LrFunctionContext")
	assert(exportContext.publishService == nil and exportContext.publishedCollection == nil)
	assert(exportContext.publishedCollectionInfo == nil)
	print("service", session:countRenditions(), properties.quality, properties.album)
	local ok, message = LrTasks.pcall(exportContext.renditions)
	assert(not ok and message:find("call it with a colon, exportContext:renditions(…)", 1, true), message)
	local scope = exportContext:configureProgress({ title = "Serving", renderPortion = 0.8 })
	for i, rendition in exportContext:renditions({ stopIfCanceled = true }) do
		local done, why = rendition:waitForRender()
		if not done then
			rendition:uploadFailed(why)
		end
		print("rendition", i, scope:getPortionComplete() < 0.8)
		LrTasks.sleep(1)
	end
	print("portion", scope:getPortionComplete())
end

return service
