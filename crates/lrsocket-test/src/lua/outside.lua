-- Commands and HTTP requests of a plug-in, which the test answers: part of the module `lr`.

local ours = ...

local fail, call, pcall = ours.fail, ours.call, ours.pcall

local lr = {}

local on_execute, on_http

local function handler(word, body)
	if type(body) ~= "function" then
		fail(word .. " needs a function, got " .. type(body))
	end
	return body
end

function lr.on_execute(body)
	on_execute = handler("lr.on_execute", body)
end

function lr.on_http(body)
	on_http = handler("lr.on_http", body)
end

local function text_of(e)
	if type(e) == "table" and e.message ~= nil then
		return tostring(e.message)
	end
	return tostring(e)
end

call("on_work", function(request)
	local ok, first, second
	if request.kind == "http" then
		if on_http then
			ok, first, second = pcall(on_http, request)
		end
	elseif on_execute then
		ok, first = pcall(on_execute, request.command, request)
	end
	if ok == false then
		return false, text_of(first)
	end
	return ok, first, second
end)

function lr.commands()
	return call("commands")
end

return lr
