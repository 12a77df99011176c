local prefs = import "LrPrefs".prefsForPlugin()
assert(prefs.x == nil)
prefs.x = "again"
