-- LrDigest: the factories and the digester objects. The digests themselves are Rust.
local LrDigest, runtime, host = ...

local function object_of(functions)
	if not functions then
		return nil
	end
	local object = {}
	for name, call in pairs(functions) do
		object[name] = function(self, ...)
			if self ~= object then
				runtime.raise(("bad argument #1 to '%s' (digester expected): call it with a colon, digester:%s(…)")
					:format(name, name))
			end
			return call(...)
		end
	end
	return object
end

for _, digest in ipairs(host.names) do
	LrDigest[digest] = {
		digest = function(input)
			return host.digest(input, digest)
		end,
		init = function()
			return object_of(host.digester(digest))
		end,
	}
end

LrDigest.HMAC = {
	digest = function(input, digest, key)
		return host.hmac_digest(input, digest, key)
	end,
	init = function(digest, key)
		return object_of(host.hmac(digest, key))
	end,
}
