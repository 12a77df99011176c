local LrPrefs = import "LrPrefs"
local prefs = LrPrefs.prefsForPlugin("prefs_write")
assert(prefs.text == "any\0 bytes \255\r\n")
assert(prefs.number == 0.1 and prefs.infinite == 1 / 0 and prefs.strange ~= prefs.strange)
assert(prefs.yes == true and prefs.no == false and prefs.gone == nil)
assert(prefs[1] == "by number" and prefs[true] == "by truth")
assert(prefs.list[1] == "a" and prefs.list[2].b[1] == "c" and prefs.list[2].b[2] == "d")
assert(prefs.f == nil and prefs.watched == nil)
assert(LrPrefs.prefsForPlugin("com.example.other/1").shared == "yes")
