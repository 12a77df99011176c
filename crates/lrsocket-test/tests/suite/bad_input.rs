//! Broken test files and plug-ins.

use std::time::Duration;

use lrsocket_test::{FileError, Status};

use crate::stage::{ECHO, Stage, shown};

#[track_caller]
fn wrong(source: &str, expected: &[&str]) -> FileError {
    let error = Stage::new("").open(source).unwrap_err();
    let text = error.to_string();
    for part in expected {
        assert!(text.contains(part), "{text}");
    }
    error
}

#[test]
fn a_file_that_does_not_compile_or_load_is_reported_with_its_line() {
    let error = wrong(
        "it('x', function()\n  local = 1\nend)",
        &["echo_test.lua:2:"],
    );
    assert!(matches!(error, FileError::Syntax(_)));
    wrong(
        "\nlocal function f() local x = nil + 1 end\nf()",
        &["echo_test.lua:2:", "echo_test.lua:3"],
    );
    wrong(
        "error({ code = 7 })",
        &["an error that is a table: { code = 7 }"],
    );
    wrong("error()", &["an error without a value"]);
    wrong("require 'no.such.module'", &["no.such.module"]);
}

#[test]
fn the_error_for_a_file_without_tests_shows_a_test() {
    let error = wrong(
        "describe('nothing', function() end)",
        &["has no test", "it(\"does something\""],
    );
    assert!(matches!(error, FileError::Empty(_)));
}

#[test]
fn tests_without_a_function_are_reported_with_their_line() {
    wrong(
        "\nit('x')",
        &["echo_test.lua:2:", "it needs a function, got nil"],
    );
    wrong(
        "\ndescribe('x', 'y')",
        &["echo_test.lua:2:", "describe needs a function, got string"],
    );
    wrong("before_each()", &["before_each needs a function"]);
    wrong("finally(print)", &["finally outside a test"]);
}

#[test]
fn a_test_inside_a_test_is_refused() {
    for word in ["describe", "it", "before_each"] {
        let body = format!("\n{word}('x', function() end)");
        Stage::new("").fails_with(
            &body,
            "echo_test.lua:3",
            &[&format!("{word} inside a test")],
        );
    }
}

#[test]
fn error_values_that_are_not_strings_are_shown() {
    let stage = Stage::new("");
    assert_eq!(
        stage.fails("error({ code = 7 })").message,
        "an error that is a table: { code = 7 }"
    );
    assert_eq!(
        stage.fails("error()").message,
        "an error without a value: error(nil)"
    );
    assert_eq!(
        stage
            .fails("error(setmetatable({}, { __tostring = function() return 'mine' end }))")
            .message,
        "mine"
    );
    assert_eq!(stage.fails("error(12, 0)").message.as_str(), "12");
}

#[test]
fn a_test_that_never_ends_in_simulated_time_is_stopped_after_a_day() {
    Stage::new("").fails_with(
        "lr.start()\nwhile true do\nlr.advance(3600)\nend",
        "echo_test.lua:4",
        &["stopped after 24 simulated hours"],
    );
}

#[test]
fn a_test_that_never_ends_in_real_time_is_stopped_and_names_its_line() {
    let stage = Stage::new("").real_limit(Duration::from_millis(300));
    stage.fails_with(
        "\nwhile true do end",
        "echo_test.lua:3",
        &["test timed out; raise the limit with --timeout"],
    );
}

#[test]
fn a_plug_in_that_loops_forever_is_stopped_and_names_its_line() {
    let stage = Stage::new("print('on')\nwhile true do end").real_limit(Duration::from_millis(300));
    let outcome = stage.run("lr.start()");
    let Status::Failed(failures) = &outcome.status else {
        panic!("{}", shown(&outcome))
    };
    let text: Vec<String> = failures.iter().map(|f| f.message.clone()).collect();
    let text = text.join("\n");
    assert!(text.contains("Init.lua:2"), "{text}");
    assert!(text.contains("stopped after 0.3 s of real time"), "{text}");
}

#[test]
fn the_error_for_a_plug_in_that_cannot_load_says_why() {
    let stage = Stage::new("local = 1");
    stage.fails_with("\nlr.start()", "echo_test.lua:3", &["Init.lua:1:"]);
    stage.fails_with(
        "lr.start('../nowhere.lrplugin')",
        "echo_test.lua:2",
        &["nowhere.lrplugin"],
    );
    let stage = Stage::new("").file("Info.lua", "return 1");
    stage.fails_with("lr.start()", "echo_test.lua:2", &["Info.lua"]);
}

#[test]
fn os_exit_fails_the_test_and_nothing_else() {
    Stage::new("").fails_with(
        "os.exit(3)",
        "echo_test.lua:2",
        &["os.exit would end lrsocket and all other tests"],
    );
}

#[test]
fn an_error_that_is_a_table_is_shown_whole() {
    Stage::new("").fails_with(
        "error({ code = 7, message = 'no' })",
        "echo_test.lua:2",
        &["an error that is a table: { code = 7, message = \"no\" }"],
    );
}

#[test]
fn a_loop_around_pcall_is_stopped() {
    let stage = || Stage::new("").real_limit(Duration::from_millis(200));
    for body in [
        "while true do pcall(function() while true do end end) end",
        "while true do xpcall(function() while true do end end, function() end) end",
        "while true do assert.has_error(function() while true do end end) end",
        "lr.start() while true do pcall(lr.advance, 1) end",
        "while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
    ] {
        let failure = stage().fails(body);
        assert!(
            failure.message.starts_with("stopped a"),
            "{}",
            failure.message
        );
        let at = failure.at.unwrap().0;
        assert!(at.ends_with("echo_test.lua:2"), "{at}");
    }
}

#[test]
fn the_end_of_simulated_time_cannot_be_caught() {
    let failure = Stage::new("").fails(
        "lr.start()
        while true do
            pcall(lr.advance, 3600)
            xpcall(function() lr.advance(3600) end, function() return 'caught' end)
        end",
    );
    assert_eq!(
        failure.message,
        "stopped after 24 simulated hours: a test should not need that much"
    );
}

#[test]
fn a_stop_inside_on_execute_cannot_be_caught() {
    let stage =
        Stage::new("import 'LrTasks'.startAsyncTask(function() import 'LrTasks'.execute('x') end)");
    let failure = stage.real_limit(Duration::from_millis(200)).fails(
        "lr.on_execute(function() while true do end end)
        while true do pcall(lr.start) end",
    );
    assert!(failure.message.starts_with("stopped a"), "{failure:?}");
}

#[test]
fn an_error_that_only_reads_like_a_stop_can_be_caught() {
    Stage::new("").passes(
        r#"
        local text = "stopped at x:1: test timed out; raise the limit with --timeout"
        local object = setmetatable({}, { __tostring = function() return text end })
        assert.is_false((pcall(error, text)))
        assert.is_false((pcall(error, object)))
        assert.has_error(function() error(object) end, text)"#,
    );
}

#[test]
fn misuse_of_lr_is_reported_in_its_terms() {
    for (body, expected) in [
        (
            "lr.start(nil, 5)",
            "lr.start: the options expected as a table, got 5",
        ),
        (
            "p.menu('Start')",
            "call `menu` of a plug-in with a colon: plugin:menu(…)",
        ),
        ("p:menu()", "menu: the title expected as a string, got nil"),
        (
            "e.send('x')",
            "call `send` of an end with a colon: conn:send(…)",
        ),
        (
            "e:read(1e300)",
            "read: a number of bytes expected, got 1e+300",
        ),
        (
            "e:close():send('x')",
            "port 50000: cannot send after close()",
        ),
        ("e:vanish() e:send('x')", "cannot send after vanish()"),
        (
            "p:disable() p:disable()",
            "the plug-in org.example.echo does not run: it is disabled",
        ),
        ("p:enable()", "the plug-in org.example.echo is not disabled"),
        (
            "p:stop() p:reload()",
            "Lightroom has quit: lr.start starts another one",
        ),
        (
            "p:stop() p:menu('Start')",
            "Lightroom has quit: lr.start starts another one",
        ),
        (
            "lr.develop.set()",
            "lr.develop.set: the parameter expected as a string, got nil",
        ),
        (
            "lr.develop.set('Exposure')",
            "lr.develop.set: Exposure needs a value",
        ),
        (
            "lr.develop.set('Exposure', 1/0)",
            "lr.develop.set: Exposure cannot be inf",
        ),
        (
            "lr.develop.get()",
            "lr.develop.get: the parameter expected as a string, got nil",
        ),
        (
            "lr.module(5)",
            "lr.module: the name expected as a string, got 5",
        ),
        (
            "lr.selection.select()",
            "an id, a path or a photo expected, got nil",
        ),
        (
            "lr.selection.label(5)",
            "\"5\" is not a label; the labels are red, yellow",
        ),
        (
            "lr.events('errors')",
            "lr.events: unknown kind of event \"errors\"; the kinds are callback_error,",
        ),
        ("lr.log('[')", "lr.log: malformed pattern"),
    ] {
        let body = format!(
            "local p = lr.start() local e = lr.connect(p, 'send') lr.allow_failure('after close')\n{body}"
        );
        Stage::new(ECHO).fails_with(&body, "echo_test.lua:3", &[expected]);
    }
    Stage::new(ECHO).passes(
        r#"
        local pair = lr.pair(lr.start())
        assert.equals("open", (pair:state()))
        pair:finish()
        lr.start():stop()
        assert.same({ "closed", "closed" }, { pair:wait_closed() })"#,
    );
}

#[test]
fn every_kind_of_event_of_the_trace_can_be_asked_for() {
    let page = include_str!("../../../../docs/trace.md");
    let (sockets, rest) = page.split_once("### Of `lrsocket proxy`").unwrap();
    let (_, plugin) = rest.split_once("## The plug-in").unwrap();
    let rows = sockets.lines().chain(plugin.lines());
    let names = rows.filter_map(|row| row.strip_prefix("| `")?.split_once('`').map(|it| it.0));
    // The fields of every event, and the event that only a slow reader of stdout sees.
    let fields = ["t", "event", "socket", "mode", "port", "at", "not_shown"];
    let kinds: Vec<&str> = names.filter(|name| !fields.contains(name)).collect();
    assert!(kinds.len() > 15, "{kinds:?}");
    let asked = kinds.iter().map(|kind| format!("lr.events('{kind}')\n"));
    Stage::new(ECHO).passes(&format!("lr.start()\n{}", asked.collect::<String>()));
}

#[test]
fn a_byte_order_mark_and_a_shebang_line_are_skipped() {
    for before in [
        "\u{feff}",
        "#!/usr/bin/env lrsocket test",
        "\u{feff}# a line",
    ] {
        let outcomes = Stage::new("").run_file(&format!("{before}\nit('x', function() end)"));
        assert!(outcomes[0].status == Status::Passed);
        wrong(&format!("{before}\n\nit('x'"), &["echo_test.lua:3:"]);
    }
    wrong(
        "\u{1b}Lua",
        &["echo_test.lua is compiled Lua; a test file must be source text"],
    );
}
