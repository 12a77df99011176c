//! examples/remote.lrplugin, from end to end.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use common::{Client, Run, Running};

/// The plug-in with its two ports changed to any.
fn remote() -> Run {
    let any = [
        ("RECEIVE_PORT = 54778", "RECEIVE_PORT = 0"),
        ("SEND_PORT = 54779", "SEND_PORT = 0"),
    ];
    Run::example("remote.lrplugin", "Remote.lua", &any).json()
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
