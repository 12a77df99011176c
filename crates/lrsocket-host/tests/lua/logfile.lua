local logger = import "LrLogger" ("../Remote")
logger:enable("logfile")
logger:info("first\nsecond")
logger:error("third")
