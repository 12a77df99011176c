-- Lightroom runs this at its start. Menu items, shut-down scripts and this script share one _G.
local Remote = require "Remote"

Remote.start()
