-- LrPasswords: by key, salt and plug-in.
local LrPasswords = import "LrPasswords"

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

assert(LrPasswords.retrieve("token") == nil)
LrPasswords.store("token", "secret")
LrPasswords.store("token", "other", "salt")
LrPasswords.store("token", "theirs", nil, "com.example.other")
assert(LrPasswords.retrieve("token") == "secret" and LrPasswords.retrieve("token", "salt") == "other")
assert(LrPasswords.retrieve("token", nil, "com.example.other") == "theirs")
assert(LrPasswords.retrieve("token", _PLUGIN.id, _PLUGIN.id) == "secret")
assert(LrPasswords.retrieve("token", "another salt") == nil)
LrPasswords.store("token", "newer\0bytes")
assert(LrPasswords.retrieve("token") == "newer\0bytes")
refused("bad argument #2 to 'store' (string expected, got nil)", LrPasswords.store, "token", nil)
refused("bad argument #1 to 'retrieve' (string expected, got no value)", LrPasswords.retrieve)
