//! docs/trace.md is kept: each event that it names comes, with the fields it names. (That no other
//! field comes is checked for every event that any test reads, see common/contract.rs.)

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use std::collections::BTreeSet;
use std::fs;

use common::contract::{CONTRACT, Described, NOT_SHOWN, OF_PROXY};
use common::{Finished, Run};

fn document() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/trace.md");
    fs::read_to_string(path).unwrap()
}

/// The rows of the tables of events: the name and the rest.
fn rows(document: &str) -> Vec<(&str, &str)> {
    let mut rows = Vec::new();
    let mut of_events = false;
    for line in document.lines() {
        if !line.starts_with('|') {
            of_events = false;
        } else if line.starts_with("| event |") {
            of_events = true;
        } else if let Some(row) = line.strip_prefix("| `").filter(|_| of_events) {
            rows.extend(row.split_once('`'));
        }
    }
    rows
}

#[test]
fn the_document_and_the_tests_name_the_same() {
    let document = document();
    let (before, rest) = document.split_once("### Of `lrsocket proxy`").unwrap();
    let (of_proxy, after) = rest.split_once("\n## ").unwrap();
    let (after, of_readers) = after.split_once("\n## A reader that falls behind").unwrap();
    compare(&format!("{before}\n{after}"), CONTRACT);
    compare(of_readers, &[NOT_SHOWN]);
    compare(of_proxy, OF_PROXY);
}

fn compare(document: &str, contract: &[Described]) {
    let rows = rows(document);
    let documented: Vec<&str> = rows.iter().map(|(name, _)| *name).collect();
    let tested: Vec<&str> = contract.iter().map(|(name, ..)| *name).collect();
    assert_eq!(documented, tested);
    for ((name, _, fields), (_, row)) in contract.iter().zip(rows) {
        for field in *fields {
            assert!(row.contains(field), "{field} of {name}");
        }
    }
}

/// A run in which everything happens.
fn everything() -> Finished {
    let info = "LrInitPlugin = 'Init.lua', LrExportMenuItems = { title = 'Bad', file = 'Bad.lua' }";
    let init = "
        import('LrDialogs').message('Hello', 'there', 'info')
        import('LrLogger')('mine'):info('nothing')
        print('printed')
        task(function(c) c:addCleanupHandler(function() error('handler') end) end)
        LrTasks.startAsyncTask(function() error('task') end, 'my task')
        LrTasks.startAsyncTask(function() import('LrApplication').macAddressHash() end)
        task(function(c)
            local busy = bind { functionContext = c, mode = 'send', address = 'example.org', port = 4,
                onError = function() end }
            local out = bind { functionContext = c, mode = 'send' }
            bind { functionContext = c, mode = 'receive',
                onMessage = function(_, line) out:send(line) error('callback') end,
                onClosed = function() over = true end }
            while not over do LrTasks.sleep(0.01) end
        end)";
    let mut run = Run::plugin_with(info, &[("Init.lua", init), ("Bad.lua", "error('script')")])
        .controlled()
        .args(["--menu", "Bad"])
        .spawn();
    let reader = run.client("send");
    let mut client = run.client("receive");
    drop(reader);
    run.event("left");
    client.send("one\nno newline");
    assert_eq!(client.line(), "ok");
    drop(client);
    run.event("closed");
    run.done(&serde_json::json!({ "do": "disable" }));
    run.event("managed");
    run.done(&serde_json::json!({ "do": "shutdown" }));
    run.finish().status(1)
}

#[test]
fn each_event_comes() {
    let finished = everything();
    let seen: BTreeSet<&str> = finished
        .events
        .iter()
        .filter_map(|e| e["event"].as_str())
        .filter(|name| *name != "answer")
        .collect();
    // Answers are for `--control`: see control.rs.
    let expected = CONTRACT.iter().map(|(name, ..)| *name);
    let expected: BTreeSet<&str> = expected.filter(|name| *name != "answer").collect();
    assert_eq!(seen, expected);

    let socket = |name: &str, mode: &str| {
        let mut all = finished.all(name).into_iter();
        let event = all.find(|event| event["mode"] == mode).unwrap();
        (
            event["mode"].clone(),
            event["socket"].clone(),
            event["at"].clone(),
        )
    };
    for name in ["message", "callback_error", "connected", "closed"] {
        let (mode, number, at) = socket(name, "receive");
        assert_eq!(
            (mode, number, at),
            ("receive".into(), 3.into(), "Init.lua:12".into())
        );
    }
    for name in ["sent", "left"] {
        assert_eq!(
            socket(name, "send"),
            ("send".into(), 2.into(), "Init.lua:11".into())
        );
    }
    let error = finished.only("error");
    assert_eq!(error["port"], 4);
    assert_eq!(error["message"], "failed to open example.org:4");
    let dialog = finished.only("dialog");
    assert_eq!(
        [&dialog["kind"], &dialog["message"], &dialog["info"]],
        ["message", "Hello", "there"]
    );
    let callback = finished.only("callback_error");
    assert_eq!(callback["callback"], "onMessage");
    assert_eq!(callback["message"], "Init.lua:13: callback");
    assert!(
        callback["traceback"]
            .as_str()
            .unwrap()
            .contains("Init.lua:13"),
        "{callback}"
    );
    let missing = finished.only("unimplemented");
    assert_eq!(missing["member"], "LrApplication.macAddressHash");
    assert_eq!(missing["at"], "Init.lua:7");
    let script = finished.only("script_error");
    assert_eq!(script["message"], "Bad.lua:1: script");
    let task = finished.all("task_error");
    assert_eq!(
        [&task[0]["task"], &task[0]["message"]],
        ["my task", "Init.lua:6: task"]
    );
    assert_eq!(task[0]["shown"], true);
    let trailing = finished
        .all("diagnostic")
        .into_iter()
        .find(|d| d["rule"] == "B6.4")
        .unwrap();
    assert_eq!(trailing["mode"], "receive");
    let exit = finished.only("exit");
    assert_eq!(exit["status"], 1);
    let times: Vec<f64> = finished
        .events
        .iter()
        .map(|e| e["t"].as_f64().unwrap())
        .collect();
    assert!(times.is_sorted(), "{times:?}");
    // Every failure is told to a person, too.
    for text in ["handler", "task", "callback", "script"] {
        assert!(
            finished.stderr.contains(text),
            "{text}:\n{}",
            finished.stderr
        );
    }
}

#[test]
fn bytes_are_text_or_base64_and_cut() {
    let script = "task(function(c)
        local n = 0
        bind { functionContext = c, mode = 'receive', onMessage = function() n = n + 1 end }
        while n < 7 do LrTasks.sleep(0.01) end
    end)";
    let mut run = Run::sockets(script).json().spawn();
    let mut client = run.client("receive");
    let long = "x".repeat(5000);
    // The cut goes through the middle of this one's last character.
    let umlauts = format!("x{}", "ü".repeat(3000));
    let mut noise = vec![0xFF; 5000];
    noise.extend(b"\n");
    for line in [
        "grüß dich\n",
        "\n",
        "\0\u{1}\"\\\n",
        &format!("{long}\n"),
        &format!("{umlauts}\n"),
    ] {
        client.send(line);
    }
    client.send(b"\xFF\xFE\n");
    client.send(&noise);
    let mut next = || run.event("message");
    let mut expect = |text: &str, length: usize| {
        let message = next();
        assert_eq!(message["text"], text);
        assert_eq!(message["length"], length);
    };
    expect("grüß dich", 11);
    expect("", 0);
    expect("\0\u{1}\"\\", 4);
    expect(&long[..4096], 5000);
    expect(&umlauts[..4095], 6001);
    let message = next();
    assert_eq!(
        (&message["base64"], &message["length"]),
        (&"//4=".into(), &2.into())
    );
    let message = next();
    assert_eq!(message["length"], 5000);
    assert_eq!(
        message["base64"].as_str().unwrap().len(),
        4096_usize.div_ceil(3) * 4
    );
    run.finish().status(0);
}

#[test]
fn the_same_without_messages_when_quiet() {
    let script = "task(function(c)
        bind { functionContext = c, mode = 'receive', onMessage = function(s) print('got it') s:close() end }
        LrTasks.sleep(0.1)
    end)";
    let mut run = Run::sockets(script).json().args(["-q"]).spawn();
    let mut client = run.client("receive");
    client.send("one\n");
    run.printed("got it");
    assert_eq!(run.finish().status(0).all("message").len(), 0);
}
