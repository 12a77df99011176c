local LrStringUtils = import "LrStringUtils"

local function same(got, expected)
	assert(got == expected, ("expected %s, got %s"):format(tostring(expected), tostring(got)))
end

-- Expects that f raises this at a line of this script.
local function raises(f, expected)
	local ok, message = pcall(f)
	assert(not ok, "no error")
	same((message:gsub("^%w+%.lua:%d+: ", "@", 1)), "@" .. expected)
end

same(LrStringUtils.upper("äé"), "ÄÉ")
same(LrStringUtils.lower("ÄÉ"), "äé")
same(LrStringUtils.trimWhitespace("\t a b \r\n"), "a b")
same(LrStringUtils.truncate("aé€", 4), "aé")
same(LrStringUtils.isOnlyAscii("abc"), true)
same(LrStringUtils.isOnlyAscii("é"), false)
same(LrStringUtils.isOnlyAscii(1), false)
same(LrStringUtils.isOnlyAscii(), false)

same(LrStringUtils.numberToString(43500, 2), "43500.00")
same(LrStringUtils.numberToString(2.6), "3")
same(LrStringUtils.numberToStringWithSeparators(43500, 2), "43,500.00")
same(LrStringUtils.numberToStringWithSeparators(-1234567), "-1,234,567")
same(LrStringUtils.byteString(2000000), "1.90 MB")
same(LrStringUtils.byteString(512), "512 bytes")

same(LrStringUtils.encodeBase64("Hello\0"), "SGVsbG8A")
same(LrStringUtils.decodeBase64("SGVsbG8A"), "Hello\0")
local ok, message = pcall(LrStringUtils.decodeBase64, "?")
assert(not ok and message:find("bad argument #1 to 'decodeBase64' (no base-64: ", 1, true), message)

same(LrStringUtils.compareStrings("ab10c", "ab7c"), false)
same(LrStringUtils.compareStrings("ab10c", "ab7c", true), true)
same(LrStringUtils.compareStrings("a", "a"), false)
local names = { "b10", "É", "b9", "e", "A", "a" }
same(select("#", LrStringUtils.localizedStringSort(names)), 0)
same(table.concat(names, " "), "a A b9 b10 e É")
table.sort(names, function(a, b)
	return LrStringUtils.compareStrings(b, a)
end)
same(table.concat(names, " "), "É e b10 b9 A a")

raises(function()
	LrStringUtils.localizedStringSort({ "a", {} })
end, "bad argument #1 to 'localizedStringSort' (table of strings expected, element 2 is a table)")
raises(function()
	LrStringUtils.numberToString({})
end, "bad argument #1 to 'numberToString' (number expected, got table)")
