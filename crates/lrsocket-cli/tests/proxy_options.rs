//! `lrsocket proxy` and `lrsocket ports`: options, busy ports, ends.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use std::net::TcpListener;
use std::process::{Command, Output, Stdio};

use common::proxy::{Plugin, Proxy};

fn lrsocket(args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lrsocket"));
    let Output {
        status,
        stdout,
        stderr,
    } = command.args(args).stdin(Stdio::null()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn wrong_options_say_what_is_wrong() {
    for (args, told) in [
        (&["58763"][..], "\"58763\" is not LISTEN:PLUGIN"),
        (&["1:2"], "Write receive=1:2 or send=1:2"),
        (&["in=1:2"], "\"in\" is not a direction"),
        (&["send=0:2", "--delay", "50"], "\"50\" has no unit"),
        (&["send=0:2", "--stall", "up@10s"], "\"up\" is not a port"),
        (
            &["send=0:2", "--fin", "send@3apples"],
            "\"3apples\" is not a moment",
        ),
        (
            &["send=0:2", "--fin", "9@3msgs"],
            "does not listen on that port",
        ),
        (
            &["send=0:2", "--fin", "receive@3msgs"],
            "fin receive@3msgs: the proxy has no receive port",
        ),
        (
            &["send=0:2", "--drop-acks"],
            "drop_acks all: a send port has no acknowledgements, only a receive port does",
        ),
        (
            &["receive=0:1", "send=0:2", "--drop-acks=send"],
            "drop_acks send: a send port has no acknowledgements",
        ),
        (
            &["send=0:2", "--trace", "/nowhere/x/y"],
            "cannot write the trace to /nowhere/x/y",
        ),
        (&["send=0:2", "--for", "soon"], "is not a time"),
    ] {
        let mut all = vec!["proxy"];
        all.extend(args);
        let (status, _, stderr) = lrsocket(&all);
        assert_eq!(status, Some(2), "{args:?}: {stderr}");
        assert!(stderr.contains(told), "{args:?}: {stderr}");
    }
}

#[test]
fn help_says_which_port_is_which_and_each_exit_status() {
    let (status, help, _) = lrsocket(&["proxy", "--help"]);
    assert_eq!(status, Some(0));
    for text in [
        "companion --> LISTEN [lrsocket proxy] --> PLUGIN",
        "Exit status:",
        "  130  a second Ctrl-C",
    ] {
        assert!(help.contains(text), "no {text:?} in\n{help}");
    }
}

#[test]
fn for_ends_it_with_a_summary() {
    let (status, stdout, stderr) = lrsocket(&["proxy", "send=0:1", "--json", "--for", "0.05"]);
    assert_eq!(status, Some(0));
    assert!(stdout.contains("\"event\":\"exit\""), "{stdout}");
    assert!(stderr.contains("0 connections, 0 messages"), "{stderr}");
}

#[test]
fn the_seed_of_faults_is_told() {
    let args = [
        "proxy", "send=0:1", "--for", "0", "--delay", "5ms", "--seed", "42",
    ];
    let (_, _, stderr) = lrsocket(&args);
    assert!(
        stderr.contains("faults: delay all=5ms (--seed 42)"),
        "{stderr}"
    );
    let (_, _, stderr) = lrsocket(&["proxy", "send=0:1", "--for", "0", "--reset"]);
    assert!(stderr.contains("there is no --fin"), "{stderr}");
}

#[test]
fn a_busy_port_names_who_has_it() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (status, stdout, stderr) = lrsocket(&["proxy", &format!("send={port}:1"), "--json"]);
    assert_eq!(status, Some(2));
    let who = format!("(pid {})", std::process::id());
    assert!(
        stderr.contains(&format!("cannot listen on port {port}")),
        "{stderr}"
    );
    // Where the system does not tell, that is said.
    assert!(
        stderr.contains(&who) || stderr.contains("does not tell"),
        "{stderr}"
    );
    if cfg!(target_os = "linux") {
        assert!(stderr.contains(&who), "{stderr}");
    }
    assert!(
        stdout.contains("\"event\":\"exit\",\"status\":2,"),
        "{stdout}"
    );
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_cleanly() {
    let plugin = Plugin::listen();
    let mut proxy = Proxy::start(1, &[plugin.route("send")]);
    let _companion = proxy.connect(0);
    let _server = plugin.accept();
    proxy.event("connected");
    let id = proxy.id().to_string();
    let killed = Command::new("kill").args(["-s", "INT", &id]).status();
    assert!(killed.unwrap().success());
    let (status, events, stderr) = proxy.finish();
    assert_eq!(status, Some(0));
    assert_eq!(events.last().unwrap()["reason"], "interrupted");
    assert!(stderr.contains("1 connections, 0 messages"), "{stderr}");
}

#[test]
fn without_stdin_and_stdout_it_goes_on() {
    use std::io::{Read as _, Write as _};
    let plugin = Plugin::listen();
    // A port that was free a moment ago.
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let route = plugin.route("receive").replace("=0:", &format!("={port}:"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_lrsocket"))
        .args(["proxy", "--json", &route])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    drop(child.stderr.take());
    let mut companion = common::Client::connect_again(port);
    let mut server = plugin.accept();
    for _ in 0..100 {
        companion.send("hello\n");
        let mut line = [0; 6];
        server.read_exact(&mut line).unwrap();
        server.write_all(b"ok\n").unwrap();
        assert_eq!(companion.line(), "ok");
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn ports_lists_what_listens_and_who_is_connected() {
    let plugin = Plugin::listen();
    let proxy = Proxy::start(1, &[plugin.route("send")]);
    let list = || {
        let (status, stdout, _) = lrsocket(&["ports", "--json"]);
        assert_eq!(status, Some(0));
        let list: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        let all = list["ports"].as_array().unwrap().clone();
        all.into_iter().find(|it| it["port"] == proxy.port(0))
    };
    // Other systems may not tell.
    let it = match list() {
        None if cfg!(not(target_os = "linux")) => return,
        it => it.expect("it is listed"),
    };
    assert_eq!(it["pid"], proxy.id());
    assert!(it["process"].as_str().unwrap().starts_with("lrsocket"));
    assert_eq!(it["connected"], 0);
    let _companion = proxy.connect(0);
    let _server = plugin.accept();
    assert_eq!(list().unwrap()["connected"], 1);
    let (_, table, _) = lrsocket(&["ports"]);
    let row = format!("{:>5}  lrsocket (pid {})", proxy.port(0), proxy.id());
    assert!(table.contains(&row), "{table}");
    let (_, all, _) = lrsocket(&["ports", "--all"]);
    assert!(all.lines().count() >= table.lines().count());
}
