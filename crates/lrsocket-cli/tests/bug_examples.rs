//! examples/bugs: each bug is found by its test, with a message that says how to mend it; the plug-in
//! without them passes.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A plug-in, its test, and what the failure says among other things.
const BUGS: [(&str, &str, &str); 7] = [
    (
        "never-listens-again",
        "listens_again",
        "the plug-in opened no receive socket within 30 s; its sockets are: receive 54810 \
         (Server.lua:10, idle: since onError(\"timeout\") at 10.000 s; it listens again only after \
         reconnect() [B4.3])",
    ),
    (
        "waits-for-closed",
        "second_companion",
        "send 54811 (Server.lua:10, connected: its client has left, which a send socket never \
         learns [B3.5])",
    ),
    (
        "sleeps-in-pcall",
        "answers",
        "cannot yield here: pcall called at Server.lua:33 is in between; use LrTasks.pcall in place \
         of pcall",
    ),
    (
        "leaks-at-reload",
        "reload",
        "the plug-in has leaked a socket: the receive socket on port 54810, bound at Server.lua:13, \
         is still open although a reload has ended its Lua state.",
    ),
    (
        "remembers-port",
        "port",
        "port 50000 belonged to the receive socket bound at Server.lua:12 before that socket listened \
         again",
    ),
    (
        "forgets-newline",
        "newline",
        "the outside program has written \"ping\" to port 54810 without a newline: a plug-in \
         receives a line when its newline arrives [B6.3]",
    ),
    (
        "storms",
        "busy_port",
        "reconnect storm: this socket listened more than 20 times within a second; sleep a little \
         before reconnect()",
    ),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/bugs")
}

/// Runs `lrsocket test` on one of the plug-ins. Returns whether all passed, and what it wrote.
fn test(plugin: &str, options: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lrsocket"));
    command.args(["test", "--color", "never"]).args(options);
    let output = command
        .arg(folder().join(format!("{plugin}.lrplugin")))
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap() + &String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => (true, told),
        Some(1) => (false, told),
        other => panic!("{other:?}: {told}"),
    }
}

fn fails(index: usize) {
    let (plugin, _, expected) = BUGS[index];
    let (passed, told) = test(plugin, &[]);
    assert!(!passed, "{told}");
    // What matters comes before the trace.
    let (failure, _) = told.split_once("the last of what happened").unwrap();
    assert!(failure.contains(expected), "{told}");
}

#[test]
fn b4_3_a_plugin_that_does_not_listen_again_is_found() {
    fails(0);
}

#[test]
fn b3_5_a_plugin_that_waits_for_the_on_closed_of_a_send_socket_is_found() {
    fails(1);
}

#[test]
fn r2_1_a_plugin_that_sleeps_inside_pcall_is_found() {
    fails(2);
}

#[test]
fn b8_2_a_plugin_that_leaks_its_port_at_a_reload_is_found() {
    fails(3);
}

#[test]
fn b1_8_a_plugin_that_remembers_the_number_of_port_0_is_found() {
    fails(4);
}

#[test]
fn b6_3_a_companion_that_forgets_the_newline_is_found() {
    fails(5);
}

#[test]
fn b3_13_a_plugin_that_reconnects_without_a_pause_is_found() {
    fails(6);
}

#[test]
fn the_mended_plugin_passes_under_every_profile() {
    let (passed, told) = test("mended", &["--all-profiles"]);
    assert!(passed && told.contains("35 passed"), "{told}");
}

#[test]
fn the_mended_plugin_passes_under_many_schedules() {
    let (passed, told) = test("mended", &["--seeds", "200"]);
    assert!(passed, "{told}");
    assert!(
        told.contains("7 tests under 1400 schedules: 7 passed"),
        "{told}"
    );
    let (passed, told) = test("mended", &["--seeds", "10", "--profile", "worst"]);
    assert!(passed && told.contains(" 7 passed"), "{told}");
}

#[test]
fn the_mended_plugin_passes_the_very_tests_that_find_the_bugs() {
    for (plugin, file, _) in BUGS {
        let of = |plugin: &str| {
            let file = format!("{plugin}.lrplugin/tests/{file}_test.lua");
            fs::read_to_string(folder().join(file)).unwrap()
        };
        assert_eq!(of(plugin), of("mended"), "{file}_test.lua");
    }
}

#[test]
fn the_readme_tells_each_bug_and_its_message() {
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    for (plugin, _, message) in BUGS {
        assert!(readme.contains(&format!("`{plugin}`")), "{plugin}");
        assert!(readme.contains(message), "{plugin}: {message}");
    }
}
