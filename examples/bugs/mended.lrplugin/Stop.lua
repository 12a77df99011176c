-- Closes the sockets at once: whatever comes after this finds their ports free.
local Server = require "Server"

Server.stop()
