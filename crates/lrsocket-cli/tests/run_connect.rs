//! `lrsocket run --connect`, with a script on its stdin.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use common::Run;
use common::talk::{Talked, talk};

const ANY: [(&str, &str); 2] = [
    ("RECEIVE_PORT = 54778", "RECEIVE_PORT = 0"),
    ("SEND_PORT = 54779", "SEND_PORT = 0"),
];

/// Runs a script of Lua with these options.
fn run(lua: &str, options: &[&str], stdin: &str) -> Talked {
    let run = Run::sockets(lua);
    let folder = run.folder().to_str().unwrap().to_owned();
    let (script, home) = (format!("{folder}/script.lua"), format!("{folder}/home"));
    let mut args = vec!["run", &script, "--connect", "--home", &home];
    args.extend(options);
    talk(&args, stdin)
}

#[test]
fn the_example_is_run_and_talked_to() {
    let example = Run::example("remote.lrplugin", "Remote.lua", &ANY);
    let folder = example.folder().to_str().unwrap().to_owned();
    let (plugin, home) = (format!("{folder}/test.lrplugin"), format!("{folder}/home"));
    let args = ["run", &plugin, "--connect", "--home", &home];
    let talked = talk(&args, "Exposure = 0.5\nlist").status(0);
    assert_eq!(talked.lines("->"), ["Exposure = 0.5", "list"]);
    let answers = [
        "Exposure = 0.5",
        "Contrast = 0",
        "Exposure = 0.5",
        "Temperature = 5500",
    ];
    assert_eq!(talked.lines("<-"), answers);
    let mut rest = &talked.stderr[..];
    // In this order.
    for part in [
        "listening",
        "outside    connected: receive",
        "outside    ready",
        "end        terminal closed",
        "0 in, 4 out, 1 clients, 0 errors",
    ] {
        let at = rest.find(part);
        let at = at.unwrap_or_else(|| panic!("{part}: {}", talked.stderr));
        rest = &rest[at..];
    }
}

#[test]
fn without_a_script_it_ends_as_well() {
    let lua =
        "task(function(c) bind { functionContext = c, mode = 'receive' }; LrTasks.sleep(1e6) end)";
    let talked = run(lua, &["--wait", "0.1"], "").status(0);
    assert!(talked.stderr.contains("outside    connected: receive"));
}

#[test]
fn a_second_socket_that_comes_with_the_first_client_is_connected_too() {
    let lua = "
        task(function(context)
            local sender
            local function open()
                sender = sender or bind { functionContext = context, mode = 'send' }
            end
            bind {
                functionContext = context, mode = 'receive',
                onConnected = open,
                onMessage = function(_, line) sender:send(line:upper() .. '\\n') end,
            }
            while true do LrTasks.sleep(1) end
        end)";
    let run = Run::sockets(lua);
    let folder = run.folder().to_str().unwrap().to_owned();
    let (script, home) = (format!("{folder}/script.lua"), format!("{folder}/home"));
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_lrsocket"))
        .args(["run", &script, "--connect", "--home", &home])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // Said when the plug-in has both, as a person would.
    let mut stderr = std::io::BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains("connected  send") {
        line.clear();
        let read = std::io::BufRead::read_line(&mut stderr, &mut line).unwrap();
        assert!(read > 0, "it ended");
    }
    let mut stdin = child.stdin.take().unwrap();
    std::io::Write::write_all(&mut stdin, b"hello\n").unwrap();
    drop(stdin);
    std::thread::spawn(move || std::io::copy(&mut stderr, &mut std::io::sink()));
    let output = child.wait_with_output().unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(stdout.contains("<-         HELLO"), "{stdout}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_plugin_without_sockets_is_given_up() {
    let lua = "task(function() LrTasks.sleep(1e6) end)";
    let talked = run(lua, &["--within", "0.3"], "hello\n").status(1);
    let why = "outside    error: no connection for 300ms";
    assert!(talked.stderr.contains(why), "{}", talked.stderr);
}

#[test]
fn a_plugin_that_ends_ends_the_terminal() {
    let lua =
        "task(function(c) bind { functionContext = c, mode = 'receive' }; LrTasks.sleep(0.5) end)";
    let talked = run(lua, &["--wait", "1000"], "").status(0);
    let why = "nothing is left to run";
    assert!(talked.stderr.contains(why), "{}", talked.stderr);
}

#[test]
fn stdin_and_stdout_have_one_use() {
    for option in ["--json", "--control"] {
        let talked = talk(&["run", "x.lua", "--connect", option], "").status(2);
        let why = "cannot be used with";
        assert!(talked.stderr.contains(why), "{option}: {}", talked.stderr);
    }
}
