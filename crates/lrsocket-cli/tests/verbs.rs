//! The program without `run`, or with it and nothing else.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

use std::process::{Command, Output};

fn lrsocket(args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lrsocket"));
    let Output {
        status,
        stdout,
        stderr,
    } = command.args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn without_anything_it_shows_what_it_can() {
    let (status, _, stderr) = lrsocket(&[]);
    assert_eq!(status, Some(2));
    assert!(stderr.contains("Usage: lrsocket <COMMAND>"), "{stderr}");
    assert!(stderr.contains("  run  "), "{stderr}");
}

#[test]
fn run_wants_a_plugin() {
    let (status, _, stderr) = lrsocket(&["run"]);
    assert_eq!(status, Some(2));
    assert!(stderr.contains("<PLUGIN_OR_SCRIPT>"), "{stderr}");
}

#[test]
fn who_forgets_the_verb_is_told() {
    let (status, _, stderr) = lrsocket(&["Cargo.toml"]);
    assert_eq!(status, Some(2));
    let tip = "tip: to run it, write 'lrsocket run Cargo.toml'";
    assert!(stderr.contains(tip), "{stderr}");
    let (status, _, stderr) = lrsocket(&["rum"]);
    assert_eq!(status, Some(2));
    assert!(
        stderr.contains("a similar subcommand exists: 'run'"),
        "{stderr}"
    );
}

#[test]
fn the_version_names_the_program() {
    let (status, stdout, _) = lrsocket(&["--version"]);
    assert_eq!(status, Some(0));
    assert_eq!(stdout, format!("lrsocket {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn help_tells_each_exit_status() {
    let (status, stdout, _) = lrsocket(&["run", "--help"]);
    assert_eq!(status, Some(0));
    let (_, list) = stdout.split_once("Exit status:\n").unwrap();
    let numbers = list.lines().filter_map(|line| line.get(2..5));
    let numbers: Vec<i32> = numbers.filter_map(|n| n.trim().parse().ok()).collect();
    assert_eq!(numbers, [0, 1, 2, 3, 130]);
}
