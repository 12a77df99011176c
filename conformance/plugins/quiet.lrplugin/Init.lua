print "init"
