local LrView = import "LrView"

local prefs = import "LrPrefs".prefsForPlugin()

drawn = (drawn or 0) + 1
print("drawn", drawn)
if prefs.broken then
	error "broken"
end

return {
	startDialog = function(properties)
		properties.port = prefs.port or 54000
	end,
	sectionsForTopOfDialog = function(f, properties)
		return {
			{
				title = "Server",
				f:row {
					f:static_text { title = "Port" },
					f:edit_field { value = LrView.bind "port" },
					f:push_button {
						title = "Reset",
						action = function() properties.port = 54000 end,
					},
				},
			},
		}
	end,
	endDialog = function(properties)
		prefs.port = properties.port
	end,
}
