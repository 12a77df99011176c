-- The vocabulary of busted: describe, it, before_each and so on. A file runs once to find its tests
-- (`tests`), then one of them runs (`run`).

local native, errors = ...

local traceback = debug.traceback

-- A test gets the functions that do not catch its own timeout; here everything is caught.
local xpcall = xpcall
_G.pcall, _G.xpcall, coroutine.resume = errors.pcall, errors.xpcall, errors.resume

local root = { names = {}, setup = {}, teardown = {}, before_each = {}, after_each = {} }
local block = root
local tests = {}
local running = false

local function line_of_caller(level)
	local info = debug.getinfo(level + 1, "Sl")
	return info.currentline
end

local function misplaced(word, level)
	if running then
		error(word .. " inside a test: tests are declared while the file is read", level + 1)
	end
end

local function check_body(word, body, level)
	if type(body) ~= "function" then
		error(word .. " needs a function, got " .. type(body), level + 1)
	end
end

local function describe(name, body)
	misplaced("describe", 2)
	check_body("describe", body, 2)
	local outer = block
	local names = {}
	for i, n in ipairs(outer.names) do
		names[i] = n
	end
	names[#names + 1] = tostring(name)
	block = {
		outer = outer,
		names = names,
		setup = {},
		teardown = {},
		before_each = {},
		after_each = {},
	}
	body()
	block = outer
end

local function full_name(name)
	local names = {}
	for i, n in ipairs(block.names) do
		names[i] = n
	end
	names[#names + 1] = tostring(name)
	return table.concat(names, " ")
end

-- The number of tests so far, and the only one to keep, if one is to run: a file of a thousand tests
-- is read a thousand times.
local count = 0
local only

local function declare(name, body, pending)
	count = count + 1
	if only and only ~= count then
		return
	end
	tests[count] = {
		name = full_name(name),
		line = line_of_caller(3),
		body = body,
		block = block,
		pending = pending,
	}
end

local function it(name, body)
	misplaced("it", 2)
	check_body("it", body, 2)
	declare(name, body)
end

local pending_mark = {}

local function pending(name, body)
	if running then
		error(setmetatable({ pending = tostring(name or "") }, pending_mark), 0)
	end
	declare(name, nil, type(body) == "string" and body or "")
end

local function hook(kind)
	return function(body)
		misplaced(kind, 2)
		check_body(kind, body, 2)
		local list = block[kind]
		list[#list + 1] = body
	end
end

-- The blocks around a test, outermost first.
local function around(test)
	local blocks = {}
	local b = test.block
	while b do
		table.insert(blocks, 1, b)
		b = b.outer
	end
	return blocks
end

local function call_all(blocks, kind)
	for _, b in ipairs(blocks) do
		for _, body in ipairs(b[kind]) do
			body()
		end
	end
end

local function innermost_first(blocks)
	local turned = {}
	for i = #blocks, 1, -1 do
		turned[#turned + 1] = blocks[i]
	end
	return turned
end

-- Describes an error, with the line of the test file that it came from.
local function handler(e)
	local at
	for level = 2, 200 do
		local info = debug.getinfo(level, "Sl")
		if not info then
			break
		end
		if info.what ~= "C" and info.source:sub(1, 1) == "@" and info.currentline > 0 then
			at = info.short_src .. ":" .. info.currentline
			break
		end
	end
	if type(e) == "table" and getmetatable(e) == pending_mark then
		return { pending = e.pending }
	end
	local message = e
	if e == nil then
		message = "an error without a value: error(nil)"
	elseif type(e) == "table" and not (getmetatable(e) or {}).__tostring then
		message = "an error that is a table: " .. native.show(e)
	end
	message = native.error_text(message) or tostring(message)
	return { message = message, at = at, traceback = native.tidy(traceback("", 2)) }
end

-- What runs at the end of the test.
local finally = {}

-- `mark` is called at the first failure.
local function run(index, mark)
	local test = tests[index]
	local blocks = around(test)
	local inward = innermost_first(blocks)
	local failures = {}
	local skipped
	running = true
	local function attempt(body)
		local ok, e = xpcall(body, handler)
		if not ok and e.pending then
			skipped = e.pending
		elseif not ok then
			if #failures == 0 then
				mark()
			end
			failures[#failures + 1] = e
		end
		return ok
	end
	local function attempt_all(hooks_of, kind)
		for _, b in ipairs(hooks_of) do
			for _, body in ipairs(b[kind]) do
				attempt(body)
			end
		end
	end
	if attempt(function() call_all(blocks, "setup") end) then
		if attempt(function() call_all(blocks, "before_each") end) then
			attempt(test.body)
			for i = #finally, 1, -1 do
				attempt(finally[i])
			end
		end
		-- Each of them runs, even if others fail.
		attempt_all(inward, "after_each")
	end
	attempt_all(inward, "teardown")
	return failures, skipped
end

local function choose(index)
	only = index
end

local function test_at(index)
	local test = tests[index]
	if test then
		return test.name, test.line, test.pending
	end
end

_G.describe, _G.context = describe, describe
_G.it, _G.spec, _G.test = it, it, it
_G.pending = pending
_G.insulate, _G.expose = describe, describe
_G.finally = function(body)
	if not running then
		error("finally outside a test: it sets what runs at the end of the current test", 2)
	end
	check_body("finally", body, 2)
	finally[#finally + 1] = body
end
-- Each test has a Lightroom of its own, so the order of tests does not matter.
_G.randomize = function() end
_G.before_each, _G.after_each = hook("before_each"), hook("after_each")
_G.setup, _G.teardown = hook("setup"), hook("teardown")
_G.lazy_setup, _G.lazy_teardown = _G.setup, _G.teardown
_G.strict_setup, _G.strict_teardown = _G.setup, _G.teardown

-- What a test file prints goes to stderr, like the report for people: stdout is for --json.
local out = io.stderr
io.stdout = out
io.output(out)
_G.print = function(...)
	local texts = {}
	for i = 1, select("#", ...) do
		texts[i] = tostring((select(i, ...)))
	end
	native.print(table.concat(texts, "\t") .. "\n")
end
os.exit = function()
	error("os.exit would end lrsocket and all other tests; use error(…) to fail this test, and return "
		.. "or pending(…) to leave it", 2)
end

-- Files written for busted require it.
local loaded = package.loaded
loaded.busted = { describe = describe, it = it, pending = pending, setup = setup, teardown = teardown,
	before_each = before_each, after_each = after_each }
loaded["busted.runner"] = function() end
for _, word in ipairs({ "spy", "stub", "mock", "match" }) do
	local function absent()
		error("" .. word .. " is not available: the plug-in runs in a Lua state of its own, and a test "
			.. "sees what it does from outside (lr.events, lr.log, lr.connect)", 2)
	end
	_G[word] = setmetatable({}, { __index = absent, __call = absent })
	loaded["luassert." .. word] = _G[word]
end

return { choose = choose, test_at = test_at, run = run, handler = handler, xpcall = xpcall }
