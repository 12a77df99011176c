//! What fails a test besides its own assertions, and how a test can expect it.

use lrsocket_host::Event;
use lrsocket_test::{Outcome, Status};

use crate::stage::{ECHO, Stage, shown};

/// A plug-in that fails when it receives `fail`.
fn failing() -> String {
    ECHO.replace(
        "sender:send(line",
        "if line == 'fail' then error('so be it') end sender:send(line",
    )
}

const PROVOKE: &str = "lr.pair(lr.start()):send('fail\\n')\n";

#[test]
fn b3_9_an_error_in_a_callback_fails_the_test() {
    Stage::new(&failing()).fails_with(
        PROVOKE,
        "Init.lua:14",
        &[
            "at 0.000 s: an error in onMessage of the receive socket on port 50001, bound at \
             Init.lua:6: Init.lua:14: so be it",
            "lr.expect_failure(",
        ],
    );
}

#[test]
fn an_error_in_a_script_a_task_or_a_handler_fails_the_test() {
    Stage::new("error('at start')").fails_with(
        "lr.start()",
        "Init.lua:1",
        &["an error in the script", "Init.lua:1: at start"],
    );
    Stage::new("import 'LrTasks'.startAsyncTask(function() error('later') end, 'worker')")
        .fails_with(
            "lr.start()",
            "Init.lua:1",
            &["an uncaught error in the task \"worker\": Init.lua:1: later"],
        );
    Stage::new(
        "import 'LrFunctionContext'.postAsyncTaskWithContext('work', function() error('later') end)",
    )
    .fails_with(
        "lr.start()",
        "Init.lua:1",
        &["(Lightroom would fail silently here): Init.lua:1: later"],
    );
    Stage::new(
        "import 'LrFunctionContext'.callWithContext('work', function(context)
            context:addCleanupHandler(function() error('tidying') end)
        end)",
    )
    .fails_with(
        "lr.start()",
        "Init.lua:2",
        &["a cleanup handler of the function context \"work\""],
    );
}

#[test]
fn an_expected_failure_must_happen_and_an_allowed_one_may() {
    let stage = Stage::new(&failing());
    stage.passes(&format!("{PROVOKE}lr.expect_failure('so be it')"));
    stage.passes(&format!("{PROVOKE}lr.expect_failure()"));
    stage.passes(&format!(
        "lr.allow_failure('Init.lua:14: so be it')\n{PROVOKE}"
    ));
    stage.passes("lr.allow_failure('so be it')\nlr.start()");
    stage.fails_with(
        "lr.start()\nlr.expect_failure('so be it')",
        "echo_test.lua:3",
        &["the plug-in was expected to fail with \"so be it\", and did not"],
    );
}

#[test]
fn the_text_of_an_expected_failure_is_plain_unless_given_as_a_pattern() {
    let stage = Stage::new(&failing());
    let run = |expected: &str| {
        let body = format!("{PROVOKE}lr.expect_failure({expected})");
        stage.run(&body).status == Status::Passed
    };
    assert!(!run("'so .. it'"));
    assert!(run("{ pattern = 'so .. it' }"));
    stage.fails_with(
        "lr.expect_failure { pattern = '[' }",
        "echo_test.lua:2",
        &["malformed pattern"],
    );
}

#[test]
fn b3_13_a_reconnect_storm_fails_the_test() {
    let source = "import 'LrFunctionContext'.postAsyncTaskWithContext('c', function(context)
        local socket = import 'LrSocket'.bind { functionContext = context, plugin = _PLUGIN,
            port = 0, mode = 'receive', onConnecting = function(socket) socket:reconnect() end }
        import 'LrTasks'.sleep(3600)
    end)";
    Stage::new(source).fails_with(
        "lr.start() lr.advance(0.05)",
        "Init.lua:2",
        &[
            "reconnect storm",
            "bound at Init.lua:2",
            "sleep a little before reconnect()",
        ],
    );
}

#[test]
fn the_fault_storm_alone_is_not_a_failure_of_the_plug_in() {
    let patient = ECHO.replace(
        "onClosed = function(socket) socket:reconnect() end",
        "onClosed = function(socket) LrTasks.sleep(0.5) socket:reconnect() end",
    );
    Stage::new(&patient).passes("lr.start() lr.fault('storm', 30, 50001) lr.advance(5)");
}

#[test]
fn b8_2_a_socket_that_a_reload_leaves_open_is_a_leak_and_calling_it_a_failure() {
    let outcome = Stage::new(ECHO).run(
        "local plugin = lr.start(nil, { faults = { reload_leak = true } })
         plugin:reload()
         lr.connect(50001):send('into the past\\n')",
    );
    let Status::Failed(failures) = &outcome.status else {
        panic!("{}", shown(&outcome))
    };
    let messages: Vec<&str> = failures.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(messages.len(), 3, "{}", shown(&outcome));
    assert!(messages[0].contains("onConnected is called in a Lua state that a reload has left"));
    assert!(messages[1].contains(
        "has leaked a socket: the send socket on port 50000, bound at Init.lua:6, is still open"
    ));
    assert!(messages[2].contains("the receive socket on port 50001"));
}

#[test]
fn b8_2_a_plug_in_that_closes_its_sockets_before_a_reload_leaks_none() {
    let tidy = ECHO
        .replace("local function bind", "sockets = {}\n\tlocal function bind")
        .replace(
            "return socket\n",
            "sockets[#sockets + 1] = socket return socket\n",
        )
        .replace("onClosed = function(socket) socket:reconnect() end,", "");
    Stage::new(&tidy)
        .file(
            "Stop.lua",
            "for _, socket in ipairs(sockets) do socket:close() end",
        )
        .passes(
            "local plugin = lr.start(nil, { faults = { reload_leak = true } })
             plugin:reload()
             lr.pair(plugin):send('a\\n'):expect('A')",
        );
}

#[test]
fn open_sockets_of_a_running_plug_in_are_not_leaks() {
    Stage::new(ECHO).passes("local plugin = lr.start() lr.pair(plugin) plugin:stop()");
    Stage::new(ECHO).passes("lr.pair(lr.start())");
}

#[test]
fn at_the_end_lightroom_quits_so_that_errors_of_shut_down_scripts_count() {
    let stage = Stage::new(ECHO).file("Stop.lua", "error('cannot stop')");
    stage.fails_with("lr.start()", "Stop.lua:1", &["cannot stop"]);
    let outcome = Stage::new(ECHO).passes("lr.start() lr.advance(1)");
    assert_eq!(outcome.simulated.as_secs(), 1);
    assert!(shown(&outcome).contains("\"message\":\"stopped\""));
}

#[test]
fn b7_8_reconnect_after_the_plug_ins_own_close_comes_with_advice() {
    let closes = ECHO.replace("while true do LrTasks.sleep(1) end", "sender:close()");
    let failures = match Stage::new(&closes).run("lr.start()").status {
        Status::Failed(failures) => failures,
        other => panic!("{other:?}"),
    };
    assert_eq!(failures.len(), 2);
    // Here Lightroom closes the socket, so the plug-in is not to blame.
    Stage::new(ECHO).passes("lr.start():disable()");
    for failure in failures {
        let text = failure.message;
        assert!(
            text.contains("the socket is closed\nonClosed is also called when the plug-in closes"),
            "{text}"
        );
        assert!(
            text.contains("if running then socket:reconnect() end"),
            "{text}"
        );
    }
}

#[test]
fn b7_8_another_error_in_on_closed_gets_no_advice_about_reconnect() {
    let closes = ECHO
        .replace("while true do LrTasks.sleep(1) end", "sender:close()")
        .replace(
            "onClosed = function(socket) socket:reconnect() end",
            "onClosed = function() error('reconnect() after close(): the socket is closed, I say') end",
        );
    let Status::Failed(failures) = Stage::new(&closes).run("lr.start()").status else {
        panic!("it passed")
    };
    for failure in failures {
        assert!(
            !failure.message.contains("if running"),
            "{}",
            failure.message
        );
    }
}

#[test]
fn what_happens_after_a_failure_is_not_shown_as_its_cause() {
    let file = "local p
        before_each(function() p = lr.start() end)
        after_each(function() p:stop() end)
        it('fails', function() error('no') end)
        it('fails twice', function() p:menu('Start') error('no') end)";
    let ends = |outcome: &Outcome| outcome.records.last().map(|record| record.event.clone());
    let outcomes = Stage::new(ECHO).run_file(file);
    let listens = matches!(ends(&outcomes[0]), Some(Event::Connecting { .. }));
    assert!(listens, "{}", shown(&outcomes[0]));
    // If what follows is a failure of its own, it is shown.
    let broken = Stage::new(ECHO).file("Stop.lua", "error('stop')");
    let outcomes = broken.run_file(file);
    let told_of = outcomes[1].records.iter().map(|record| &record.event);
    let mut errors = told_of.filter(|event| matches!(event, Event::ScriptError { .. }));
    assert!(errors.next().is_some(), "{}", shown(&outcomes[1]));
}
