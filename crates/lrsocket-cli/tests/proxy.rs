//! `lrsocket proxy` over real TCP.

mod common;

use std::io::Write;
use std::net::{Shutdown, TcpStream};
use std::thread;

use common::proxy::{Plugin, Proxy, is_reset, read, reset, rest};
use serde_json::Value;

/// A proxy of one port, and both ends of one connection through it.
fn connected(mode: &str, args: &[&str]) -> (Proxy, TcpStream, TcpStream, Plugin) {
    let plugin = Plugin::listen();
    let mut all = vec![plugin.route(mode)];
    all.extend(args.iter().map(|&it| it.to_owned()));
    let proxy = Proxy::start(1, &all);
    let companion = proxy.connect(0);
    let server = plugin.accept();
    (proxy, companion, server, plugin)
}

fn names(events: &[Value]) -> Vec<&str> {
    events
        .iter()
        .filter_map(|it| it["event"].as_str())
        .collect()
}

#[test]
fn bytes_pass_both_ways_and_are_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("proxy.trace");
    let args = ["--trace", path.to_str().unwrap()];
    let (proxy, mut companion, mut server, _plugin) = connected("receive", &args);
    companion.write_all(b"Exposure = 1\n\xff\n").unwrap();
    assert_eq!(read(&mut server, 13), "Exposure = 1\n");
    server.write_all(b"ok\n").unwrap();
    assert_eq!(read(&mut companion, 3), "ok\n");
    companion.shutdown(Shutdown::Write).unwrap();
    assert_eq!(rest(&mut server), b"\xff\n");
    server.write_all(b"late\n").unwrap();
    drop(server);
    assert_eq!(rest(&mut companion), b"late\n");

    let (status, events, stderr) = proxy.quit();
    assert_eq!(status, Some(0), "{stderr}");
    let trace = std::fs::read_to_string(&path).unwrap();
    let trace: Vec<Value> = trace
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    assert_eq!(trace, events);
    assert_eq!(
        names(&events),
        [
            "connecting",
            "connected",
            "message",
            "message",
            "acknowledged",
            "closed",
            "stray",
            "exit"
        ]
    );
    let message = &events[2];
    assert_eq!(message["text"], "Exposure = 1");
    assert_eq!(
        (&message["mode"], &message["length"]),
        (&"receive".into(), &12.into())
    );
    assert_eq!(events[3]["base64"], "/w==");
    assert_eq!(events[5]["by"], "remote");
    assert_eq!(
        (&events[6]["from"], &events[6]["text"]),
        (&"plugin".into(), &"late\n".into())
    );
    let times: Vec<f64> = events.iter().map(|it| it["t"].as_f64().unwrap()).collect();
    assert!(times.is_sorted());
    assert!(
        stderr.contains("1 connections, 2 messages, 15 bytes in, 8 bytes out"),
        "{stderr}"
    );
}

#[test]
fn a_send_port_records_what_the_plug_in_sends() {
    let (proxy, mut companion, mut server, _plugin) = connected("send", &[]);
    server.write_all(b"one\ntwo").unwrap();
    assert_eq!(read(&mut companion, 7), "one\ntwo");
    drop(server);
    assert_eq!(rest(&mut companion), b"");
    drop(companion);
    let (_, events, stderr) = proxy.quit();
    let sent: Vec<&Value> = events.iter().filter(|it| it["event"] == "sent").collect();
    assert_eq!(
        (&sent[0]["text"], &sent[1]["text"]),
        (&"one\n".into(), &"two".into())
    );
    let closed = events.iter().find(|it| it["event"] == "closed").unwrap();
    assert_eq!(closed["by"], "plugin");
    assert!(stderr.contains("← one\\n"), "{stderr}");
}

#[test]
fn a_flood_passes_unchanged_in_both_directions_at_once() {
    let (proxy, companion, server, _plugin) = connected("receive", &["-q"]);
    let flood = |seed: u8| -> Vec<u8> {
        (0..2_000_000_u32)
            .map(|n| (n.wrapping_mul(31) >> 3) as u8 ^ seed)
            .collect()
    };
    let write = |mut stream: TcpStream, seed: u8| {
        thread::spawn(move || {
            stream.write_all(&flood(seed)).unwrap();
            stream.shutdown(Shutdown::Write).unwrap();
        })
    };
    let check = |mut stream: TcpStream, seed: u8| {
        thread::spawn(move || assert!(rest(&mut stream) == flood(seed), "bytes changed"))
    };
    let threads = [
        write(companion.try_clone().unwrap(), 0),
        write(server.try_clone().unwrap(), 0x55),
        check(companion, 0x55),
        check(server, 0),
    ];
    for thread in threads {
        thread.join().unwrap();
    }
    drop(proxy);
}

#[test]
fn a_reader_that_does_not_read_holds_the_writer_up() {
    let (mut proxy, companion, mut server, _plugin) = connected("send", &["-q"]);
    proxy.close_stdin();
    let mut companion = companion;
    // Without a newline, and nobody reads: the system's buffers fill, and then writing blocks.
    server
        .set_write_timeout(Some(std::time::Duration::from_millis(500)))
        .unwrap();
    let chunk = vec![b'x'; 1 << 20];
    let mut written = 0_usize;
    while let Ok(count) = server.write(&chunk) {
        written += count;
        assert!(written < 256 << 20, "nothing holds it up");
    }
    drop(server);
    assert_eq!(rest(&mut companion).len(), written);
}

#[test]
fn a_reset_is_passed_on_from_either_side() {
    let (_proxy, companion, mut server, _plugin) = connected("receive", &[]);
    reset(companion);
    assert!(is_reset(&mut server));
    let (_proxy, mut companion, server, _plugin) = connected("send", &[]);
    reset(server);
    assert!(is_reset(&mut companion));
}

#[test]
fn a_plug_in_that_is_not_there_resets_the_companion_and_is_told() {
    let plugin = Plugin::listen();
    let route = plugin.route("receive");
    drop(plugin);
    let mut proxy = Proxy::start(1, &[route]);
    let mut companion = proxy.connect(0);
    assert!(is_reset(&mut companion));
    let told = proxy.event("diagnostic");
    let message = told["message"].as_str().unwrap();
    assert!(
        message.contains("nobody listens on the plug-in's port"),
        "{message}"
    );
    let (_, _, stderr) = proxy.quit();
    assert!(
        stderr.contains("1 times the plug-in was not there"),
        "{stderr}"
    );
}

#[test]
fn a_cut_comes_after_so_many_messages_and_a_new_connection_counts_anew() {
    let (mut proxy, mut companion, mut server, plugin) =
        connected("send", &["--fin", "send@3msgs"]);
    server.write_all(b"1\n2\n3\n4\n5\n").unwrap();
    assert_eq!(rest(&mut companion), b"1\n2\n3\n");
    assert_eq!(proxy.event("fault")["fault"], "fin send@3msgs");
    assert_eq!(rest(&mut server), b"");
    let mut companion = proxy.connect(0);
    let mut server = plugin.accept();
    server.write_all(b"6\n7\n8\n9\n").unwrap();
    assert_eq!(rest(&mut companion), b"6\n7\n8\n");
}

#[test]
fn reset_makes_cuts_resets() {
    let args = ["--reset", "--fin", "receive@1msgs"];
    let (_proxy, mut companion, mut server, _plugin) = connected("receive", &args);
    companion.write_all(b"1\n2\n").unwrap();
    assert!(is_reset(&mut companion));
    assert!(is_reset(&mut server));
}

#[test]
fn faults_can_be_typed_while_it_runs() {
    let (mut proxy, mut companion, mut server, _plugin) = connected("receive", &[]);
    proxy.command("drop-acks");
    proxy.command_answered("nonsense", "there is no command \"nonsense\"; try help");
    proxy.command("delay 1ms±1");
    proxy.command_answered("status", "on: drop_acks all, delay all=1ms±1ms");
    companion.write_all(b"one\n").unwrap();
    assert_eq!(read(&mut server, 4), "one\n");
    proxy.command_answered("fin all@1msgs", "on: fin all@1msgs");
    companion.write_all(b"two\nthree\n").unwrap();
    assert_eq!(rest(&mut server), b"two\n");
    assert_eq!(rest(&mut companion), b"");
    let (_, _, stderr) = proxy.quit();
    assert!(stderr.contains("closed by the proxy"), "{stderr}");
}

#[test]
fn a_stall_holds_what_comes_until_it_is_off() {
    let (mut proxy, mut companion, mut server, _plugin) =
        connected("receive", &["--stall", "@1msgs"]);
    companion.write_all(b"one\ntwo\n").unwrap();
    assert_eq!(read(&mut server, 4), "one\n");
    proxy.event("fault");
    let mut byte = [0];
    server.set_nonblocking(true).unwrap();
    assert!(server.peek(&mut byte).is_err());
    server.set_nonblocking(false).unwrap();
    proxy.command("stall off");
    assert_eq!(read(&mut server, 4), "two\n");
}

#[test]
fn many_connections_at_once() {
    let (proxy, first, _server, plugin) = connected("receive", &["-q"]);
    let mut pairs: Vec<_> = (0..100)
        .map(|_| (proxy.connect(0), plugin.accept()))
        .collect();
    for (n, (companion, server)) in pairs.iter_mut().enumerate() {
        let line = format!("{n:03}\n");
        companion.write_all(line.as_bytes()).unwrap();
        assert_eq!(read(server, 4), line);
    }
    drop((pairs, first));
    let (_, _, stderr) = proxy.quit();
    assert!(stderr.contains("101 connections, 100 messages"), "{stderr}");
}

#[test]
fn a_run_stands_behind_it_unchanged() {
    let script = "task(function(c)
        local out = bind { functionContext = c, mode = 'send' }
        bind { functionContext = c, mode = 'receive',
            onMessage = function(_, line) out:send(line .. '\\n') end,
            onClosed = function() over = true end }
        while not over do LrTasks.sleep(0.01) end
    end)";
    let mut run = common::Run::sockets(script).json().spawn();
    let (receive, send) = (run.port("receive"), run.port("send"));
    let proxy = Proxy::start(2, &[format!("0:{receive}"), format!("0:{send}")]);
    let (mut to, mut from) = (proxy.connect(0), proxy.connect(1));
    for n in 0..200 {
        let line = format!("{n:03}\n");
        to.write_all(line.as_bytes()).unwrap();
        assert_eq!(read(&mut to, 3), "ok\n");
        assert_eq!(read(&mut from, 4), line);
    }
    drop(to);
    run.finish().status(0);
    let (_, events, stderr) = proxy.quit();
    assert!(
        stderr.contains("no directions were given; this is assumed: receive="),
        "{stderr}"
    );
    let count = |name| names(&events).iter().filter(|it| **it == name).count();
    assert_eq!((count("message"), count("sent")), (200, 200));
    assert_eq!(count("acknowledged"), 200);
}
