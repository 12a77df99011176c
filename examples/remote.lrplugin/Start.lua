local Remote = require "Remote"

Remote.start()
