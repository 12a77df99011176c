local LrHttp, LrTasks = import "LrHttp", import "LrTasks"

local ok, message = pcall(LrHttp.get, "http://localhost/")
assert(not ok and message:find("We can only wait from within a task", 1, true), message)

LrTasks.startAsyncTask(function()
	for _, url in ipairs({ "http://127.0.0.1:9/", "https://example.com/" }) do
		local body, information = LrHttp.get(url)
		assert(body == nil and information.error.errorCode == "cannotConnectToHost")
		assert(information.error.name:find("offline", 1, true) and information.error.nativeCode)
	end
	local ok, message = pcall(LrHttp.get, "http://localhost/")
	assert(not ok and message:find("Yielding is not allowed", 1, true), message)
	LrHttp.openUrlInBrowser("https://example.com/")

	local cookie = LrHttp.parseCookie("session=a%20b; Path=/; Secure")
	assert(cookie.session == "a b" and cookie.Path == "/" and cookie.Secure == true)
	assert(LrHttp.parseCookie("x=%41", false).x == "%41" and LrHttp.parseCookie("x=%41", true).x == "A")
	print("done")
end)
