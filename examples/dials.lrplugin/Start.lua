local LrPrefs = import "LrPrefs"

local Dials = require "Dials"

LrPrefs.prefsForPlugin().on = true
Dials.start()
