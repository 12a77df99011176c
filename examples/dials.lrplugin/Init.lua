-- Lightroom starts, or the plug-in is loaded anew: the dials are on again if they were on before.
local LrPrefs = import "LrPrefs"

local Dials = require "Dials"

if LrPrefs.prefsForPlugin().on then
	Dials.start()
end
