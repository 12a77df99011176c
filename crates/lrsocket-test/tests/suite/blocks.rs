//! The structure of test files: describe, it, before_each and so on.

use lrsocket_test::Status;

use crate::stage::{Stage, shown};

#[test]
fn hooks_run_from_the_outside_in_and_back() {
    let outcomes = Stage::new("").run_file(
        r#"
        local order = {}
        local function say(what) return function() order[#order + 1] = what end end
        describe("outer", function()
            setup(say "setup") before_each(say "before") after_each(say "after")
            teardown(function() assert.equals(
                "setup setup2 before before2 test finally after2 after teardown2",
                table.concat(order, " "))
            end)
            describe("inner", function()
                setup(say "setup2") before_each(say "before2") after_each(say "after2")
                teardown(say "teardown2")
                it("test", function() finally(say "finally") say "test" () end)
            end)
        end)"#,
    );
    assert_eq!(outcomes.len(), 1);
    assert!(
        outcomes[0].status == Status::Passed,
        "{}",
        shown(&outcomes[0])
    );
}

#[test]
fn each_test_has_a_lua_state_of_its_own() {
    let outcomes = Stage::new("").run_file(
        "count = 0
         for i = 1, 2 do it('test ' .. i, function() count = count + 1 assert.equals(1, count) end) end",
    );
    assert!(
        outcomes
            .iter()
            .all(|outcome| outcome.status == Status::Passed)
    );
}

#[test]
fn a_test_has_the_names_of_its_blocks_and_the_line_of_its_it() {
    let stage = Stage::new("");
    let file = stage
        .open("describe('a', function()\ncontext('b', function()\nit('c', function() end)\nend)\nend)")
        .unwrap();
    let [test] = file.tests() else { panic!() };
    assert_eq!((test.name.as_str(), test.line), ("a b c", 3));
}

#[test]
fn pending_tests_are_not_run() {
    let outcomes = Stage::new("").run_file(
        "pending('later', function() error('no') end)
         it('now', function() pending('not on Windows') error('no') end)",
    );
    let pending: Vec<_> = outcomes.iter().map(|outcome| &outcome.status).collect();
    assert_eq!(*pending[0], Status::Pending(String::new()));
    assert_eq!(*pending[1], Status::Pending("not on Windows".to_owned()));
}

#[test]
fn an_error_in_before_each_skips_the_test_but_not_the_hooks_after_it() {
    let outcome = Stage::new("")
        .run_file(
            "describe('a', function()
                before_each(function() error('before', 0) end)
                after_each(function() error('after', 0) end)
                describe('b', function()
                    after_each(function() error('inner', 0) end)
                    teardown(function() error('down', 0) end)
                    it('test', function() error('test', 0) end)
                end)
             end)",
        )
        .remove(0);
    let Status::Failed(failures) = outcome.status else {
        panic!()
    };
    let messages: Vec<&str> = failures.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(messages, ["before", "inner", "after", "down"]);
}

#[test]
fn an_error_in_setup_skips_the_test_but_not_teardown() {
    let outcome = Stage::new("")
        .run_file(
            "setup(function() error('up', 0) end) teardown(function() error('down', 0) end)
             it('test', function() error('test', 0) end)",
        )
        .remove(0);
    let Status::Failed(failures) = outcome.status else {
        panic!()
    };
    let messages: Vec<&str> = failures.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(messages, ["up", "down"]);
}

#[test]
fn any_number_of_failures_can_be_reported() {
    let outcome =
        Stage::new("").run("for i = 1, 9000 do finally(function() error('no', 0) end) end");
    let Status::Failed(failures) = outcome.status else {
        panic!()
    };
    assert_eq!(failures.len(), 9000);
}
