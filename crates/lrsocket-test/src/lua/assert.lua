-- assert, with the vocabulary of busted's luassert. `assert(value, message)` works like Lua's own.

local native, errors = ...

local pcall = errors.pcall

local function fail(text, message)
	if message ~= nil then
		text = tostring(message) .. "\n" .. text
	end
	errors.fail(text)
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

-- The checks. Each returns whether it holds, the message if it should but does not, and the message if
-- it should not but does.
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

-- The text of a string, a number, an error of Rust or an object with __tostring; else the value itself.
local function text_of(value)
	if type(value) == "userdata" then
		return native.error_text(value) or value
	end
	local metatable = type(value) == "table" and getmetatable(value)
	if type(value) == "number" or type(metatable) == "table" and metatable.__tostring then
		return tostring(value)
	end
	return value
end

-- Returns whether a text matches, from a position on, and its captures.
local function match(pattern, text, from, plain)
	if type(text) ~= "string" then
		return false
	end
	local found = { text:find(pattern, tonumber(from), plain) }
	if found[1] == nil then
		return false
	end
	-- Like string.match: the captures, or else the whole match.
	if #found == 2 then
		return true, { text:sub(found[1], found[2]), n = 1 }
	end
	return true, { n = #found - 2, unpack(found, 3) }
end

function checks.matches(pattern, actual, from, plain)
	check_pattern(pattern)
	local ok, results = match(pattern, text_of(actual), from, plain)
	local text = show(pattern) .. ", got " .. show(actual)
	return ok, "expected a string that matches " .. text, "expected no match of " .. text, results
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
			"expected anything but a " .. kind .. ", got " .. show(actual)
	end
end

checks["function"] = function(actual)
	return type(actual) == "function", "expected a function, got " .. show(actual),
		"expected no function"
end

-- Returns an error without the position that Lua puts before it.
local function without_place(e)
	return (e:gsub("^[^\n]-:%d+: ", ""))
end

-- Whether an error is the expected one: any error, the same value, or the same text apart from its
-- position.
local function is_expected(e, expected)
	if expected == nil or same(expected, e) then
		return true
	end
	e = text_of(e)
	if type(expected) == "number" and type(e) == "string" then
		return tonumber(without_place(e)) == expected
	end
	return type(e) == "string" and type(expected) == "string"
		and (e == expected or without_place(e) == expected)
end

local function check_body(body)
	local metatable = getmetatable(body)
	if type(body) ~= "function" and not (type(metatable) == "table" and metatable.__call) then
		fail("a function to call expected, got " .. show(body))
	end
end

function checks.error(body, expected)
	check_body(body)
	local ok, e = pcall(body)
	if ok then
		return false, "expected an error, but none was raised"
	end
	return is_expected(e, expected), native.difference(expected, text_of(e)),
		"expected no error, got " .. show(text_of(e)), { e, n = 1 }
end

function checks.error_matches(body, pattern, from, plain)
	check_body(body)
	check_pattern(pattern)
	local ok, e = pcall(body)
	if ok then
		return false, "expected an error that matches " .. show(pattern) .. ", but none was raised"
	end
	e = without_place(tostring(text_of(e)))
	local matched, results = match(pattern, e, from, plain)
	return matched,
		"expected an error that matches " .. show(pattern) .. ", got " .. show(e),
		"expected no error that matches " .. show(pattern) .. ", got " .. show(e), results
end

function checks.unique(list, deep)
	if type(list) ~= "table" then
		fail("a list expected, got " .. show(list))
	end
	for key, value in pairs(list) do
		for other, twin in pairs(list) do
			if key ~= other and (value == twin or deep == true and same(value, twin)) then
				return false, "expected no value twice, got " .. show(value) .. " at " .. show(key)
					.. " and " .. show(other)
			end
		end
	end
	return true, nil, "expected a value twice, got " .. show(list)
end

function checks.returned_arguments(count, ...)
	local given = select("#", ...)
	return given == count, "expected " .. show(count) .. " values, got " .. given,
		"expected not " .. show(count) .. " values"
end

-- The number of arguments of a check before the message, if not one.
local ARGUMENTS = { equals = 2, same = 2, near = 3, matches = 2, error = 2, error_matches = 2 }

-- The number of required arguments, if not all. A function that returns nothing passes no argument,
-- and is_nil(f()) holds then.
local NEEDED = { error = 1 }

-- The checks by their names.
local NAMES = {
	equal = "equals", almost_equal = "near", almost_equals = "near", match = "matches",
	falsy = "!truthy", falsey = "!truthy", errors = "error", error_match = "error_matches",
	matches_error = "error_matches", match_error = "error_matches",
}
for name in pairs(checks) do
	NAMES[name] = name
end

-- The beginnings of names of several words.
local BEGINNINGS = { [""] = true, message = true }
for name in pairs(NAMES) do
	for i = 1, #name do
		if name:sub(i, i) == "_" then
			BEGINNINGS[name:sub(1, i - 1)] = true
		end
	end
end

local WORDS = { is = true, are = true, was = true, were = true, has = true, have = true, does = true,
	["no"] = "not", ["not"] = "not" }

-- The position of the message among the arguments. The checks about patterns may have the start and
-- the plain flag of string.find before or after it.
local function message_at(check, given, arguments)
	if check == "matches" or check == "error_matches" then
		for i = 3, given do
			local argument = arguments[i]
			if argument ~= nil and type(argument) ~= "boolean" and not tonumber(argument) then
				return i
			end
		end
		return given + 1
	elseif check == "unique" then
		return type(arguments[2]) == "boolean" and 3 or 2
	elseif check == "returned_arguments" then
		return given + 1
	end
	return (ARGUMENTS[check] or 1) + 1
end

local function judge(name, negated, prefix, ...)
	local check = NAMES[name]
	local turned = check:sub(1, 1) == "!"
	if turned then
		check, negated = check:sub(2), not negated
	end
	local given, arguments = select("#", ...), { ... }
	local needed = NEEDED[check] or ARGUMENTS[check] or 0
	if given < needed then
		fail(("assert.%s needs %d arguments, got %d; a function that returns nothing passes none: write "
			.. "(f()) to pass nil"):format(name, needed, given))
	end
	local at = message_at(check, given, arguments)
	local message = arguments[at]
	if at > 2 and at < given then
		for i = at, given do
			arguments[i] = arguments[i + 1]
		end
		given = given - 1
	end
	local holds, text, negative_text, results = checks[check](unpack(arguments, 1, given))
	if holds == negated then
		fail(negated and negative_text or text, message == nil and prefix or message)
	elseif results and not negated then
		return unpack(results, 1, results.n)
	end
	return ...
end

local function plain(value, message, ...)
	if not value then
		if type(message) == "table" then
			error(message, 0)
		end
		fail(message == nil and "assertion failed!" or tostring(message))
	end
	return value, message, ...
end

-- A chain such as assert.is_not.equal or assert.has_no_error, as far as it has been read: whether it is
-- negated, the beginning of the check's name, and the message of assert.message.
local function chain(negated, name, prefix)
	return setmetatable({}, {
		__index = function(self, key)
			local turned, rest = negated, name
			for word in tostring(key):lower():gmatch("[^_]+") do
				local kind = WORDS[word]
				if kind == "not" then
					turned = not turned
				elseif not kind then
					rest = rest == "" and word or rest .. "_" .. word
				end
			end
			if not (NAMES[rest] or BEGINNINGS[rest]) then
				error("assert has no \"" .. tostring(key) .. "\": it has equals, same, near, matches, "
					.. "is_true, is_false, is_nil, truthy, falsy, has_error, error_matches, unique, "
					.. "is_string and the like, each also with not", 2)
			end
			local next = chain(turned, rest, prefix)
			rawset(self, key, next)
			return next
		end,
		__call = function(_, ...)
			if name == "" then
				return plain(...)
			elseif name == "message" then
				return chain(negated, "", (...))
			elseif not NAMES[name] then
				error("assert." .. name .. " is not a complete check", 2)
			end
			return judge(name, negated, prefix, ...)
		end,
	})
end

_G.assert = chain(false, "")
package.loaded.luassert, package.loaded["luassert.assert"] = _G.assert, _G.assert
