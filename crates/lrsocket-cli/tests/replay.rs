//! A recorded session becomes a test: `run --trace`, then `test --replay`.
#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use std::fs;
use std::process::Command;

use common::Run;
use common::recorded::{Recorded, says};

/// Answers each line; at "boom" it fails, and the menu item tells something.
const SERVER: &str = "
    task(function(context)
        local out = bind { functionContext = context, mode = 'send', port = 0 }
        bind { functionContext = context, mode = 'receive', port = 0,
            onMessage = function(_, line)
                if line == 'boom' then error('boom') end
                out:send('got ' .. line .. '\\n')
            end,
            onClosed = function() over = true end }
        tell = function(text) out:send(text .. '\\n') end
        while not over do LrTasks.sleep(0.01) end
    end)";

const INFO: &str = "LrInitPlugin = 'Init.lua', \
                    LrExportMenuItems = { title = 'Tell', file = 'Tell.lua' }";

fn record() -> Recorded {
    let files = &[("Init.lua", SERVER), ("Tell.lua", "tell('from the menu')")];
    let mut run = Run::plugin_with(INFO, files).controlled().traced().spawn();
    let (mut to, mut from) = (run.client("receive"), run.client("send"));
    to.send("\"hello\"\n");
    assert_eq!(from.line(), "got \"hello\"");
    run.done(&serde_json::json!({ "do": "menu", "title": "Tell" }));
    assert_eq!(from.line(), "from the menu");
    to.send(format!("boom\n{}\n", "x".repeat(10_000)));
    assert_eq!(from.line().len(), 10_004);
    drop(to);
    run.done(&serde_json::json!({ "do": "shutdown" }));
    Recorded::of(run.finish().status(1))
}

#[test]
fn a_replay_is_compared_with_the_session_and_update_accepts_what_is_new() {
    let recorded = record();
    says(&recorded.replay(&[]), 0, "PASS");

    recorded.change("Init.lua", "'got '", "'have '");
    let failed = recorded.replay(&[]);
    says(&failed, 1, "- got \"hello\"\\n\n    + have \"hello\"\\n");
    says(&failed, 1, "the plug-in sends something else on socket 1");

    says(&recorded.replay(&["--update"]), 0, "UPDATED");
    says(&recorded.replay(&[]), 0, "PASS");

    // An error that is gone is a difference, too.
    recorded.change("Init.lua", "error('boom')", "return");
    says(&recorded.replay(&[]), 1, "the plug-in fails in another way");

    recorded.change(
        "Init.lua",
        "mode = 'receive', port = 0",
        "mode = 'send', port = 0",
    );
    let gone = "an outside program connected to socket 2 (receive); now the plug-in does not";
    says(&recorded.replay(&[]), 1, gone);
    // What could not be played to its end is not what is right from now on.
    let before = fs::read(recorded.folder().join("t.jsonl")).unwrap();
    says(&recorded.replay(&["--update"]), 1, gone);
    assert_eq!(fs::read(recorded.folder().join("t.jsonl")).unwrap(), before);
}

#[test]
fn a_transcript_that_cannot_be_read_is_named_with_its_line() {
    let recorded = record();
    let path = recorded.folder().join("t.jsonl");
    let whole = fs::read_to_string(&path).unwrap();

    fs::write(&path, format!("{whole}{{\"t\":\n")).unwrap();
    let line = whole.lines().count() + 1;
    let told = format!("t.jsonl:{line}: not a line of a trace: EOF");
    says(&recorded.replay(&[]), 2, &told);

    fs::write(&path, whole.replace("\"format\":1", "\"format\":0")).unwrap();
    says(
        &recorded.replay(&[]),
        2,
        "the transcript has format 0, but this version reads 1",
    );

    fs::write(&path, "").unwrap();
    says(
        &recorded.replay(&[]),
        2,
        "there is nothing to play in the transcript",
    );

    fs::remove_file(&path).unwrap();
    says(&recorded.replay(&[]), 2, "t.jsonl: ");
}

#[test]
fn the_plug_in_that_it_is_played_against_must_be_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_lrsocket"))
        .args(["test", "--replay", "t.jsonl"])
        .output()
        .unwrap();
    says(&output, 2, "--replay needs a PATH");
}
