-- Lightroom reloads or removes the plug-in: the task of Remote.lua sees it and ends.
local Remote = require "Remote"

Remote.stop()
