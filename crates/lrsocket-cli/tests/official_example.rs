//! The example of Adobe's page on LrSocket. Its text is Adobe's and not part of this project: the
//! test of it runs where a copy lies beside the workspace, that of our equivalent always.

mod common;

use std::path::PathBuf;

use common::Run;

/// The same calls in our words, with the same omission: LrFunctionContext is not imported.
const EQUIVALENT: &str = r#"
local LrSocket = import "LrSocket"
local LrTasks = import "LrTasks"

LrTasks.startAsyncTask(function()
    LrFunctionContext.callWithContext("greeting", function(context)
        local open = true
        local greeter = LrSocket.bind {
            functionContext = context,
            port = 0,
            mode = "send",
            onConnecting = function() end,
            onConnected = function() end,
            onMessage = function() end,
            onClosed = function() open = false end,
            onError = function(socket, err)
                if err == "timeout" then socket:reconnect() end
            end,
        }
        greeter:send("Hello world")
        while open do LrTasks.sleep(0.5) end
        greeter:close()
    end)
end)
"#;

fn original() -> Option<PathBuf> {
    let workspace = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    // A worktree lies beside the folder, too.
    let path = PathBuf::from(workspace).join("../shared/seed/example.lua");
    if path.is_file() {
        return Some(path);
    }
    println!("skipped: there is no {}", path.display());
    None
}

fn greets(run: Run) {
    let mut run = run.json().spawn();
    let mut client = run.client("send");
    assert_eq!(client.exact(11), b"Hello world");
    // It misses an import, and is told so.
    run.event_where("diagnostic", |diagnostic| {
        let message = diagnostic["message"].to_string();
        diagnostic["rule"] == "R5.10" && message.contains("LrFunctionContext")
    });
}

fn fails_strictly(run: Run) {
    let finished = run.json().args(["--strict"]).finish().status(1);
    let error = finished.only("task_error");
    let expected = "attempt to index global 'LrFunctionContext' (a nil value)";
    assert!(error["message"].to_string().contains(expected), "{error}");
    assert!(finished.stderr.contains(expected), "{}", finished.stderr);
}

#[test]
fn the_original_greets() {
    if let Some(path) = original() {
        greets(Run::path(path));
    }
}

#[test]
fn the_original_fails_strictly() {
    if let Some(path) = original() {
        // As it was copied from the page it has non-breaking spaces, which come first.
        let finished = Run::path(path).args(["--strict"]).finish();
        assert!([Some(1), Some(3)].contains(&finished.status));
        let reasons = [
            "non-breaking space",
            "global 'LrFunctionContext' (a nil value)",
        ];
        let stderr = &finished.stderr;
        assert!(
            reasons.iter().any(|reason| stderr.contains(reason)),
            "{stderr}"
        );
    }
}

#[test]
fn its_equivalent_greets() {
    greets(Run::script(EQUIVALENT));
}

#[test]
fn its_equivalent_fails_strictly() {
    fails_strictly(Run::script(EQUIVALENT));
}

#[test]
fn its_equivalent_with_the_import_is_strict_enough() {
    let script = format!("local LrFunctionContext = import 'LrFunctionContext' {EQUIVALENT}");
    let mut run = Run::script(script).json().args(["--strict"]).spawn();
    assert_eq!(run.client("send").exact(11), b"Hello world");
}
