say("shut down")
