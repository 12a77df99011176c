local Server = require "Server"

Server.start()
