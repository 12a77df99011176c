-- SHELL is put in front by the test.
local LrShell, LrTasks, LrFileUtils = import "LrShell", import "LrTasks", import "LrFileUtils"
local mark = _PLUGIN.path .. "/it's started"

local function refused(text, f, ...)
	local ok, message = LrTasks.pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

LrShell.revealInShell(_PLUGIN.path)
LrShell.openFilesInApp({ "-c", ': > "$0"', mark }, SHELL)
LrShell.openFilesInApp({}, _PLUGIN.path .. "/no such program")
refused("bad argument #1 to 'openFilesInApp' (a list of paths expected, item 1 is a boolean)",
	LrShell.openFilesInApp, { true }, SHELL)
refused("bad argument #2 to 'openFilesInApp' (string expected, got no value)", LrShell.openFilesInApp, {})
refused("We can only wait from within a task", LrShell.openPathsViaCommandLine, {}, SHELL)

LrTasks.startAsyncTask(function()
	assert(LrShell.openPathsViaCommandLine({ "exit 3" }, SHELL, "-c") == 768) -- a wait status: R1.6
	while not LrFileUtils.exists(mark) do
		LrTasks.sleep(0.01)
	end
	print("started")
end)
