print "disable"
