local Remote = require "Remote"

Remote.stop()
