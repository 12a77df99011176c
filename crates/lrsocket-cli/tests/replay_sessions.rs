//! What was recorded of real sessions is played as it was: a plug-in that has not changed does the
//! same again.
#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use std::fs;
use std::net::TcpListener;
use std::time::Duration;

use common::recorded::{Recorded, says};
use common::{Client, Run};
use serde_json::json;

/// Says hello with its port to everybody who connects, answers each line, and listens again.
const ECHO: &str = "
    task(function(context)
        local out
        local function again(socket, why)
            if not over then socket:reconnect() end
        end
        out = bind { functionContext = context, mode = 'send', onClosed = again, onError = again,
            onConnected = function(socket, port) socket:send('hello ' .. port .. '\\n') end }
        bind { functionContext = context, mode = 'receive', onClosed = again, onError = again,
            onMessage = function(_, line) out:send('got ' .. line .. '\\n') end }
        while not over do LrTasks.sleep(0.1) end
    end)";

const SHUTDOWN: (&str, &str) = ("Shutdown.lua", "over = true");
const INFO: &str = "LrInitPlugin = 'Init.lua', LrShutdownPlugin = 'Shutdown.lua'";

fn record(init: &str) -> Run {
    Run::plugin_with(INFO, &[("Init.lua", init), SHUTDOWN])
        .controlled()
        .traced()
}

/// The same with nobody who controls it.
fn alone(init: &str) -> Run {
    Run::plugin_with(INFO, &[("Init.lua", init), SHUTDOWN])
        .json()
        .traced()
}

#[track_caller]
fn plays(recorded: &Recorded) {
    says(&recorded.replay(&[]), 0, "PASS");
    // What the replay itself tells is a transcript of the same.
    says(&recorded.replay(&["--update"]), 0, "PASS");
    says(&recorded.replay(&[]), 0, "PASS");
}

#[test]
fn b3_5_clients_of_a_send_socket_leave_as_they_left_unnoticed() {
    let mut run = record(ECHO).spawn();
    let port = run.port("send");
    let mut to = run.client("receive");
    let mut from = Client::connect(port);
    from.line();
    // One that closes: the first line afterwards is lost, the second one tells the plug-in.
    drop(from);
    run.event_where("left", |left| left["how"] == "close");
    to.send("lost\nand in the same packet\n");
    run.event_where("sent", |sent| {
        sent["text"] == "got and in the same packet\n"
    });
    to.send("and lost\n");
    from = run.client("send");
    from.line();
    // One that resets: the first line tells it.
    from.reset();
    run.event_where("left", |left| left["how"] == "reset");
    to.send("lost again\n");
    from = run.client("send");
    from.line();
    // One that only writes no more: it reads on.
    from.finish_writing();
    run.event_where("left", |left| left["how"] == "close");
    to.send("a\nb\n");
    assert_eq!(
        (from.line().as_str(), from.line().as_str()),
        ("got a", "got b")
    );
    run.done(&json!({ "do": "shutdown" }));
    plays(&Recorded::of(run.finish().status(0)));
}

#[test]
fn bytes_and_carriage_returns_are_those_of_the_session() {
    let mut run = record(ECHO).spawn();
    let (mut from, mut to) = (run.client("send"), run.client("receive"));
    from.line();
    to.send(b"a\r\nb\r\r\n\n\xff\x00\xfe\nhalf");
    for _ in 0..3 {
        from.line();
    }
    from.exact(b"got \xff\x00\xfe\n".len());
    to.send(" a line\nand no end");
    from.line();
    to.reset();
    run.event("closed");
    run.done(&json!({ "do": "shutdown" }));
    plays(&Recorded::of(run.finish().status(0)));
}

#[test]
fn a_port_that_was_taken_is_taken_again() {
    let holder = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = holder.local_addr().unwrap().port();
    let mut run = record(&format!(
        "task(function(context)
            local out = bind {{ functionContext = context, mode = 'send' }}
            local tries = 0
            bind {{ functionContext = context, mode = 'receive', port = {port},
                onError = function(socket, why)
                    tries = tries + 1
                    out:send(why .. '\\n')
                    LrTasks.sleep(0.05)
                    socket:reconnect()
                end,
                onMessage = function() out:send('after ' .. tries .. '\\n') end }}
            while not over do LrTasks.sleep(0.1) end
        end)"
    ))
    .spawn();
    let mut from = run.client("send");
    assert!(from.line().starts_with("failed to open"));
    drop(holder);
    run.client("receive").send("x\n");
    while !from.line().starts_with("after") {}
    run.done(&json!({ "do": "shutdown" }));
    plays(&Recorded::of(run.finish().status(0)));
}

/// Sends a line every so many milliseconds, and says in its answers how many these were. On a busy
/// machine a recorded run is some milliseconds late with everything: what the outside does at the
/// same moment as a timer cannot be told apart later.
fn ticker(milliseconds: u32) -> String {
    let seconds = f64::from(milliseconds) / 1000.0;
    TICKER.replace("SECONDS", &seconds.to_string())
}

const TICKER: &str = "
    task(function(context)
        local ticks = 0
        local out = bind { functionContext = context, mode = 'send',
            onConnected = function(socket) socket:send('at ' .. ticks .. '\\n') end }
        bind { functionContext = context, mode = 'receive',
            onMessage = function(_, line) out:send(line .. ' at ' .. ticks .. '\\n') end }
        while not over do
            ticks = ticks + 1
            out:send('tick ' .. ticks .. '\\n')
            LrTasks.sleep(SECONDS)
        end
    end)";

#[test]
fn timers_of_the_plug_in_that_were_late_then_are_no_difference() {
    let mut run = record(&ticker(40)).spawn();
    let (mut from, mut to) = (run.client("send"), run.client("receive"));
    for number in 0..5 {
        while from.line() != format!("tick {}", 5 + 7 * number) {}
        to.send(format!("line {number}\n"));
    }
    while !from.line().starts_with("line 4") {}
    run.done(&json!({ "do": "shutdown" }));
    plays(&Recorded::of(run.finish().status(0)));
}

#[test]
fn of_a_run_that_was_killed_all_but_a_cut_off_line_is_played() {
    let mut run = record(&ticker(200)).spawn();
    let (mut from, mut to) = (run.client("send"), run.client("receive"));
    to.send("line\n");
    while !from.line().starts_with("line") {}
    let last = from.line();
    // The trace is written by a thread of its own, which is killed with the rest.
    run.wait_for_trace(&last);
    let recorded = Recorded::of(run.kill());
    says(&recorded.replay(&[]), 0, "PASS");

    let path = recorded.folder().join("t.jsonl");
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() - 9]).unwrap();
    let cut = recorded.replay(&[]);
    says(&cut, 0, "PASS");
    says(
        &cut,
        0,
        "t.jsonl is cut off and left out: the run was killed",
    );

    recorded.change("Init.lua", "line .. ' at '", "line .. ' was at '");
    says(&recorded.replay(&[]), 1, "+ line was at ");
}

#[test]
fn a_command_that_was_refused_is_refused_again_and_one_that_was_not_must_be_done() {
    let mut run = record(ECHO).spawn();
    let (mut from, mut to) = (run.client("send"), run.client("receive"));
    from.line();
    assert_eq!(
        run.control(&json!({ "do": "menu", "title": "Nope" }))["ok"],
        false
    );
    assert_eq!(run.control(&json!({ "do": "nothing at all" }))["ok"], false);
    run.done(&json!({ "do": "state" }));
    to.send("x\n");
    from.line();
    run.done(&json!({ "do": "shutdown" }));
    let recorded = Recorded::of(run.finish().status(0));
    plays(&recorded);

    let path = recorded.folder().join("t.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let done =
        "{\"t\":0.001,\"event\":\"command\",\"command\":{\"do\":\"menu\",\"title\":\"Nope\"}}\n";
    fs::write(&path, text + done).unwrap();
    says(&recorded.replay(&[]), 1, "there is no menu item \"Nope\"");
}

#[test]
fn faults_of_one_port_and_storms_come_once() {
    let mut run = record(ECHO).args(["--fault", "byte_by_byte"]).spawn();
    let (port, mut to) = (run.port("send"), run.client("receive"));
    let mut from = Client::connect(port);
    from.line();
    run.done(&json!({ "do": "fault", "name": "not_reading", "port": port }));
    to.send("waits\n");
    run.event("sent");
    run.event("sent");
    run.done(&json!({ "do": "fault", "name": "not_reading", "value": false }));
    from.line();
    run.done(&json!({ "do": "fault", "name": "reset", "port": port }));
    from.wait_for_reset();
    to.send("lost\n");
    run.port("send");
    run.done(&json!({ "do": "fault", "name": "storm", "value": 5, "port": port }));
    run.event_where("diagnostic", |told| told.to_string().contains("storm"));
    run.done(&json!({ "do": "shutdown" }));
    plays(&Recorded::of(run.finish().status(0)));
}

#[test]
fn what_a_plug_in_does_by_itself_is_compared_too() {
    let recorded = Recorded::of(alone("error('at the start')").finish().status(1));
    plays(&recorded);
    recorded.change("Init.lua", "at the start", "elsewhere");
    says(&recorded.replay(&[]), 1, "+ Init.lua:1: elsewhere");

    let broken = Recorded::of(alone("local = 1").finish().status(3));
    let told =
        "there is nothing to play in the transcript: the run did not start: the plug-in could";
    says(&broken.replay(&[]), 2, told);
}

#[test]
fn the_shut_down_script_runs_when_it_ran() {
    // It goes on for three lines after it was told to end.
    let slow = ticker(100).replace(
        "while not over do",
        "local rest = 3
        while not over or rest > 0 do
            if over then rest = rest - 1 end",
    );
    let run = alone(&slow).args(["--for", "0.36"]);
    let finished = run.finish().status(0);
    let ticks = finished.all("sent").len();
    assert!(ticks > 5, "{ticks}");
    plays(&Recorded::of(finished));
}

#[test]
fn several_plug_ins_and_a_run_without_network_are_played_as_they_were() {
    let second = tempfile::tempdir().unwrap();
    let other = second.path().join("other.lrplugin");
    fs::create_dir(&other).unwrap();
    let info = "return { LrSdkVersion = 6.0, LrToolkitIdentifier = 'org.example.other', \
                LrInitPlugin = 'Init.lua' }";
    fs::write(other.join("Info.lua"), info).unwrap();
    let server = "
        local LrFunctionContext, LrTasks = import 'LrFunctionContext', import 'LrTasks'
        LrFunctionContext.postAsyncTaskWithContext('other', function(context)
            local out = import 'LrSocket'.bind { functionContext = context, plugin = _PLUGIN,
                mode = 'send', port = 0 }
            local body = import 'LrHttp'.get('http://127.0.0.1:9/')
            out:send('other ' .. tostring(body) .. '\\n')
            LrTasks.sleep(0.3)
        end)";
    fs::write(other.join("Init.lua"), server).unwrap();
    let run = record(ECHO).args([other.as_os_str(), "--offline".as_ref()]);
    let mut run = run.spawn();
    let (mut first, mut second) = (run.client("send"), run.client("send"));
    let (mut hello, mut told) = (first.line(), second.line());
    if hello.starts_with("other") {
        std::mem::swap(&mut hello, &mut told);
    }
    assert!(hello.starts_with("hello") && told == "other nil");
    // Both plug-ins have heard by now that somebody is connected.
    run.done(&json!({ "do": "state" }));
    run.done(&json!({ "do": "shutdown" }));
    let recorded = Recorded::of(run.finish().status(0));
    let both = [other.to_str().unwrap()];
    says(&recorded.replay(&both), 0, "PASS");
    says(&recorded.replay(&[]), 1, "socket 3 (send); now");
}

#[test]
fn a_plug_in_that_says_nothing_any_more_does_not_hold_up_the_session() {
    let mut run = record(ECHO).spawn();
    let (mut from, mut to) = (run.client("send"), run.client("receive"));
    from.line();
    for _ in 0..50 {
        to.send("x\n");
        from.line();
    }
    run.done(&json!({ "do": "shutdown" }));
    let recorded = Recorded::of(run.finish().status(0));
    recorded.change("Init.lua", "out:send('got '", "tostring('got '");
    let output = recorded.replay(&["--json"]);
    says(&output, 1, "- got x\\n");
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let simulated = Duration::from_secs_f64(told["simulated"].as_f64().unwrap());
    assert!(simulated < Duration::from_secs(30), "{simulated:?}");
}
