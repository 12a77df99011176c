local LrSystemInfo = import "LrSystemInfo"
local ok, LrTableUtils = pcall(import, "LrTableUtils")
assert(ok)

assert(#LrSystemInfo.osVersion() > 0 and #LrSystemInfo.architecture() > 0)
assert(LrSystemInfo.summaryString():find(LrSystemInfo.architecture(), 1, true))
assert(type(LrSystemInfo.is64Bit()) == "boolean")
assert(LrSystemInfo.numCPUs() >= 1 and LrSystemInfo.memSize() > 2 ^ 20)
assert(LrSystemInfo.ipAddress():find("^%d+%.%d+%.%d+%.%d+$"))
assert(LrSystemInfo.isSyncEnabled() == false and LrSystemInfo.isGCOptimizationEnabled() == false)
local message
ok, message = pcall(LrSystemInfo.displayInfo)
assert(not ok and message:find("LrSystemInfo.displayInfo is not implemented", 1, true), message)

assert(LrTableUtils.tableToString({ 1, a = { true } }) == "{\n\t1,\n\ta = {\n\t\ttrue,\n\t},\n}")
assert(not pcall(LrTableUtils.tableToString, "text"))
