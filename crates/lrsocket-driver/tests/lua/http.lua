-- PORT is put in front by the test. The server answers with what it has received.
local LrHttp, LrTasks = import "LrHttp", import "LrTasks"
local base = "http://127.0.0.1:" .. PORT

local function field(headers, name)
	for _, header in ipairs(headers) do
		if header.field == name then
			return header.value
		end
	end
end

local function refused(text, f, ...)
	local ok, message = LrTasks.pcall(f, ...)
	assert(not ok and message:find(text, 1, true), message)
end

LrTasks.startAsyncTask(function()
	local body, headers = LrHttp.get(base .. "/a?b=1", { { field = "X-Mine", value = 7 } }, 5)
	assert(headers.status == 200 and field(headers, "Set-Cookie") == "a=1; Path=/")
	assert(body:find("^GET /a%?b=1 HTTP/1.1\r\n") and body:lower():find("\r\nx-mine: 7\r\n", 1, true))
	assert(body:lower():find("\r\ncontent-type: text/plain\r\n", 1, true), body)

	body, headers = LrHttp.get(base .. "/status/404")
	assert(headers.status == 404 and #body > 0)

	body = LrHttp.post(base .. "/", '{"a":"\0"}', {
		{ field = "content-type", value = "application/json" },
		{ field = "Content-Length", value = "1" },
	}, "PUT")
	assert(body:find("^PUT / ") and body:lower():find("\r\ncontent-length: 9\r\n", 1, true), body)
	assert(body:lower():find("content-type: application/json", 1, true))
	assert(body:sub(-13) == '\r\n\r\n{"a":"\0"}', body)

	local chunks = { "one", "two" }
	body = LrHttp.post(base .. "/", function()
		return table.remove(chunks, 1)
	end, { { field = "Content-Type", value = "skip" } })
	assert(body:find("^POST / ") and body:find("\r\n\r\nonetwo$") and not body:lower():find("content%-type"))

	body = LrHttp.post(base .. "/x", "", nil, "DELETE")
	assert(body:find("^DELETE /x "), body)

	for _, method in ipairs({ "GET", "PATCH", "PROPFIND" }) do
		local got, information = LrHttp.post(base .. "/", "data", nil, method)
		assert(got and got:find("^" .. method .. " / ") and got:find("\r\n\r\ndata$"),
			got or method .. ": " .. (information.error and information.error.name or ""))
	end

	body, headers = LrHttp.get(base .. "/redirect")
	assert(headers.status == 200 and body:find("^GET /there "))

	local progress = {}
	body = LrHttp.postMultipart(base .. "/up", {
		{ name = "key", value = "v" },
		{ name = "file", fileName = 'a"b.txt', filePath = _PLUGIN.path .. "/upload.txt",
			contentType = "text/plain" },
	}, nil, 5, function(portion)
		progress[#progress + 1] = portion
	end)
	assert(progress[#progress] == 1)
	assert(body:find('\r\nContent-Disposition: form-data; name="key"\r\n\r\nv\r\n', 1, true), body)
	assert(body:find('; name="file"; filename="a%22b.txt"\r\nContent-Type: text/plain\r\n\r\nfile\r\n--', 1, true))
	local boundary = body:match("multipart/form%-data; boundary=([%w-]+)\r\n")
	assert(body:find("\r\n--" .. boundary .. "--\r\n", 1, true))
	body = LrHttp.postMultipart(base .. "/up", { { value = "v" } }, nil, nil, nil, true)
	assert(not body:find("Content-Disposition", 1, true))

	-- Another task runs meanwhile.
	local ran = false
	LrTasks.startAsyncTask(function()
		ran = true
	end)
	assert(LrHttp.get(base .. "/") and ran)

	local none, information = LrHttp.get("http://127.0.0.1:" .. CLOSED_PORT .. "/")
	assert(none == nil and information.error.errorCode == "cannotConnectToHost", information.error.errorCode)
	assert(information.error.nativeCode == -1004 and #information.error.name > 0)
	none, information = LrHttp.get(base .. "/silent", nil, 0.2)
	assert(none == nil and information.error.errorCode == "timedOut", information.error.errorCode)
	none, information = LrHttp.get(base .. "/cut")
	assert(none == nil, "a cut connection")
	print("cut: " .. information.error.errorCode)
	none, information = LrHttp.get("nowhere")
	assert(none == nil and information.error.errorCode == "badURL")
	none, information = LrHttp.get("http://a b/")
	assert(none == nil and information.error.errorCode == "badURL", information.error.errorCode)

	-- Nobody speaks TLS there.
	none, information = LrHttp.get("https://127.0.0.1:" .. PORT .. "/", nil, 5)
	assert(none == nil and information.error.errorCode == "securityError", information.error.errorCode)
	none, information = LrHttp.get("https://127.0.0.1:" .. CLOSED_PORT .. "/")
	assert(none == nil and information.error.errorCode == "cannotConnectToHost", information.error.errorCode)
	none, information = LrHttp.get("ftp://127.0.0.1/")
	assert(none == nil and information.error.errorCode == "badURL")

	refused("bad argument #1 to 'get' (string expected, got nil)", LrHttp.get, nil)
	refused("bad argument #2 to 'get' (header 1: `field` is not the name", LrHttp.get, base,
		{ { field = "a b", value = "" } })
	refused("bad argument #2 to 'get' (header 1: `value` has a line break", LrHttp.get, base,
		{ { field = "a", value = "b\r\nc: d" } })
	refused("bad argument #2 to 'postMultipart' (part 1: there is neither", LrHttp.postMultipart, base,
		{ {} })
	print("done")
end)
