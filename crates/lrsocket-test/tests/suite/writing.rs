//! What makes tests easy to write: JSON, modules of the plug-in, files in the home, short reports.

use lrsocket_test::Status;

use crate::stage::{ECHO, Stage, shown};

#[test]
fn json_is_decoded_and_encoded() {
    Stage::new(ECHO).passes(
        r#"
        assert.same({ a = { 1, 2, { b = "ü" } }, d = true }, lr.json.decode('{"a":[1,2,{"b":"\\u00fc"}],"c":null,"d":true}'))
        assert.equals('{"a":[1,2.5,"x"],"b":{}}', lr.json.encode({ b = {}, a = { 1, 2.5, "x" } }))
        assert.equals("[]", lr.json.encode(lr.json.decode("[]")))
        assert.equals("[]", lr.json.encode(lr.json.list()))
        assert.equals("[1,null]", lr.json.encode({ 1, lr.json.null }))
        local list = lr.json.decode("[1,null,3]")
        assert.equals(3, #list)
        assert.equals(lr.json.null, list[2])
        assert.is_nil(lr.json.decode("null"))
        assert.equals('"a\\nb"', lr.json.encode("a\nb"))"#,
    );
    for (body, why) in [
        (
            "lr.json.decode('{\"a\":')",
            "lr.json.decode: EOF while parsing a value at line 1 column 5",
        ),
        (
            "lr.json.decode(nil)",
            "lr.json.decode: the text expected as a string, got nil",
        ),
        ("lr.json.encode({ f = print })", "lr.json.encode: "),
        ("local t = {} t.t = t lr.json.encode(t)", "lr.json.encode: "),
    ] {
        Stage::new(ECHO).fails_with(body, "echo_test.lua:2", &[why]);
    }
}

#[test]
fn a_test_can_require_modules_of_the_plug_in() {
    Stage::new(ECHO)
        .file("Protocol.lua", "return { version = 7 }")
        .file("tests/Helper.lua", "return 'beside'")
        .file("Helper.lua", "return 'in the plug-in'")
        .passes(
            "assert.equals(7, require('Protocol').version)
            assert.equals('beside', require('Helper'))",
        );
}

#[test]
fn a_file_can_be_put_into_the_home_before_the_start() {
    let init = "
        local LrPathUtils, LrFileUtils = import 'LrPathUtils', import 'LrFileUtils'
        local folder = LrPathUtils.getStandardFilePath('documents')
        print(LrFileUtils.readFile(LrPathUtils.child(folder, 'settings.json')))";
    Stage::new(init).passes(
        "local file = assert(io.open(lr.folder('documents') .. '/settings.json', 'w'))
        file:write('before') file:close()
        lr.start()
        assert.same({ 'before' }, lr.log())",
    );
}

#[test]
fn one_cause_that_repeats_is_one_failure_with_its_number() {
    let init = ECHO.replace("sender:send(", "error('bad line ' .. line) sender:send(");
    let failure = Stage::new(&init).fails(
        "local pair = lr.pair(lr.start())
        for i = 1, 40 do pair:send(i .. '\\n') lr.advance(1) end",
    );
    for text in [
        "at 0.000 s: an error in onMessage",
        "bad line 1\n",
        "It failed there 39 more times, the last time so: the plug-in, at 39.000 s",
        "bad line 40",
    ] {
        assert!(failure.message.contains(text), "{}", failure.message);
    }
    // Another line is another cause, and an expected failure hides no other.
    let init = ECHO.replace(
        "sender:send(",
        "if line == 'a' then error('A') end\nif line == 'b' then error('B') end sender:send(",
    );
    let outcome = Stage::new(&init).run(
        "local pair = lr.pair(lr.start())
        pair:send('a\\nb\\na\\nb\\n')",
    );
    let Status::Failed(failures) = &outcome.status else {
        panic!("{}", shown(&outcome));
    };
    assert_eq!(failures.len(), 2, "{}", shown(&outcome));
    Stage::new(&init).fails_with(
        "local pair = lr.pair(lr.start())
        pair:send('a\\nb\\na\\n')
        lr.expect_failure('A')",
        "Init.lua:15",
        &["B"],
    );
}
