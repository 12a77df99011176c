print "start"
