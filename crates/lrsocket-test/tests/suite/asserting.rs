//! The checks of assert, and their messages.

use lrsocket_test::Status;

use crate::stage::{Stage, shown};

/// Asserts that these checks hold.
#[track_caller]
fn holds(lines: &str) {
    Stage::new("").passes(lines);
}

/// Asserts that this check fails with exactly this message.
#[track_caller]
fn says(line: &str, expected: &str) {
    assert_eq!(Stage::new("").fails(line).message, expected);
}

#[test]
fn every_name_of_a_check_works() {
    holds(
        r#"
        assert.equals(1, 1) assert.equal("a", "a") assert.are.equal(nil, nil)
        assert.are_equal(1, 1) assert.is.equal(1, 1) assert.not_equals(1, 2)
        assert.is_not.equals(1, "1") assert.are_not.equal({}, {}) assert.no.equal(1, 2)
        assert.same({ 1, { a = 2 } }, { 1, { a = 2 } }) assert.are.same(nil, nil)
        assert.not_same({ 1 }, { 1, 2 }) assert.are_not.same({ a = 1 }, { a = 1, b = 2 })
        assert.same(0 / 0, 0 / 0)
        assert.is_true(true) assert.is_false(false) assert.is_not_true(1) assert.True(true)
        assert.False(false) assert.is_not.False(nil)
        assert.is_nil(nil) assert.is_not_nil(false) assert.not_nil(1) assert.Nil(nil)
        assert.is.Nil(nil) assert.is_not.Nil(1)
        assert.truthy(0) assert.is_truthy("") assert.falsy(nil) assert.is_falsy(false)
        assert.is_not_truthy(false) assert.not_falsy(1)
        assert.matches("^a.c$", "abc") assert.match("b", "abc") assert.does_not.match("x", "abc")
        assert.has.match("b", "abc") assert.is_not.matches("b", 12)
        assert.near(1, 1.05, 0.1) assert.is_near(1, 1, 0) assert.is_not.near(1, 2, 0.5)
        assert.is_string("") assert.is_number(1) assert.is_table({}) assert.is_boolean(false)
        assert.is_function(print) assert.is.Function(print) assert.is_not_string(1)
        assert.is_userdata(io.stdout) assert.is_thread(coroutine.create(function() end))
        assert.has_error(function() error("bad") end)
        assert.has_error(function() error("bad") end, "bad")
        assert.has.errors(function() error({ code = 1 }) end, { code = 1 })
        assert.error(function() error("bad", 0) end, "bad")
        assert.has_no.errors(function() end) assert.has_no_error(function() end)
        assert.does_not.error(function() end)
        assert.error_matches(function() error("a bad day") end, "b.d")
        assert.has_error.matches = nil"#
            .rsplit_once('\n')
            .unwrap()
            .0,
    );
}

#[test]
fn chains_work_like_those_of_busted() {
    holds(
        r#"
        assert.Is.True(true) assert.are.Same({}, {}) assert.Not.equals(1, 2) assert.Truthy(1)
        assert.does.Not.match("a", "b") assert.same_not({ 1 }, { 2 }) assert.is_Not.NIL(1)
        assert.has.error.matches(function() error("abc") end, "a.c")
        assert.error_match(function() error("abc") end, "a.c")
        assert.has_no.matches_error(function() error("abc") end, "x")
        assert.message("said").is_true(true) assert.is_not.message("said").Nil(1)
        assert.unique({ 1, 2, 3 }) assert.unique({ {}, {} }) assert.is_not.unique({ {}, {} }, true)
        assert.returned_arguments(2, (function() return nil, nil end)())
        assert.is_nil((function() end)()) assert.is_nil() assert.is_falsy() assert.is_not_true()"#,
    );
    says(
        "assert.message('said').equals(1, 2)",
        "said\nexpected 1\n     got 2",
    );
    says(
        "assert.unique({ 1, 2, 1 })",
        "expected no value twice, got 1 at 1 and 3",
    );
    says(
        "assert.unique({ 1, 1 }, 'numbers')",
        "numbers\nexpected no value twice, got 1 at 1 and 2",
    );
    says(
        "assert.returned_arguments(2, 'one')",
        "expected 2 values, got 1",
    );
}

#[test]
fn patterns_take_the_arguments_of_string_find_and_return_those_of_string_match() {
    holds(
        r#"
        assert.matches("a+b", "xa+by", 1, true) assert.has_no.match("a", "abc", 2)
        assert.matches("%d", 42) assert.has.match("a", "a", "a message")
        local year, rest = assert.matches("^(%d+)-(.*)", "2024-05")
        assert.equals("2024", year) assert.equals("05", rest)
        assert.equals("24", assert.matches("%d%d$", "2024"))
        assert.error_matches(function() error("a+b") end, "a+b", 1, true)
        assert.error_matches(function() error("at the beginning") end, "^at")"#,
    );
    says(
        "assert.matches('x', 'abc', 'so', 1, true)",
        "so\nexpected a string that matches \"x\", got \"abc\"",
    );
}

#[test]
fn errors_are_compared_as_busted_compares_them() {
    holds(
        r#"
        local object = setmetatable({}, { __tostring = function() return "an object" end })
        assert.has_error(function() error(object) end, "an object")
        assert.has_error(function() error(object) end, object)
        assert.has_error(function() error({ code = 1, message = "x" }) end, { code = 1, message = "x" })
        assert.has_error(function() error("12") end, 12)
        assert.equals(object, assert.has_error(function() error(object) end))
        assert.has_error(setmetatable({}, { __call = function() error("x") end }), "x")
        -- An error of lr can be converted to a string.
        local ok, e = pcall(lr.connect, 4711)
        assert.matches("nobody listens on port 4711", tostring(e))
        assert.matches("nobody listens on port 4711", e)
        assert.error_matches(function() lr.connect(4711) end, "no plug%-in was started")"#,
    );
}

#[test]
fn files_written_for_busted_find_what_they_require() {
    let lines = r#"
        require "busted.runner" ()
        local assert = require "luassert"
        local describe = require "busted".describe
        randomize(false)
        describe("a file", function() it("asserts", function() assert.equals(1, 1) end) end)
        it("spies", function() require "luassert.spy".new(print) end)"#;
    let outcomes = Stage::new("").run_file(lines);
    assert!(outcomes[0].status == Status::Passed);
    assert!(shown(&outcomes[1]).contains("spy is not available"));
}

#[test]
fn assert_returns_its_arguments_like_luas_own() {
    holds(
        r#"
        local a, b = assert(1, "no")
        assert.equals(1, a) assert.equals("no", b)
        local c = assert.is_not_nil("c")
        assert.equals("c", c)"#,
    );
}

#[test]
fn both_values_are_shown_the_expected_one_first() {
    says("assert.equals(1, 2)", "expected 1\n     got 2");
    says("assert.equals(1, '1')", "expected 1\n     got \"1\"");
    says("assert.equals(nil, false)", "expected nil\n     got false");
    says("assert.equals('a', nil)", "expected \"a\"\n     got nil");
    says(
        "assert.same({ 1 }, { 2 })",
        "expected { 1 }\n     got { 2 }",
    );
    says(
        "assert.equals({}, {})",
        "expected {}\n     got a different one that looks the same",
    );
    says("assert.not_equals(2, 2)", "both are 2");
    says("assert.is_true(nil)", "expected true, got nil");
    says("assert.is_nil(1)", "expected nil, got 1");
    says("assert.is_not_nil(nil)", "expected anything but nil");
    says(
        "assert.truthy(false)",
        "expected neither nil nor false, got false",
    );
    says("assert.falsy(0)", "expected nil or false, got 0");
    says("assert.near(1, 2, 0.5)", "expected 1 ± 0.5, got 2");
    says(
        "assert.matches('^b', 'abc')",
        "expected a string that matches \"^b\", got \"abc\"",
    );
    says("assert.is_string(1)", "expected a string, got 1");
    says(
        "assert.has_error(function() end)",
        "expected an error, but none was raised",
    );
    says(
        "assert.has_error(function() error('one', 0) end, 'two')",
        "expected \"two\"\n     got \"one\"",
    );
    says(
        "assert.has_no.errors(function() error('one', 0) end)",
        "expected no error, got \"one\"",
    );
}

#[test]
fn texts_are_shown_as_lua_writes_them() {
    says(
        r#"assert.equals('{"a":"b"}', "\0\0011\27[m\255\\")"#,
        r#"expected '{"a":"b"}'
     got "\0\0011\27[m\255\\""#,
    );
    says(
        r#"assert.equals("ü\t'\"", "\127")"#,
        r#"expected "ü\t'\""
     got "\127""#,
    );
}

#[test]
fn long_texts_are_shown_only_where_they_differ() {
    says(
        "local x = ('ü'):rep(200) assert.equals(x .. 'a' .. x, x .. 'b' .. x)",
        &format!(
            "expected …\"{0}a{0}\"… (801 bytes)\n     got …\"{0}b{0}\"… (801 bytes)\nthey differ \
             after 400 bytes",
            "ü".repeat(20)
        ),
    );
    says(
        "assert.equals(('x'):rep(200), '')",
        &format!(
            "expected \"{}\"… (200 bytes)\n     got \"\" (0 bytes)\nthey differ after 0 bytes",
            "x".repeat(40)
        ),
    );
}

#[test]
fn a_message_comes_before_the_values() {
    says(
        "assert.equals(1, 2, 'the answer')",
        "the answer\nexpected 1\n     got 2",
    );
    says(
        "assert.is_true(false, 'so')",
        "so\nexpected true, got false",
    );
    says("assert(false, 'plainly')", "plainly");
    says("assert(nil)", "assertion failed!");
}

#[test]
fn large_tables_and_multi_line_texts_are_shown_as_a_difference() {
    let message = Stage::new("")
        .fails(
            "local function t(x) return { name = 'a long enough name', list = { 1, 2, x }, \
             deep = { deeper = { x = x } } } end\n\
             assert.same(t(3), t(4))",
        )
        .message;
    assert_eq!(
        message,
        "expected (-) and got (+) differ:\n  {\n    deep = {\n      deeper = {\n-       x = 3,\n\
         +       x = 4,\n      },\n    },\n    list = {\n      1,\n      2,\n-     3,\n+     4,\n\
         \x20   },\n    name = \"a long enough name\",\n  }"
    );
    let message = Stage::new("")
        .fails("assert.equals('a\\nb\\nc', 'a\\nx\\nc')")
        .message;
    assert_eq!(
        message,
        "expected (-) and got (+) differ:\n  a\n- b\n+ x\n  c"
    );
}

#[test]
fn misuse_of_assert_is_reported() {
    for (line, expected) in [
        (
            "assert.equalz(1, 1)",
            "assert has no \"equalz\": it has equals, same",
        ),
        ("assert.equals(1)", "assert.equals needs 2 arguments, got 1"),
        ("assert.is_true()", "expected true, got nil"),
        (
            "assert.has.error()",
            "assert.error needs 1 arguments, got 0",
        ),
        (
            "assert.returned(1)",
            "assert.returned is not a complete check",
        ),
        ("assert.near(1, 1)", "assert.near needs 3 arguments, got 2"),
        (
            "assert.has_error('x')",
            "a function to call expected, got \"x\"",
        ),
        ("assert.matches(1, 'x')", "a Lua pattern expected, got 1"),
        ("spy.on({}, 'x')", "spy is not available"),
    ] {
        let message = Stage::new("").fails(line).message;
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn the_line_of_the_assertion_is_named() {
    Stage::new("").fails_with("\nlocal x\nassert.equals(1, x)", "echo_test.lua:4", &[]);
}

#[test]
fn tables_of_any_size_are_compared_and_shown() {
    let failure = Stage::new("").fails(
        "local function list(last)
            local t = {}
            for i = 1, 12000 do t[i] = 'entry ' .. i t['key ' .. i] = { i } end
            t[12001] = last
            return t
        end
        assert.same(list('a'), list('b'))",
    );
    let message = failure.message;
    assert!(message.contains("\n-   \"a\",\n+   \"b\","), "{message}");
}
