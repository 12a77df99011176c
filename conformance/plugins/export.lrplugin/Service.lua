local LrFileUtils, LrView = import "LrFileUtils", import "LrView"

return {
	exportPresetFields = { { key = "album", default = "Inbox" } },
	startDialog = function(properties) print("start", properties.album) end,
	endDialog = function(_, why) print("end", why) end,
	sectionsForTopOfDialog = function(f)
		return { { title = "Album", f:edit_field { value = LrView.bind "album" } } }
	end,
	updateExportSettings = function(settings) print("update", settings.album) end,
	processRenderedPhotos = function(_, exportContext)
		for _, rendition in exportContext:renditions() do
			local ok, path = rendition:waitForRender()
			print("rendered", ok, LrFileUtils.exists(path))
		end
	end,
}
