local LrFileUtils = import "LrFileUtils"
local LrPathUtils = import "LrPathUtils"
local child = LrPathUtils.child

local home = LrPathUtils.getStandardFilePath("home")
local link, real = child(home, "link"), child(home, "real")

assert(LrFileUtils.resolveAlias(link) == real)
assert(LrFileUtils.resolveAllAliases(child(link, "new/file")) == child(real, "new/file"))
assert(LrFileUtils.exists(link) == "directory")

-- Links to folders are not entered.
local count = 0
for _ in LrFileUtils.recursiveFiles(home) do
	count = count + 1
end
assert(count == 2, count)

-- Deleting a link leaves what it leads to.
assert(LrFileUtils.delete(link) == true)
assert(LrFileUtils.exists(link) == false and LrFileUtils.exists(real) == "directory")
