local LrSystemInfo = import "LrSystemInfo"
local ok, LrTableUtils = pcall(import, "LrTableUtils")
assert(ok)

assert(#LrSystemInfo.osVersion() > 0 and #LrSystemInfo.architecture() > 0)
assert(LrSystemInfo.summaryString():find(LrSystemInfo.architecture(), 1, true))
assert(type(LrSystemInfo.is64Bit()) == "boolean")
assert(LrSystemInfo.numCPUs() >= 1 and LrSystemInfo.memSize() > 2 ^ 20)
assert(LrSystemInfo.ipAddress():find("^%d+%.%d+%.%d+%.%d+$"))
assert(LrSystemInfo.isSyncEnabled() == false and LrSystemInfo.isGCOptimizationEnabled() == false)
-- Plug-ins tell the platforms apart by it, whatever this runs on.
local system = LrSystemInfo.osVersion():lower()
assert(system:find(WIN_ENV and "^windows" or "^mac"), system)
local width, height = LrSystemInfo.appWindowSize()
local displays = LrSystemInfo.displayInfo()
assert(#displays == 1 and displays[1].isMain and displays[1].hasAppMain)
assert(displays[1].width == width and displays[1].height == height)

assert(LrTableUtils.tableToString({ 1, a = { true } }) == "{\n\t1,\n\ta = {\n\t\ttrue,\n\t},\n}")
assert(not pcall(LrTableUtils.tableToString, "text"))
