-- LrFileUtils: the iterators of `for path in LrFileUtils.files( folder ) do`.
local LrFileUtils, _, host = ...

for name, list in pairs(host) do
	LrFileUtils[name] = function(...)
		local paths, at = list(...), 0
		return function()
			at = at + 1
			return paths[at]
		end
	end
end
