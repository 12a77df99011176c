-- assert, with the words of busted's luassert. `assert(value, message)` is Lua's own.

local native = ...

local function fail(text, message)
	if message ~= nil then
		text = tostring(message) .. "\n" .. text
	end
	error({ message = text }, 0)
end

local show = native.show

local function same(a, b, seen)
	if a == b then
		return true
	end
	if type(a) ~= "table" or type(b) ~= "table" then
		-- NaN is the same as NaN.
		return a ~= a and b ~= b
	end
	seen = seen or {}
	if seen[a] == b then
		return true
	end
	seen[a] = b
	for k, v in pairs(a) do
		if not same(v, b[k], seen) then
			return false
		end
	end
	for k in pairs(b) do
		if a[k] == nil then
			return false
		end
	end
	return true
end

-- What must hold, and what is said if it does not. Each gives: whether it holds, what is said if it
-- should, what is said if it should not.
local checks = {}

function checks.equals(expected, actual)
	return expected == actual,
		native.difference(expected, actual),
		"both are " .. show(actual)
end

function checks.same(expected, actual)
	return same(expected, actual), native.difference(expected, actual), "both are " .. show(actual)
end

function checks.near(expected, actual, tolerance)
	if type(expected) ~= "number" or type(tolerance) ~= "number" then
		fail("assert.near needs numbers: assert.near(expected, actual, tolerance)")
	end
	local ok = type(actual) == "number" and math.abs(expected - actual) <= tolerance
	local text = show(expected) .. " ± " .. show(tolerance) .. ", got " .. show(actual)
	return ok, "expected " .. text, "expected not " .. text
end

local function check_pattern(pattern)
	if type(pattern) ~= "string" then
		fail("a Lua pattern expected, got " .. show(pattern))
	end
end

function checks.matches(pattern, actual)
	check_pattern(pattern)
	local ok = type(actual) == "string" and actual:find(pattern) ~= nil
	local text = show(pattern) .. ", got " .. show(actual)
	return ok, "expected a string that matches " .. text, "expected no match of " .. text
end

function checks.truthy(actual)
	return not not actual, "expected neither nil nor false, got " .. show(actual),
		"expected nil or false, got " .. show(actual)
end

checks["true"] = function(actual)
	return actual == true, "expected true, got " .. show(actual), "expected not true"
end

checks["false"] = function(actual)
	return actual == false, "expected false, got " .. show(actual), "expected not false"
end

checks["nil"] = function(actual)
	return actual == nil, "expected nil, got " .. show(actual), "expected anything but nil"
end

for _, kind in ipairs({ "string", "number", "table", "boolean", "userdata", "thread" }) do
	checks[kind] = function(actual)
		return type(actual) == kind, "expected a " .. kind .. ", got " .. show(actual),
			"expected no " .. kind .. ", got " .. show(actual)
	end
end

checks["function"] = function(actual)
	return type(actual) == "function", "expected a function, got " .. show(actual),
		"expected no function"
end

-- Whether an error is the expected one: any, the same value, or a text without its position.
local function is_expected(e, expected)
	if expected == nil or same(expected, e) then
		return true
	end
	return type(e) == "string" and type(expected) == "string"
		and e:gsub("^[^\n]-:%d+: ", "") == expected
end

local function text_of(e)
	if type(e) == "table" and type(e.message) == "string" then
		return e.message
	end
	return e
end

local function check_body(body)
	if type(body) ~= "function" then
		fail("a function to call expected, got " .. show(body))
	end
end

function checks.error(body, expected)
	check_body(body)
	local ok, e = pcall(body)
	e = text_of(e)
	if ok then
		return false, "expected an error, there was none"
	end
	return is_expected(e, expected), native.difference(expected, e),
		"expected no error, got " .. show(e)
end

function checks.error_matches(body, pattern)
	check_body(body)
	check_pattern(pattern)
	local ok, e = pcall(body)
	if ok then
		return false, "expected an error that matches " .. show(pattern) .. ", there was none"
	end
	e = tostring(text_of(e))
	return e:find(pattern) ~= nil,
		"expected an error that matches " .. show(pattern) .. ", got " .. show(e),
		"expected no error that matches " .. show(pattern) .. ", got " .. show(e)
end

-- How many arguments a check must have, if not all.
local NEEDED = { error = 1 }

-- How many arguments a check takes before the message.
local ARGUMENTS = {
	equals = 2, same = 2, near = 3, matches = 2, error = 2, error_matches = 2,
}

local ALIASES = {
	equal = "equals", equals = "equals", almost_equal = "near", falsey = "!truthy", same = "same", near = "near", matches = "matches",
	match = "matches", truthy = "truthy", falsy = "!truthy", errors = "error", has_error = "error",
	error = "error", has_errors = "error", matches_error = "error_matches", error_matches = "error_matches",
	error_match = "error_matches", True = "true", False = "false", Nil = "nil", Function = "function",
}
for name in pairs(checks) do
	ALIASES[name] = name
end

local WORDS = { is = true, are = true, was = true, were = true, has = true, have = true, does = true,
	["no"] = "not", ["not"] = "not" }

-- Reads a name such as is_not_nil, has_no_error, are_equal: the check and whether it must fail.
local function read_name(name)
	local negated = false
	if ALIASES[name] == nil then
		for word in name:gmatch("[^_]+") do
			local kind = WORDS[word]
			if kind == nil then
				break
			end
			negated = negated ~= (kind == "not")
			name = name:sub(#word + 2)
			if ALIASES[name] then
				break
			end
		end
	end
	local check = ALIASES[name]
	if check and check:sub(1, 1) == "!" then
		return check:sub(2), not negated
	end
	return check, negated
end

local word_of

local function checker(name, check, negated)
	local judge, count = checks[check], ARGUMENTS[check] or 1
	local needed = NEEDED[check] or count
	return function(...)
		local given = select("#", ...)
		if given < needed then
			fail(("%s needs %d arguments, got %d"):format(name, needed, given))
		end
		local message = select(count + 1, ...)
		local holds, text, negative_text = judge(...)
		if holds == negated then
			fail(negated and negative_text or text, message)
		end
		return ...
	end
end

-- A word in a chain: assert.are, assert.is_not, assert.has.
function word_of(negated)
	return setmetatable({}, {
		__index = function(_, name)
			local kind = WORDS[name]
			if kind then
				return word_of(negated ~= (kind == "not"))
			end
			local check, turned = read_name(name)
			if check then
				return checker("assert." .. name, check, negated ~= turned)
			end
			local rest, turn = name:match("^(%a+)_(%a+)$"), false
			if rest and WORDS[rest] and WORDS[name:sub(#rest + 2)] then
				turn = (WORDS[rest] == "not") ~= (WORDS[name:sub(#rest + 2)] == "not")
				return word_of(negated ~= turn)
			end
			error("assert has no \"" .. tostring(name) .. "\": there are equals, same, near, matches, "
				.. "is_true, is_false, is_nil, truthy, falsy, has_error, error_matches, is_string and "
				.. "its like, each also with not", 2)
		end,
		__call = function(_, value, message, ...)
			if not value then
				if type(message) == "table" then
					error(message, 0)
				end
				fail(message == nil and "assertion failed!" or tostring(message))
			end
			return value, message, ...
		end,
	})
end

_G.assert = word_of(false)
