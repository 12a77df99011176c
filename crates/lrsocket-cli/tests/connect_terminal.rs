//! `lrsocket connect` and `run --connect` in a real terminal.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use std::io::Write;

use common::talk::{Played, read_line};
use common::terminal::Terminal;
use common::{Run, Running};

const UP: &str = "\x1b[A";
const BACKSPACE: &str = "\x7f";
const CTRL_A: &str = "\x01";
const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";

const ANY: [(&str, &str); 2] = [
    ("RECEIVE_PORT = 54778", "RECEIVE_PORT = 0"),
    ("SEND_PORT = 54779", "SEND_PORT = 0"),
];

/// The example plug-in on any ports.
fn remote() -> Running {
    Run::example("remote.lrplugin", "Remote.lua", &ANY)
        .json()
        .spawn()
}

/// A terminal on it.
fn connected(run: &mut Running) -> Terminal {
    let [receive, send] = [run.port("receive"), run.port("send")].map(|port| port.to_string());
    let mut terminal = Terminal::start(&["connect", &receive, &send]);
    terminal.shows("connected");
    terminal.shows("> ");
    terminal
}

#[test]
fn lines_are_edited_sent_and_answered_above_the_prompt() {
    let mut run = remote();
    let mut terminal = connected(&mut run);
    terminal.types(&format!("xposure = 0.55{BACKSPACE}{CTRL_A}E\r"));
    terminal.shows("ready");
    terminal.shows("<-");
    terminal.shows("Exposure = 0.5\r\n");
    terminal.shows("> ");
    // The history has it.
    terminal.types(&format!("{UP}{BACKSPACE}7"));
    terminal.shows("> Exposure = 0.5");
    terminal.types("\r");
    terminal.shows("<-");
    terminal.shows("Exposure = 0.7\r\n");
    assert!(terminal.is_edited(), "the line editor has the terminal");
    terminal.leaves(CTRL_D);
    run.printed("nobody has the remote control any more");
    assert_eq!(terminal.ends(), Some(0));
}

#[test]
fn what_comes_while_somebody_types_leaves_the_line_whole() {
    let plugin = Played::new();
    let [receive, send] = plugin.ports();
    let mut terminal = Terminal::start(&["connect", &receive, &send]);
    let (mut receive, mut send) = plugin.accept();
    terminal.shows("connected");
    terminal.shows("> ");
    terminal.types("half a li");
    terminal.shows("half a li");
    send.write_all(b"news \x1b[2J\n").unwrap();
    // Harmless, above the prompt, and the prompt again with what was typed.
    terminal.shows("news \\u{1b}[2J\r\n");
    terminal.shows("> half a li");
    terminal.types("ne\r");
    assert_eq!(read_line(&mut receive), "half a line");
    terminal.leaves(CTRL_C);
    assert!(terminal.ends() == Some(0));
}

#[test]
fn the_window_changes_its_size() {
    let mut run = remote();
    let mut terminal = connected(&mut run);
    let long = "x".repeat(70);
    terminal.types(&long);
    terminal.shows(&long[..60]);
    for (rows, columns) in [(10, 20), (2, 5), (24, 200), (24, 80)] {
        terminal.resize(rows, columns);
    }
    terminal.types("y\r");
    let answer = format!("cannot read \"{long}y\"");
    terminal.shows(&answer);
    terminal.leaves(CTRL_D);
    assert_eq!(terminal.ends(), Some(0));
}

#[test]
fn what_was_pasted_is_sent_line_by_line() {
    let mut run = remote();
    let mut terminal = connected(&mut run);
    terminal.types("\x1b[200~Exposure = 1\nContrast = 2\x1b[201~\r");
    terminal.shows("<-");
    terminal.shows("Exposure = 1\r\n");
    terminal.shows("<-");
    terminal.shows("Contrast = 2\r\n");
    terminal.leaves(CTRL_D);
    assert_eq!(terminal.ends(), Some(0));
}

#[test]
fn a_loss_is_told_and_lines_typed_meanwhile_are_not_sent() {
    let plugin = Played::new();
    let [receive, send] = plugin.ports();
    let mut terminal = Terminal::start(&["connect", &receive, &send]);
    let accepted = plugin.accept();
    terminal.shows("connected");
    drop(plugin);
    drop(accepted);
    terminal.shows("lost");
    terminal.shows("connecting again and again");
    terminal.shows("nobody listens on port");
    terminal.types("hello\r");
    terminal.shows("not sent: not connected");
    terminal.leaves(CTRL_D);
    assert_eq!(terminal.ends(), Some(0));
}

#[test]
fn a_plugin_that_comes_back_is_connected_again() {
    let plugin = Played::new();
    let [receive, send] = plugin.ports();
    let mut terminal = Terminal::start(&["connect", &receive, &send]);
    drop(plugin.accept());
    terminal.shows("lost");
    let (mut receive, _send) = plugin.accept();
    terminal.shows("connected");
    terminal.types("again\r");
    assert_eq!(read_line(&mut receive), "again");
}

#[test]
fn json_and_raw_leave_the_terminal_alone() {
    let plugin = Played::new();
    let [receive, send] = plugin.ports();
    for option in ["--json", "--raw"] {
        let mut terminal = Terminal::start(&["connect", &receive, &send, option]);
        let (mut receive, mut send) = plugin.accept();
        terminal.shows("connected");
        terminal.types("typed\r");
        assert_eq!(read_line(&mut receive), "typed");
        send.write_all(b"back\n").unwrap();
        terminal.shows("back");
        assert!(terminal.is_as_before());
        terminal.types(CTRL_D);
        assert_eq!(terminal.ends(), Some(0));
    }
}

/// `run --connect` with further options, in a terminal.
fn run_and_connect(folder: &std::path::Path, options: &[&str]) -> Terminal {
    let plugin = folder.join("test.lrplugin");
    let home = folder.join("home");
    let mut args = vec!["run", plugin.to_str().unwrap(), "--connect"];
    args.extend(["--home", home.to_str().unwrap()]);
    args.extend(options);
    Terminal::start(&args)
}

#[test]
fn the_run_and_its_terminal_are_one() {
    let example = Run::example("remote.lrplugin", "Remote.lua", &ANY);
    let mut terminal = run_and_connect(example.folder(), &[]);
    terminal.shows("listening");
    terminal.shows("connected: receive");
    terminal.types("list\r");
    terminal.shows("Temperature = 5500");
    terminal.leaves(CTRL_C);
    // The plug-in's shut-down scripts run, and its sockets are told.
    terminal.shows("end");
    terminal.shows("1 in, 0 out, 1 clients, 0 errors");
    assert_eq!(terminal.ends(), Some(0));
}

#[test]
fn a_run_that_ends_gives_the_terminal_back() {
    let example = Run::example("remote.lrplugin", "Remote.lua", &ANY);
    let mut terminal = run_and_connect(example.folder(), &["--for", "2"]);
    terminal.shows("connected: receive");
    terminal.shows("> ");
    terminal.types("half a li");
    terminal.shows("half a li");
    assert!(terminal.is_edited());
    terminal.shows("1 clients, 0 errors");
    assert!(terminal.is_as_before());
    assert_eq!(terminal.ends(), Some(0));
}
