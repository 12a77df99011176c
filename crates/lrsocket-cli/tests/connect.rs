//! `lrsocket connect`, with a script on its stdin.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use std::fs;
use std::io::{Read, Write};
use std::thread;
use std::time::{Duration, Instant};

use common::talk::{Played, Talking, read_line, talk};
use common::{Run, Running};

/// The example plug-in on any ports.
fn remote() -> Run {
    let any = [
        ("RECEIVE_PORT = 54778", "RECEIVE_PORT = 0"),
        ("SEND_PORT = 54779", "SEND_PORT = 0"),
    ];
    Run::example("remote.lrplugin", "Remote.lua", &any).json()
}

/// Its receive and send port, as arguments.
fn ports(run: &mut Running) -> [String; 2] {
    [run.port("receive"), run.port("send")].map(|port| port.to_string())
}

const ALL: [&str; 3] = ["Contrast = 0", "Exposure = 0", "Temperature = 5500"];

#[test]
fn a_script_is_said_and_its_answers_are_shown() {
    let mut run = remote().spawn();
    let [receive, send] = ports(&mut run);
    let talked = talk(
        &["connect", &receive, &send],
        "list\r\n\nExposure = 0.5\nTint",
    );
    let talked = talked.status(0);
    let said = ["list\\r", "", "Exposure = 0.5", "Tint"];
    assert_eq!(talked.lines("->"), said);
    let mut answers = ALL.to_vec();
    answers.extend(["error: cannot read \"\"", "Exposure = 0.5"]);
    answers.push("error: cannot read \"Tint\"");
    assert_eq!(talked.lines("<-"), answers);
    let ports = format!("receive {receive}, send {send}");
    for part in [
        format!("connect    {ports}"),
        format!("connected  {ports}"),
        "ready      ".to_owned(),
        "the last line of stdin had no line feed".to_owned(),
    ] {
        assert!(talked.stderr.contains(&part), "{part}: {}", talked.stderr);
    }
}

#[test]
fn acknowledgements_are_shown_unless_unwanted() {
    let mut run = remote().spawn();
    let [receive, send] = ports(&mut run);
    let args = [
        "connect",
        "--receive",
        &receive,
        "--send",
        &send,
        "--wait",
        "0.3",
    ];
    let talked = talk(&args, "list\n").status(0);
    assert_eq!(talked.lines("ok"), [""]);
    run.printed("nobody has the remote control any more");
    let quiet = [&args[..], &["--quiet-acks"]].concat();
    let talked = talk(&quiet, "list\n").status(0);
    assert!(talked.lines("ok").is_empty());
    assert_eq!(talked.lines("<-"), ALL);
}

#[test]
fn the_port_file_may_come_later() {
    let mut run = remote().spawn();
    let [receive, send] = ports(&mut run);
    let file = run.folder().join("ports.txt");
    let arg = file.to_str().unwrap();
    let mut talking = Talking::start(&["connect", "--port-file", arg], "list\n");
    talking.wait_for("there is no such file yet");
    fs::write(&file, format!("{send},{receive}\n")).unwrap();
    let talked = talking.finish().status(0);
    assert_eq!(talked.lines("<-"), ALL);
}

#[test]
fn json_has_the_documented_fields() {
    let mut run = remote().spawn();
    let [receive, send] = ports(&mut run);
    let args = ["connect", &receive, &send, "--json", "--wait", "0.2"];
    let talked = talk(&args, "list\n").status(0);
    let mut seen = Vec::new();
    for object in talked.objects() {
        let mut fields: Vec<&str> = object
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        fields.retain(|field| !["t", "event"].contains(field));
        let event = object["event"].as_str().unwrap().to_owned();
        assert!(object["t"].is_f64(), "{object}");
        let expected: &[&str] = match event.as_str() {
            "connecting" => &["attempt", "receive", "send"],
            "connected" => &["receive", "send"],
            "sent" | "line" => &["length", "text"],
            "acknowledged" => &["lines"],
            "ready" => &[],
            "exit" => &["reason", "status"],
            other => panic!("{other}: {object}"),
        };
        assert_eq!(fields, expected, "{object}");
        if event == "line" {
            seen.push(object["text"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(seen, ALL);
    assert_eq!(talked.objects().last().unwrap()["status"], 0);
    assert_eq!(talked.stderr, "");
}

#[test]
fn json_tells_bytes_and_losses() {
    let plugin = Played::new();
    let [receive, send] = plugin.ports();
    let playing = plugin.play(|mut receive, mut send| {
        assert_eq!(read_line(&mut receive), "hello");
        receive.get_mut().write_all(b"ok\n").unwrap();
        send.write_all(b"\xff\n").unwrap();
    });
    let talked = talk(&["connect", &receive, &send, "--json"], "hello\n").status(0);
    playing.join().unwrap();
    let objects = talked.objects();
    let line = objects.iter().find(|it| it["event"] == "line").unwrap();
    assert_eq!(
        (&line["base64"], &line["length"]),
        (&"/w==".into(), &1.into())
    );
    let lost = objects.iter().find(|it| it["event"] == "lost").unwrap();
    assert_eq!(lost["kind"], "closed");
    assert!(
        lost["retry_in"].is_f64() && lost["why"].is_string(),
        "{lost}"
    );
}

#[test]
fn raw_passes_bytes_on_as_they_are() {
    let plugin = Played::new();
    let [receive, send] = plugin.ports();
    let playing = plugin.play(|mut receive, mut send| {
        let mut got = [0; 7];
        receive.read_exact(&mut got).unwrap();
        assert_eq!(&got, b"a\r\n\0\xffbc");
        // No line feed, a carriage return: nothing is changed or kept back.
        send.write_all(b"\x1b[1m\xfe\r").unwrap();
    });
    let talked = talk(&["connect", &receive, &send, "--raw"], b"a\r\n\0\xffbc");
    playing.join().unwrap();
    assert_eq!(talked.stdout, b"\x1b[1m\xfe\r");
}

#[test]
fn a_million_lines_go_out_and_come_back() {
    let plugin = Played::new();
    let [receive, send] = plugin.ports();
    let playing = plugin.play(|mut receive, mut send| {
        std::io::copy(&mut receive.by_ref().take(6_888_890), &mut send).unwrap();
    });
    let script: String = (0..1_000_000).fold(String::new(), |all, n| all + &n.to_string() + "\n");
    let args = ["connect", &receive, &send, "--raw", "--wait", "3"];
    let talked = talk(&args, &script).status(0);
    playing.join().unwrap();
    assert!(
        talked.stdout == script.as_bytes(),
        "{}",
        talked.stdout.len()
    );
}

#[test]
fn nobody_listens() {
    let plugin = Played::new();
    let [receive, send] = plugin.ports();
    drop(plugin);
    let args = ["connect", &receive, &send, "--within", "0.3"];
    let talked = talk(&args, "list\n").status(3);
    let told = talked.stderr.matches("  lost  ").count();
    assert_eq!(told, 1, "the same again is not told: {}", talked.stderr);
    assert!(
        talked
            .stderr
            .contains("error      no connection for 300ms: nobody listens on port"),
        "{}",
        talked.stderr
    );
}

#[test]
fn b1_6_another_program_has_the_place() {
    let mut run = remote().spawn();
    let [receive, send] = ports(&mut run);
    let other = [&send, &receive].map(|port| {
        let port: u16 = port.parse().unwrap();
        common::Client::connect(port)
    });
    run.printed("somebody has the remote control");
    let ping = [
        "--ping",
        "Exposure",
        "--pong",
        "Exposure = 0",
        "--within",
        "1",
    ];
    let asking = thread::spawn({
        let args = [&["connect", &receive, &send][..], &ping].concat();
        let args: Vec<String> = args.into_iter().map(str::to_owned).collect();
        move || talk(&args, "list\n")
    });
    let talked = talk(&["connect", &receive, &send], "list\n").status(4);
    let why = "connected, but nobody is serving";
    assert!(talked.stderr.contains(why), "{}", talked.stderr);
    assert!(talked.lines("<-").is_empty());
    drop(other);
    // It waits for its answer in the queue of the system, or has given up.
    asking.join().unwrap();
}

#[test]
fn lines_that_were_not_read_are_told() {
    let plugin = Played::new();
    let [receive, send] = plugin.ports();
    let playing = plugin.play(|mut receive, _send| {
        assert_eq!(read_line(&mut receive), "one");
        receive.get_mut().write_all(b"ok\n").unwrap();
    });
    let args = ["connect", &receive, &send, "--within", "1"];
    let talked = talk(&args, "one\ntwo\n").status(1);
    playing.join().unwrap();
    assert!(
        talked.stderr.contains("before all lines were with it"),
        "{}",
        talked.stderr
    );
}

#[test]
fn nothing_can_be_said_to_a_send_port() {
    let plugin = Played::new();
    let [_, send] = plugin.ports();
    let talked = talk(&["connect", "--send", &send], "list\n").status(2);
    let why = "receive port is not among the ports: nothing can be sent";
    assert!(talked.stderr.contains(why), "{}", talked.stderr);
}

#[test]
fn an_empty_script_listens_for_a_moment() {
    let plugin = Played::new();
    let [_, send] = plugin.ports();
    let start = Instant::now();
    let talked = talk(&["connect", "--send", &send, "--wait", "0.2"], "").status(0);
    assert!(start.elapsed() >= Duration::from_millis(200));
    assert!(talked.stderr.contains("connected"), "{}", talked.stderr);
}

#[test]
fn wrong_use_is_told() {
    for (args, part) in [
        (&["connect"][..], "--port-file <FILE>"),
        (&["connect", "0"], "a port is a number from 1 to 65535"),
        (&["connect", "70000"], "a port is a number from 1 to 65535"),
        (&["connect", "1", "--receive", "2"], "cannot be used with"),
        (
            &["connect", "1", "2", "--port-file", "x"],
            "cannot be used with",
        ),
        (
            &["connect", "1", "2", "--raw", "--json"],
            "cannot be used with",
        ),
        (&["connect", "1", "2", "--ping", "x"], "--pong <LINE>"),
        (&["connect", "1", "2", "--wait", "soon"], "is not a time"),
    ] {
        let talked = talk(args, "").status(2);
        assert!(talked.stderr.contains(part), "{args:?}: {}", talked.stderr);
    }
}

#[test]
fn help_tells_each_exit_status() {
    let talked = talk(&["connect", "--help"], "").status(0);
    let text = String::from_utf8(talked.stdout).unwrap();
    let (_, list) = text.split_once("Exit status:\n").unwrap();
    let numbers = list.lines().filter_map(|line| line.get(2..5));
    let numbers: Vec<i32> = numbers.filter_map(|n| n.trim().parse().ok()).collect();
    assert_eq!(numbers, [0, 1, 2, 3, 4, 130]);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_script() {
    use std::process::{Command, Stdio};

    let plugin = Played::new();
    let [receive, send] = plugin.ports();
    let mut child = Command::new(env!("CARGO_BIN_EXE_lrsocket"))
        .args(["connect", &receive, &send])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (mut receive, _send) = plugin.accept();
    child.stdin.as_mut().unwrap().write_all(b"hello\n").unwrap();
    assert_eq!(read_line(&mut receive), "hello");
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-s", "INT", &id])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(child.wait().unwrap().code(), Some(130));
}
