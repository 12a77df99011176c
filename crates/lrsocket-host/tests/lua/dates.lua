local LrDate = import "LrDate"

local function same(got, expected)
	assert(got == expected, ("expected %s, got %s"):format(tostring(expected), tostring(got)))
end

-- Expects that f raises this at a line of this script.
local function raises(f, expected)
	local ok, message = pcall(f)
	assert(not ok, "no error")
	same((message:gsub("^%w+%.lua:%d+: ", "@", 1)), "@" .. expected)
end

same(LrDate.timeFromPosixDate(978307200), 0)
same(LrDate.timeToPosixDate(0), 978307200)
same(math.floor(LrDate.timeToPosixDate(LrDate.currentTime()) / 60), math.floor(os.time() / 60))

local eve = LrDate.timeFromComponents(2009, 12, 31, 21, 12, 34.5, 0)
same(LrDate.timeToUserFormat(eve, "%Y-%m-%d %1I:%M:%S %p", true), "2009-12-31 9:12:34 PM")
-- Components that string.match found.
same(LrDate.timeFromComponents("2009", "12", "31", "21", "12", "34.5", "GMT"), eve)
same(LrDate.timeFromComponents(2009, 12, 31, 13, 12, 34.5, -28800), eve)
same(LrDate.timeFromComponents(2001, 1, 1), 0)

local function components(...)
	return table.concat({ LrDate.timestampToComponents(...) }, " ")
end
same(components(eve, 0), "2009 12 31 21 12 34 5")
same(components(eve, -28800), "2009 12 31 13 12 34 5")

-- Whatever the local zone is.
local noon = LrDate.timeFromComponents(2009, 1, 4, 12, 0, 0, "local")
same(LrDate.timeFromComponents(2009, 1, 4, 12, 0, 0, true), noon)
same(components(noon), "2009 1 4 12 0 0 1")
same(LrDate.timeToUserFormat(noon, "%A %e %B %Y %H:%M"), "Sunday 4 January 2009 12:00")
same(LrDate.timeToIsoDate(noon), "2009-01-04")
same(LrDate.timeToW3CDate(noon):match("^2009%-01%-04T12:00:00[+-]%d%d:%d%d$") ~= nil, true)
same(LrDate.formatLongDate(noon), "January 4, 2009")
same(LrDate.formatMediumDate(noon), "Jan 4, 2009")
same(LrDate.formatShortDate(noon), "1/4/09")
same(LrDate.formatMediumTime(noon), "12:00:00 PM")
same(LrDate.formatShortTime(noon), "12:00 PM")
local offset, daylightSaving = LrDate.timeZone()
same(type(offset), "number")
same(type(daylightSaving), "boolean")

raises(function()
	LrDate.timeToIsoDate("yesterday")
end, "bad argument #1 to 'timeToIsoDate' (number expected, got string)")
local ok, message = pcall(LrDate.timeFromComponents, 2009, 1, 1, 0, 0, 0, "CET")
assert(not ok and message:find("bad argument #7 to 'timeFromComponents'", 1, true), message)
ok, message = pcall(LrDate.timeToUserFormat, 1e300, "%Y")
assert(not ok and message:find("bad argument #1 to 'timeToUserFormat'", 1, true), message)
