//! examples/remote.lrplugin, from end to end.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use std::fs;
use std::path::Path;

use common::{Client, Run, Running};

/// The plug-in with its two ports changed to any, so that tests do not wait for each other.
fn remote() -> Run {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/remote.lrplugin");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        files.push((name, fs::read_to_string(path).unwrap()));
    }
    let remote = files
        .iter_mut()
        .find(|(name, _)| name == "Remote.lua")
        .unwrap();
    for port in ["RECEIVE_PORT = 54778", "SEND_PORT = 54779"] {
        assert!(remote.1.contains(port), "{port}");
        let name = port.split(' ').next().unwrap();
        remote.1 = remote.1.replace(port, &format!("{name} = 0"));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(n, t)| (n.as_str(), t.as_str()))
        .collect();
    Run::plugin(&files).json()
}

/// The outside program: what it writes to the one port, and what it reads from the other.
struct Outside {
    to: Client,
    from: Client,
}

impl Outside {
    fn connect(run: &mut Running) -> Self {
        let (from, to) = (run.client("send"), run.client("receive"));
        for _ in 0..2 {
            run.event("connected");
        }
        Outside { to, from }
    }

    /// Writes a line and reads this many.
    fn ask(&mut self, line: &str, answers: usize) -> Vec<String> {
        self.to.send(format!("{line}\n"));
        assert_eq!(self.to.line(), "ok");
        (0..answers).map(|_| self.from.line()).collect()
    }
}

#[test]
fn it_sets_tells_and_lists() {
    let mut run = remote().spawn();
    assert_eq!(run.event("dialog")["message"], "Remote control is on");
    let mut outside = Outside::connect(&mut run);
    assert_eq!(outside.ask("Exposure = 0.5", 1), ["Exposure = 0.5"]);
    assert_eq!(outside.ask("  Contrast=-20  ", 1), ["Contrast = -20"]);
    assert_eq!(outside.ask("Exposure", 1), ["Exposure = 0.5"]);
    let all = ["Contrast = -20", "Exposure = 0.5", "Temperature = 5500"];
    assert_eq!(outside.ask("list", 3), all);
}

#[test]
fn it_says_what_it_cannot_do() {
    let mut run = remote().spawn();
    let mut outside = Outside::connect(&mut run);
    assert_eq!(outside.ask("Zoom = 3", 1), ["error: there is no Zoom"]);
    assert_eq!(
        outside.ask("Exposure = bright", 1),
        ["error: bright is not a number"]
    );
    assert_eq!(
        outside.ask("what now?", 1),
        ["error: cannot read \"what now?\""]
    );
    assert_eq!(outside.ask("Zoom", 1), ["error: cannot read \"Zoom\""]);
    assert_eq!(outside.ask("Exposure", 1), ["Exposure = 0"]);
}

#[test]
fn one_leaves_and_another_comes() {
    let mut run = remote().spawn();
    for expected in ["Exposure = 1", "Exposure = 2", "Exposure = 3"] {
        let mut outside = Outside::connect(&mut run);
        run.printed("somebody has the remote control");
        assert_eq!(outside.ask(expected, 1), [expected]);
        drop(outside);
        run.printed("nobody has the remote control any more");
    }
}

#[test]
fn the_menu_stops_and_starts_it() {
    let finished = remote().args(["--menu", "Stop remote"]).finish().status(0);
    assert_eq!(finished.all("connecting").len(), 2);
    let mut run = remote()
        .args(["--menu", "Start remote", "--for", "0.3"])
        .spawn();
    assert_eq!(
        run.event("ready")["menu_items"].as_array().unwrap().len(),
        2
    );
    assert_eq!(run.finish().status(0).all("dialog").len(), 1);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it() {
    let mut run = remote().spawn();
    let mut outside = Outside::connect(&mut run);
    assert_eq!(outside.ask("Exposure = 1", 1), ["Exposure = 1"]);
    run.interrupt();
    assert_eq!(outside.from.rest(), b"");
    assert_eq!(outside.to.rest(), b"");
    let finished = run.finish().status(0);
    assert_eq!(finished.only("exit")["reason"], "interrupted");
    // Its own loop has seen it and closed the sockets.
    let closed = finished.all("closed");
    assert_eq!(
        closed.iter().map(|event| &event["by"]).collect::<Vec<_>>(),
        ["plugin", "plugin"]
    );
    assert!(!finished.stderr.contains("warning"), "{}", finished.stderr);
}
