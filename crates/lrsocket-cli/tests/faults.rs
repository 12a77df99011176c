//! `run --fault`: what the plug-in's callbacks and a real client see of each.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use std::time::Duration;

use common::{Client, Run, Running};

/// Long enough for what happens on one machine to have happened.
const MOMENT: Duration = Duration::from_millis(100);

/// A receive socket that prints each of its callbacks, and listens again after each end.
const RECEIVE: &str = "task(function(context)
    bind { functionContext = context, mode = 'receive',
        onConnected = function() print('connected') end,
        onMessage = function(_, line) print('got ' .. line) end,
        onClosed = function(s) print('closed') s:reconnect() end,
        onError = function(s, e) print(e) s:reconnect() end }
    while true do LrTasks.sleep(1) end
end)";

/// A send socket that says hello to each client, and a word each 10 ms.
const SEND: &str = "task(function(context)
    local s = bind { functionContext = context, mode = 'send',
        onConnected = function(s) print('connected') s:send('hello\\n') end,
        onClosed = function(s) print('closed') s:reconnect() end,
        onError = function(s, e) print(e) s:reconnect() end }
    while true do LrTasks.sleep(0.01) s:send('tick\\n') end
end)";

fn run(lua: &str, faults: &[&str]) -> Running {
    let faults = faults.iter().flat_map(|fault| ["--fault", fault]);
    Run::sockets(lua).json().args(faults).spawn()
}

fn diagnostic(run: &mut Running, text: &str) -> String {
    let found = run.event_where("diagnostic", |event| {
        event["message"]
            .as_str()
            .is_some_and(|message| message.contains(text))
    });
    found["message"].as_str().unwrap().to_owned()
}

#[test]
fn switches_are_set_on_top_of_the_profile() {
    let mut run = Run::sockets(RECEIVE)
        .json()
        .args([
            "--profile",
            "documented",
            "--fault",
            "cr=strip_all",
            "--fault",
            "ack=crlf",
        ])
        .spawn();
    let mut client = run.client("receive");
    client.send("line\r\r\n");
    run.printed("got line");
    assert_eq!(client.line(), "ok\r");
}

#[test]
fn b4_1_accept_timeout_is_as_long_as_it_is_set() {
    let mut run = run(RECEIVE, &["accept_timeout=0.02"]);
    run.printed("timeout");
    run.printed("timeout");
}

#[test]
fn b6_3_byte_by_byte() {
    let mut run = run(RECEIVE, &["byte_by_byte"]);
    let mut client = run.client("receive");
    client.send("one\r\ntwo\n");
    run.printed("got one");
    run.printed("got two");
    assert_eq!([client.line(), client.line()], ["ok", "ok"]);
}

#[test]
fn b7_4_a_stalled_client_of_one_port_gets_nothing_and_the_others_do() {
    // Two send sockets; the fault is for the port of one, which is known before.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let two = format!(
        "task(function(context)
            bind {{ functionContext = context, mode = 'send', port = {port},
                onConnected = function(s) s:send('hello\\n') print('first') end }}
            bind {{ functionContext = context, mode = 'send',
                onConnected = function(s) s:send('hello\\n') print('second') end }}
            while true do LrTasks.sleep(1) end
        end)"
    );
    let mut run = run(&two, &[&format!("not_reading={port}")]);
    let mut stalled = run.client("send");
    run.printed("first");
    let mut other = run.client("send");
    run.printed("second");
    assert_eq!(other.line(), "hello");
    assert!(stalled.is_silent());
}

#[test]
fn b7_3_over_half_open_connections_nothing_arrives_and_no_end_is_heard() {
    let mut run = run(RECEIVE, &["blackhole"]);
    let mut client = run.client("receive");
    run.printed("connected");
    client.send("lost\n");
    assert!(client.is_silent());
    drop(client);
    assert_eq!(run.logged_within(MOMENT), ["connected"]);
}

#[test]
fn b7_3_killed_happens_to_the_first_connection_of_a_socket() {
    let reconnecting = "task(function(context)
        local s = bind { functionContext = context, mode = 'send',
            onConnected = function(s) print('connected') s:send('hello\\n') end,
            onClosed = function() print('closed') end }
        LrTasks.sleep(0.3)
        s:reconnect()
        while true do LrTasks.sleep(1) end
    end)";
    let mut run = run(reconnecting, &["vanish"]);
    let port = run.port("send");
    let mut first = Client::connect(port);
    diagnostic(&mut run, "fault vanish");
    assert_eq!(run.port("send"), port);
    let mut second = Client::connect(port);
    assert_eq!(second.line(), "hello");
    assert!(first.is_silent());
    assert_eq!(run.logged_within(MOMENT), ["connected", "connected"]);
}

#[test]
fn b3_4_a_reset_is_seen_by_the_plug_in_and_by_the_client() {
    let mut run = run(RECEIVE, &["reset"]);
    let port = run.port("receive");
    let mut client = Client::connect(port);
    client.wait_for_reset();
    run.printed("connected");
    run.printed("closed");
    // Once: the next one is served.
    let mut next = Client::connect_again(port);
    next.send("line\n");
    run.printed("got line");
    assert_eq!(next.line(), "ok");
}

#[test]
fn b3_5_after_a_reset_a_send_socket_hears_of_it_when_it_writes() {
    let mut run = run(SEND, &["reset"]);
    let port = run.port("send");
    Client::connect(port).wait_for_reset();
    run.printed("connected");
    run.printed("closed");
    assert_eq!(run.port("send"), port);
    // After what was sent while nobody was there (B7.2).
    let mut next = Client::connect(port);
    while next.line() != "hello" {}
}

#[test]
fn b4_1_if_nobody_gets_in_it_is_a_timeout() {
    let mut run = run(RECEIVE, &["no_accept", "accept_timeout=0.2"]);
    let port = run.port("receive");
    let mut client = Client::connect(port);
    run.printed("timeout");
    client.wait_for_reset();
    let logged = run.logged_within(MOMENT);
    assert!(!logged.contains(&"connected".to_owned()), "{logged:?}");
}

#[test]
fn b1_6_a_second_client_waits_and_b1_7_is_turned_away() {
    let mut run = run(RECEIVE, &["second_client"]);
    let mut client = run.client("receive");
    diagnostic(&mut run, "fault second_client: it has connected");
    // The plug-in hears of one only, which is served.
    client.send("line\n");
    run.printed("connected");
    run.printed("got line");
    drop(client);
    run.printed("closed");
    diagnostic(&mut run, "fault second_client: it has to leave");
    let heard = run.logged_within(MOMENT);
    assert_eq!(heard, ["connected", "got line", "closed"]);
}

#[test]
fn b3_13_a_storm_of_clients() {
    let mut run = run(RECEIVE, &["storm=10"]);
    let said = diagnostic(&mut run, "fault storm");
    let numbers: Vec<usize> = said
        .split(' ')
        .filter_map(|word| word.parse().ok())
        .collect();
    let [came, port, refused] = numbers[..] else {
        panic!("{said}");
    };
    assert_eq!(came + refused, 10);
    run.printed("connected");
    run.printed("closed");
    // Who comes after it is served.
    let mut client = Client::connect_again(port.try_into().unwrap());
    while !client.try_ping() {
        client = Client::connect_again(port.try_into().unwrap());
    }
    run.printed("got ping");
    let heard = run.logged_within(MOMENT);
    let connected = heard.iter().filter(|line| *line == "connected");
    assert!(connected.count() > 1, "{heard:?}");
}

#[test]
fn b1_10_a_port_of_another_socket_is_reported_as_in_a_test() {
    let mut run = Run::sockets(
        "task(function(context)
            bind { functionContext = context, mode = 'send',
                onConnecting = function(_, port)
                    bind { functionContext = context, mode = 'receive', port = port }
                    print(port)
                end }
            LrTasks.sleep(30)
        end)",
    )
    .json()
    .spawn();
    let port = run.port("send");
    // The same words as in crates/lrsocket-test/tests/suite/network.rs.
    let expected = format!(
        "cannot listen on port {port}: it is in use; this program itself has it already: another of its \
         sockets listens there"
    );
    assert_eq!(diagnostic(&mut run, "cannot listen"), expected);
}

#[test]
fn b3_4_reset_goes_over_the_sockets_in_the_order_of_their_binds() {
    let mut run = Run::sockets(
        "task(function(context)
            for i = 1, 6 do
                bind { functionContext = context, mode = i % 2 == 0 and 'send' or 'receive' }
            end
            LrTasks.sleep(30)
        end)",
    )
    .controlled()
    .spawn();
    let mut clients: Vec<Client> = Vec::new();
    for _ in 0..3 {
        clients.push(run.client("send"));
        clients.push(run.client("receive"));
    }
    for _ in 0..6 {
        run.event("connected");
    }
    run.done(&serde_json::json!({ "do": "fault", "name": "reset" }));
    let mut next = || run.told("fault reset")["socket"].as_u64().unwrap();
    let order: Vec<u64> = (0..6).map(|_| next()).collect();
    assert_eq!(order, [1, 2, 3, 4, 5, 6]);
}
