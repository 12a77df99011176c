-- LrColor.
local LrColor = import "LrColor"

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

local color = LrColor(0.25, 0.5, 1)
assert(color:red() == 0.25 and color:green() == 0.5 and color:blue() == 1 and color:alpha() == 1)
assert(LrColor(0, 0, 0, 0.5):alpha() == 0.5)
-- Of one number, 0 is white and 1 is black.
assert(LrColor(0) == LrColor("white") and LrColor(1) == LrColor(0, 0, 0) and LrColor(0.5) == LrColor("gray"))
assert(LrColor(0.25):red() == 0.75 and LrColor(0.25):alpha() == 1)
assert(LrColor("red") == LrColor(1, 0, 0) and LrColor("red") ~= LrColor("blue"))
assert(color:type() == "LrColor" and tostring(color) == "LrColor(0.25, 0.5, 1, 1)")
refused('there is no colour "mauve"; the names are black, white', LrColor, "mauve")
refused("bad argument #1 to 'LrColor' (number expected, got no value)", LrColor)
refused("bad argument #3 to 'LrColor' (number expected, got table)", LrColor, 1, 1, {})
refused("call it with a colon, color:red(…)", color.red)
