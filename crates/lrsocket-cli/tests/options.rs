//! Each option of `run`.

mod common;

use std::fs;
use std::time::Instant;

use common::{Client, Run};
use serde_json::Value;

#[test]
fn menu_runs_the_items_after_the_start() {
    let info = "LrInitPlugin = 'Init.lua', LrForceInitPlugin = true, LrExportMenuItems = { \
                { title = 'One', file = 'One.lua' }, { title = '  Two', file = 'Two.lua' } }";
    let files = [
        ("Init.lua", "print('start')"),
        ("One.lua", "print('one')"),
        ("Two.lua", "print('two')"),
    ];
    let finished = Run::plugin_with(info, &files)
        .json()
        .args(["--menu", "Two", "--menu", "One", "--menu", "Two"])
        .finish()
        .status(0);
    assert_eq!(finished.logged(), ["start", "two", "one", "two"]);
    let ready = finished.only("ready");
    assert_eq!(ready["menu_items"], serde_json::json!(["One", "  Two"]));
    // It is written when all of them have run: before the run ends.
    let end = [&finished.all("command")[3..], &finished.all("exit")].concat();
    let [.., last, shutdown, exit] = finished.events.as_slice() else {
        unreachable!("there are more events");
    };
    assert_eq!((last, vec![shutdown, exit]), (ready, end));
}

#[test]
fn a_menu_item_whose_file_is_missing_fails() {
    let finished = Run::plugin_with(
        "LrExportMenuItems = { title = 'One', file = 'One.lua' }",
        &[],
    )
    .json()
    .args(["--menu", "One"])
    .finish()
    .status(1);
    let error = finished.only("script_error");
    assert!(
        error["script"].as_str().unwrap().ends_with("One.lua"),
        "{error}"
    );
}

#[test]
fn for_ends_the_run() {
    let finished = Run::sockets("task(function() while true do LrTasks.sleep(60) end end)")
        .json()
        .args(["--for", "0.05"])
        .finish()
        .status(0);
    let exit = finished.only("exit");
    assert_eq!(exit["reason"], "--for 0.05 seconds are over");
    assert!(exit["t"].as_f64().unwrap() >= 0.05);
}

#[test]
fn for_ends_a_loop_that_never_yields() {
    Run::script("while true do end")
        .args(["--for", "0.01"])
        .finish()
        .status(1)
        .stderr_has("stopped at script.lua:1: the plug-in was still busy and did not yield");
}

#[test]
fn profile_chooses_how_sockets_behave() {
    let script = "task(function(c)
        bind { functionContext = c, mode = 'receive', onMessage = function() end }
        LrTasks.sleep(60)
    end)";
    for (profile, answer) in [("measured", "ok\n"), ("documented", "")] {
        let mut run = Run::sockets(script)
            .json()
            .args(["--profile", profile])
            .spawn();
        let mut client = run.client("receive");
        client.send("one\n");
        run.event("message");
        client.finish_writing();
        assert_eq!(client.rest(), answer.as_bytes(), "{profile}");
    }
}

#[test]
fn platform_is_what_the_plugin_sees() {
    let script = "print(WIN_ENV and 'win' or 'not win', MAC_ENV and 'mac' or 'not mac')";
    for (args, seen) in [
        (&["--platform", "win"][..], "win\tnot mac"),
        (&["--platform", "mac"], "not win\tmac"),
        (&["--profile", "windows-reported"], "win\tnot mac"),
        (&["--profile", "macos-reported"], "not win\tmac"),
        (
            &["--profile", "windows-reported", "--platform", "mac"],
            "not win\tmac",
        ),
    ] {
        let finished = Run::script(script).json().args(args).finish().status(0);
        assert_eq!(finished.logged(), [seen], "{args:?}");
    }
}

#[test]
fn strict_leaves_globals_nil() {
    let script = "print(type(LrTasks))";
    let finished = Run::script(script).json().finish().status(0);
    assert_eq!(finished.logged(), ["table"]);
    assert_eq!(finished.only("diagnostic")["rule"], "R5.10");
    let finished = Run::script(script)
        .json()
        .args(["--strict"])
        .finish()
        .status(0);
    assert_eq!(finished.logged(), ["nil"]);
    assert_eq!(finished.all("diagnostic"), Vec::<&Value>::new());
}

#[test]
fn answer_answers_dialogs() {
    let script = "print(import('LrDialogs').confirm('Sure?', 'Really?', 'Do', 'Not', 'Else'))";
    for args in [&[][..], &["--answer", "cancel"], &["--answer", "other"]] {
        let finished = Run::script(script).json().args(args).finish().status(0);
        let answer = args.last().unwrap_or(&"ok");
        assert_eq!(finished.logged(), [*answer]);
        let dialog = finished.only("dialog");
        assert_eq!(dialog["kind"], "confirm");
        assert_eq!(dialog["message"], "Sure?");
        assert_eq!(dialog["info"], "Really?");
        assert_eq!(dialog["answer"], *answer);
    }
}

#[test]
fn home_holds_the_standard_folders() {
    let script = "local paths = import 'LrPathUtils'
        for _, name in ipairs { 'home', 'temp', 'documents', 'appData', 'desktop', 'pictures' } do
            print(paths.getStandardFilePath(name))
        end";
    let run = Run::script(script).json().spawn();
    let home = run.folder().join("home");
    let finished = run.finish().status(0);
    let folders = finished.logged();
    assert_eq!(folders.len(), 6);
    for folder in folders {
        assert!(folder.starts_with(home.to_str().unwrap()), "{folder}");
    }
}

#[test]
fn without_home_they_are_those_of_the_account() {
    let script = "print(import('LrPathUtils').getStandardFilePath('temp'))";
    let finished = Run::script(script).json().real_home().finish().status(0);
    let temp = std::env::temp_dir();
    let logged = finished.logged();
    let same = logged[0].trim_end_matches(['/', '\\']);
    assert_eq!(same, temp.to_str().unwrap().trim_end_matches(['/', '\\']));
}

/// Sends back what it gets, until its client leaves.
const ECHO: &str = "task(function(c)
    local out = bind { functionContext = c, mode = 'send' }
    bind { functionContext = c, mode = 'receive',
        onMessage = function(_, line) out:send(line .. '\\n') end,
        onClosed = function() over = true end }
    while not over do LrTasks.sleep(0.01) end
end)";

fn echo(receive: u16, send: u16) -> (Client, Client) {
    let mut from = Client::connect(send);
    let mut to = Client::connect(receive);
    to.send("hello\n");
    assert_eq!(from.line(), "hello");
    (from, to)
}

#[test]
fn trace_can_be_read_while_it_runs() {
    let args = ["-q", "--trace", "run.trace"];
    let mut run = Run::sockets(ECHO).json().args(args).spawn();
    let (receive, send) = (run.port("receive"), run.port("send"));
    let clients = echo(receive, send);
    // The client may be quicker than the file.
    let path = run.folder().join("run.trace");
    let deadline = Instant::now() + common::PATIENCE;
    loop {
        let trace = fs::read_to_string(&path).unwrap();
        let has = |name| trace.contains(&format!("\"event\":\"{name}\""));
        if has("message") && has("sent") {
            break;
        }
        assert!(Instant::now() < deadline, "{trace}");
        std::thread::yield_now();
    }
    drop(clients);
    run.finish().status(0);
}

#[test]
fn trace_is_what_json_shows_and_the_messages() {
    let args = ["-q", "--trace", "run.trace"];
    let mut run = Run::sockets(ECHO).json().args(args).spawn();
    let (receive, send) = (run.port("receive"), run.port("send"));
    drop(echo(receive, send));
    let finished = run.finish().status(0);
    let trace = fs::read_to_string(finished.folder().join("run.trace")).unwrap();
    let is_message =
        |line: &&str| line.contains("\"event\":\"message\"") || line.contains("\"event\":\"sent\"");
    assert_eq!(trace.lines().filter(is_message).count(), 2, "{trace}");
    // And what only a replay needs.
    let is_for_replay =
        |line: &&str| line.contains("\"event\":\"rounds\"") || line.contains("\"event\":\"work\"");
    let others: Vec<&str> = trace
        .lines()
        .filter(|line| !is_message(line) && !is_for_replay(line))
        .collect();
    assert_eq!(others, finished.stdout.lines().collect::<Vec<_>>());
}

#[cfg(target_os = "linux")]
#[test]
fn a_trace_that_does_not_fit_on_the_disk_fails_the_run() {
    let finished = Run::script("print('one')")
        .json()
        .args(["--trace", "/dev/full"])
        .finish()
        .status(2);
    let why = "cannot write the trace to /dev/full: No space left on device (os error 28)";
    assert_eq!(
        finished.stderr,
        format!("error: {why}; it ends here\nthe trace is incomplete: {why}\n")
    );
    assert_eq!(finished.only("exit")["status"], 2);
    assert_eq!(finished.logged(), ["one"]);
}

#[test]
fn json_alone_leaves_stderr_to_errors() {
    Run::script("print('one')")
        .json()
        .finish()
        .status(0)
        .stderr("");
    let finished = Run::script("error('two')").json().finish().status(1);
    assert!(
        finished.stderr.contains("script.lua:1: two"),
        "{}",
        finished.stderr
    );
    assert!(!finished.stderr.contains("ready"), "{}", finished.stderr);
}

#[test]
fn quiet_shows_errors_only() {
    let script = "print('one')
        import('LrTasks').startAsyncTask(function() error('two') end)";
    let finished = Run::script(script).args(["-q"]).finish().status(1);
    assert!(!finished.stderr.contains("one"), "{}", finished.stderr);
    assert!(
        finished.stderr.contains("script.lua:2: two"),
        "{}",
        finished.stderr
    );
    Run::script("print('one')")
        .args(["--quiet"])
        .finish()
        .status(0)
        .stderr("");
}

#[test]
fn verbose_shows_each_message() {
    for verbose in [false, true] {
        let args: &[&str] = if verbose { &["-v"] } else { &[] };
        let mut run = Run::sockets(ECHO).json().args(args).spawn();
        let (receive, send) = (run.port("receive"), run.port("send"));
        drop(echo(receive, send));
        let finished = run.finish().status(0);
        let shown = |what: &str| finished.stderr.contains(what);
        assert_eq!(
            shown(&format!("message    receive 127.0.0.1:{receive}  hello\n")),
            verbose
        );
        assert_eq!(
            shown(&format!("sent       send    127.0.0.1:{send}  hello\\n\n")),
            verbose
        );
        let summary = format!(
            "\nsend    127.0.0.1:{send}  script.lua:2  0 in, 1 out, 1 clients, 0 errors\n\
             receive 127.0.0.1:{receive}  script.lua:3  1 in, 0 out, 1 clients, 0 errors\n"
        );
        assert_eq!(shown(&summary), verbose);
    }
}

#[test]
fn colours_are_off_in_a_pipe() {
    let script = "print('x') error('y')";
    let coloured = |when: &str| {
        let finished = Run::script(script)
            .args(["--color", when])
            .finish()
            .status(1);
        finished.stderr.contains('\u{1b}')
    };
    assert!(!coloured("auto"));
    assert!(!coloured("never"));
    assert!(coloured("always"));
}

#[test]
fn a_person_sees_these_lines() {
    let script = "task(function(c)
        bind { functionContext = c, mode = 'send' }:close()
        print('two\\nlines\\n')
        import('LrDialogs').showBezel('hello')
    end)";
    let finished = Run::sockets(script).finish().status(0);
    let is_timed = |line: &&str| {
        line.get(..9)
            .is_some_and(|t| t.trim().parse::<f64>().is_ok())
    };
    let mut without_time = String::new();
    for line in finished.stderr.lines() {
        without_time += if is_timed(&line) { &line[11..] } else { line };
        without_time.push('\n');
    }
    assert_eq!(
        without_time,
        "closed     send    127.0.0.1:0  script.lua:2  by the plug-in\n\
         log        print: two\n                      lines\n\
         dialog     showBezel: hello\n\
         ready      all scripts have run\n\
         end        nothing is left to run: no task, no timer, no open socket\n\
         \n\
         send    127.0.0.1:0  script.lua:2  0 in, 0 out, 0 clients, 0 errors\n",
    );
}
