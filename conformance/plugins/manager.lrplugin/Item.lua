print "item"
