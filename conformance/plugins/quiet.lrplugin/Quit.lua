print "quit"
