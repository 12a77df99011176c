-- LrFtp: paths, and the refusal.
local LrFtp, LrTasks = import "LrFtp", import "LrTasks"

local function refused(text, f, ...)
	local ok, message = pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

-- One separator between, one at the end; an absolute child is the whole path.
for _, case in ipairs({
	{ "a", "b", "a/b/" }, { "a/", "b/", "a/b/" }, { "/a", "b/c", "/a/b/c/" }, { "a", "/b", "/b/" },
	{ "", "b", "b/" }, { "a", "", "a/" }, { "", "", "" }, { "/", "b", "/b/" },
}) do
	local path = LrFtp.appendFtpPaths(case[1], case[2])
	assert(path == case[3], case[1] .. " and " .. case[2] .. " are " .. path)
end
refused("bad argument #2 to 'appendFtpPaths' (string expected, got no value)", LrFtp.appendFtpPaths, "a")
refused("LrFtp.queryForPasswordIfNeeded is not implemented by lrsocket", LrFtp.queryForPasswordIfNeeded, {})
refused("LrFtp.makeFtpPresetPopup is not implemented by lrsocket", LrFtp.makeFtpPresetPopup, {})

refused("We can only wait from within a task", LrFtp.create, { server = "ftp.example.org" })
LrTasks.startAsyncTask(function()
	local connection, message = LrFtp.create({ server = "ftp.example.org", protocol = "sftp" }, true)
	assert(connection == nil and message == "lrsocket makes no FTP connections: ftp.example.org", message)
	local ok, e = LrTasks.pcall(LrFtp.create)
	assert(not ok and e:find("bad argument #1 to 'create' (table expected, got nil)", 1, true), e)
	print("done")
end)
