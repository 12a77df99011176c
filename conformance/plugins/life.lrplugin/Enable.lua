print "enable"
