-- This Lua state is about to go: the ports must be free for the next one.
local Dials = require "Dials"

Dials.stop()
