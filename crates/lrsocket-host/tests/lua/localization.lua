local LrLocalization = import "LrLocalization"

-- The test sets the language.
local language = LrLocalization.currentLanguage()
local go = language == "de" and "Los, Ada\n" or "Go, Ada\n"
assert(LOC("$$$/Test/Go=Go, ^1^n", "Ada") == go)
assert(LOC "$$$/Test/Rest=The rest^." == "The rest\226\128\166")
assert(LOC "no ZString ^1" == "no ZString ^1")
assert(LOC("$$$/Test/Values=^1 ^2 ^3", 15, true, nil) == "15 true nil")
assert(LrLocalization.translateForPlugin(_PLUGIN.id, "$$$/Test/Go=Go, ^1^n", "Ada") == go)
assert(LrLocalization.translateForPlugin("another", "$$$/Test/Go=Go") == "Go")

assert(LrLocalization.encodeUtf8Character(0x20AC) == "\226\130\172")
assert(LrLocalization.encodeUtf8Character(65) == "A")
for _, code in ipairs({ 0xD800, 0x110000, -1 }) do
	local ok, message = pcall(LrLocalization.encodeUtf8Character, code)
	assert(not ok and message:find("a Unicode code point expected", 1, true), message)
end
assert(not pcall(LOC, {}))
