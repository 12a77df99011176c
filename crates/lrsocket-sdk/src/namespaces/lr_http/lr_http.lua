-- LrHttp: what calls functions of the plug-in, and what waits.
local LrHttp, runtime, host = ...

local type, pairs, ipairs, concat = type, pairs, ipairs, table.concat

-- The data of a function that provides it in chunks, and ends with nil.
local function collect(provider, member)
	local chunks = {}
	while true do
		local chunk = provider()
		if chunk == nil then
			return concat(chunks)
		end
		if type(chunk) ~= "string" then
			runtime.raise(("%s: the function for the data must return a string or nil, got %s"):format(
				member, type(chunk)))
		end
		chunks[#chunks + 1] = chunk
	end
end

local function check_task()
	if not runtime.can_yield() then
		-- Raises the right error (R2.1, R2.2).
		runtime.wait(runtime.YIELD)
	end
end

local function wait(number, information)
	if not number then
		return nil, information
	end
	local answer = runtime.wait(runtime.WAIT, number)
	return answer.body, answer.headers
end

function LrHttp.get(url, headers, timeout)
	check_task()
	return wait(host.get(url, headers, timeout))
end

function LrHttp.post(url, body, headers, method, timeout)
	check_task()
	if type(body) == "function" then
		body = collect(body, "LrHttp.post")
	end
	return wait(host.post(url, body, headers, method, timeout))
end

-- The content with the data of its functions.
local function provided(content)
	if type(content) ~= "table" then
		return content
	end
	local copy = {}
	for n, part in ipairs(content) do
		copy[n] = part
		if type(part) == "table" and type(part.value) == "function" then
			copy[n] = {}
			for key, value in pairs(part) do
				copy[n][key] = value
			end
			copy[n].value = collect(part.value, "LrHttp.postMultipart")
		end
	end
	return copy
end

function LrHttp.postMultipart(url, content, headers, timeout, callback, suppress)
	check_task()
	if callback ~= nil then
		runtime.expect_function(callback, 5, "postMultipart")
	end
	local body, information = wait(host.postMultipart(url, provided(content), headers, timeout, nil,
		suppress))
	if body and callback then
		callback(1)
	end
	return body, information
end
