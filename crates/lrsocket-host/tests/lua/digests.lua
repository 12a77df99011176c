local LrDigest = import "LrDigest"
local LrMath = import "LrMath"
local LrMD5 = import "LrMD5"
local LrUUID = import "LrUUID"

local function same(got, expected)
	assert(got == expected, ("expected %s, got %s"):format(tostring(expected), tostring(got)))
end

-- Expects that f raises this at a line of this script.
local function raises(f, expected)
	local ok, message = pcall(f)
	assert(not ok, "no error")
	same((message:gsub("^%w+%.lua:%d+: ", "@", 1)), "@" .. expected)
end

same(LrMD5.digest("abc"), "900150983cd24fb0d6963f7d28e17f72")
same(LrDigest.MD5.digest("abc"), LrMD5.digest("abc"))
same(LrDigest.SHA1.digest("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d")
same(LrDigest.SHA256.digest(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
same(#LrDigest.SHA384.digest(""), 96)
same(#LrDigest.SHA512.digest("\0\255"), 128)

local digester = LrDigest.SHA256.init()
digester:update("a")
digester:update("bc")
same(digester:digest(), LrDigest.SHA256.digest("abc"))
same(digester:digest(), LrDigest.SHA256.digest("abc"))
digester:reset()
same(digester:digest(), LrDigest.SHA256.digest(""))

-- RFC 2202, case 2.
local text = "what do ya want for nothing?"
same(LrDigest.HMAC.digest(text, "SHA1", "Jefe"), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
local hmac = LrDigest.HMAC.init("SHA1", "Jefe")
hmac:update("lost")
hmac:reset()
hmac:update(text)
same(hmac:digest(), LrDigest.HMAC.digest(text, "SHA1", "Jefe"))
same(LrDigest.HMAC.init("ROT13", "key"), nil)
same(LrDigest.HMAC.init("SHA256"), nil)
same(LrDigest.HMAC.digest(text, "ROT13", "key"), nil)

raises(function()
	digester.update("x")
end, "bad argument #1 to 'update' (digester expected): call it with a colon, digester:update(…)")
raises(function()
	LrDigest.SHA256.digest()
end, "bad argument #1 to 'digest' (string expected, got nil)")

same(LrMath.bitAnd(0xFF, 0x0F), 0x0F)
same(LrMath.bitOr(0xF0, 0x0F), 0xFF)
same(LrMath.bitXor(0xFFFFFFFF, 1), 0xFFFFFFFE)
assert(not pcall(LrMath.bitAnd, 1.5, 1))

local uuid = LrUUID.generateUUID()
local four = ("%X"):rep(4):gsub("%%X", "[0-9A-F]")
assert(uuid:match("^" .. four .. four .. "%-" .. four .. "%-4" .. four:sub(9) .. "%-[89AB]"
	.. four:sub(9) .. "%-" .. four .. four .. four .. "$"), uuid)
assert(uuid ~= LrUUID.generateUUID())
