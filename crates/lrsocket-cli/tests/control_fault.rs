//! `fault` on `--control`: switched while sockets live, with what is in force as the answer.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use common::{Client, Run, Running};
use serde_json::{Value, json};

const INFO: &str = "return { LrSdkVersion = 6, LrToolkitIdentifier = 'org.example.faults',
    LrInitPlugin = 'Init.lua', LrForceInitPlugin = true,
    LrExportMenuItems = { { title = 'Send', file = 'Send.lua' }, { title = 'Bind', file = 'Bind.lua' } } }";

const INIT: &str = "
local LrSocket, LrTasks, LrFunctionContext = import 'LrSocket', import 'LrTasks', import 'LrFunctionContext'
function bind(mode)
    LrFunctionContext.postAsyncTaskWithContext('sockets', function(context)
        sockets = sockets or {}
        sockets[mode] = LrSocket.bind { functionContext = context, plugin = _PLUGIN, port = 0, mode = mode,
            onConnected = function() print(mode .. ' connected') end,
            onMessage = function(_, line)
                if line == 'nap' then LrTasks.sleep(0) print('napped') else print('got ' .. line) end
            end,
            onClosed = function(s) print(mode .. ' closed') s:reconnect() end,
            onError = function(s, e) print(mode .. ' ' .. e) end }
        while true do LrTasks.sleep(1) end
    end)
end
bind 'receive' bind 'send'";

/// The plug-in with both of its clients.
struct Pair {
    run: Running,
    to: Client,
    from: Client,
    ports: [u16; 2],
}

impl Pair {
    fn start() -> Self {
        let mut run = Run::plugin(&[
            ("Info.lua", INFO),
            ("Init.lua", INIT),
            ("Send.lua", "sockets.send:send('tick\\n') print('sent')"),
            ("Bind.lua", "bind 'receive'"),
        ])
        .controlled()
        .spawn();
        let to_port = run.port("receive");
        let from_port = run.port("send");
        let to = Client::connect(to_port);
        run.event("connected");
        run.printed("receive connected");
        let from = Client::connect(from_port);
        run.event("connected");
        run.printed("send connected");
        let ports = [to_port, from_port];
        Pair {
            run,
            to,
            from,
            ports,
        }
    }

    /// Lets the plug-in send `tick`.
    fn send(&mut self) {
        self.run.done(&json!({ "do": "menu", "title": "Send" }));
        self.run.printed("sent");
    }

    fn fault(&mut self, name: &str, value: impl Into<Value>) -> Value {
        self.run
            .done(&json!({ "do": "fault", "name": name, "value": value.into() }))
    }
}

#[test]
fn a_switch_holds_for_the_sockets_that_are_there_and_for_those_bound_later() {
    let mut pair = Pair::start();
    let in_force = pair.fault("ack", "crlf");
    assert_eq!(in_force["profile"]["ack"], "crlf");
    assert_eq!(in_force["profile"]["accept_timeout"], 10);
    pair.to.send("one\n");
    pair.run.printed("got one");
    assert_eq!(pair.to.line(), "ok\r");
    pair.run.done(&json!({ "do": "menu", "title": "Bind" }));
    let mut other = Client::connect(pair.run.port("receive"));
    other.send("two\n");
    pair.run.printed("got two");
    assert_eq!(other.line(), "ok\r");
    // false is the default again.
    assert_eq!(pair.fault("ack", false)["profile"]["ack"], "lf");
    pair.to.send("three\n");
    pair.run.printed("got three");
    assert_eq!(pair.to.line(), "ok");
}

#[test]
fn b3_4_a_client_that_left_unseen_is_seen_when_it_is_switched() {
    let mut pair = Pair::start();
    pair.fault("receive_sees_close", "never");
    drop(pair.to);
    pair.run
        .done(&json!({ "do": "fault", "name": "receive_sees_close", "value": "prompt" }));
    pair.run.printed("receive closed");
}

#[test]
fn b4_1_a_timeout_that_is_over_already_comes_at_once() {
    let mut pair = Pair::start();
    drop(pair.to);
    pair.run.printed("receive closed");
    pair.run.port("receive");
    pair.run
        .done(&json!({ "do": "fault", "name": "accept_timeout", "value": 0 }));
    pair.run.printed("receive timeout");
}

#[test]
fn b7_4_stalled_by_port_and_over_again() {
    let mut pair = Pair::start();
    let [to, from] = pair.ports;
    let command = json!({ "do": "fault", "name": "not_reading", "port": from });
    let in_force = pair.run.done(&command);
    assert_eq!(in_force["conditions"]["not_reading"], false);
    assert_eq!(in_force["ports"][from.to_string()]["not_reading"], true);
    assert_eq!(in_force["ports"][to.to_string()], Value::Null);
    pair.send();
    assert!(pair.from.is_silent());
    pair.to.send("line\n");
    assert_eq!(pair.to.line(), "ok");
    pair.fault("not_reading", false);
    assert_eq!(pair.from.line(), "tick");
}

#[test]
fn b7_3_half_open_and_over_again() {
    let mut pair = Pair::start();
    pair.fault("blackhole", true);
    pair.to.send("lost\n");
    pair.send();
    assert!(pair.to.is_silent() && pair.from.is_silent());
    pair.fault("blackhole", false);
    pair.to.send("found\n");
    pair.run.printed("got found");
    assert_eq!(pair.to.line(), "ok");
    pair.send();
    assert_eq!(pair.from.line(), "tick");
}

#[test]
fn b3_4_reset_and_killed_happen_once_to_who_is_connected() {
    let mut pair = Pair::start();
    let [to, from] = pair.ports;
    pair.run
        .done(&json!({ "do": "fault", "name": "reset", "port": to }));
    pair.run.printed("receive closed");
    pair.to.wait_for_reset();
    assert_eq!(pair.run.port("receive"), to);
    let again = json!({ "do": "fault", "name": "reset", "port": to });
    assert_eq!(
        pair.run.refused(&again),
        format!("nobody is connected to port {to}")
    );
    let mut next = Client::connect(to);
    next.send("line\n");
    pair.run.printed("got line");
    assert_eq!(next.line(), "ok");

    pair.run
        .done(&json!({ "do": "fault", "name": "vanish", "port": from }));
    pair.run.told("fault vanish");
    pair.send();
    assert!(pair.from.is_silent());
}

#[test]
fn b1_6_second_client_comes_and_goes_as_it_is_switched() {
    let mut pair = Pair::start();
    let [to, _] = pair.ports;
    pair.run
        .done(&json!({ "do": "fault", "name": "second_client", "port": to }));
    pair.run.told("it has connected");
    pair.to.send("line\n");
    assert_eq!(pair.to.line(), "ok");
    drop(pair.to);
    pair.run.told("it has to leave");
}

#[test]
fn b3_13_a_storm_needs_a_port_that_listens() {
    let mut pair = Pair::start();
    let [to, _] = pair.ports;
    let why = pair
        .run
        .refused(&json!({ "do": "fault", "name": "storm", "value": 3, "port": 1 }));
    assert_eq!(why, "no socket listens on port 1");
    drop(pair.to);
    pair.run.port("receive");
    pair.run
        .done(&json!({ "do": "fault", "name": "storm", "value": 20, "port": to }));
    pair.run.event("connected");
    pair.run.printed("receive connected");
    pair.run.printed("receive closed");
    let told = pair.run.told("fault storm")["message"].clone();
    assert!(
        told.as_str()
            .unwrap()
            .contains(&format!("connected to port {to}")),
        "{told}"
    );
}

#[test]
fn b8_2_reload_leak_holds_from_the_next_reload() {
    let mut pair = Pair::start();
    pair.fault("reload_leak", true);
    pair.run.done(&json!({ "do": "reload" }));
    let new_port = pair.run.port("receive");
    assert_ne!(new_port, pair.ports[0]);
    pair.to.send("to the old one\n");
    pair.run.printed("got to the old one");
    pair.fault("reload_leak", false);
    pair.run.done(&json!({ "do": "reload" }));
    assert_ne!(pair.run.port("receive"), new_port);
    let gone = std::net::TcpStream::connect(("127.0.0.1", new_port));
    assert!(gone.is_err(), "{new_port} is still open");
}

#[test]
fn b3_8_callbacks_holds_for_sockets_bound_later() {
    let mut pair = Pair::start();
    pair.fault("callbacks", "noyield");
    pair.to.send("nap\n");
    pair.run.printed("napped");
    pair.run.done(&json!({ "do": "menu", "title": "Bind" }));
    Client::connect(pair.run.port("receive")).send("nap\n");
    let error = pair.run.event("callback_error");
    assert_eq!(error["callback"], "onMessage");
}

#[test]
fn without_a_name_it_answers_what_is_in_force_and_changes_nothing() {
    let mut pair = Pair::start();
    let before = pair.run.done(&json!({ "do": "fault" }));
    assert_eq!(before["profile"]["send_reconnect"], "works");
    assert_eq!(before["conditions"]["byte_by_byte"], false);
    assert_eq!(before["ports"], json!({}));
    pair.fault("send_reconnect", "hang:0.5");
    let after = pair.run.done(&json!({ "do": "fault" }));
    assert_eq!(after["profile"]["send_reconnect"], "hang:500ms");
}

#[test]
fn what_cannot_be_meant_is_refused_and_nothing_changes() {
    let mut pair = Pair::start();
    let before = pair.run.done(&json!({ "do": "fault" }));
    for (command, expected) in [
        (
            json!({ "name": "close_stal" }),
            "did you mean \"close_stall\"?",
        ),
        (
            json!({ "name": "ack", "value": "loud" }),
            "it takes lf, crlf or off",
        ),
        (json!({ "name": "ack", "value": [1] }), "\"value\" must be"),
        (json!({ "name": "max_line" }), "max_line needs a value"),
        (
            json!({ "name": "cr", "port": 5000 }),
            "cannot be set for one port",
        ),
        (
            json!({ "name": "not_reading", "port": 0 }),
            "\"0\" is not a valid port",
        ),
        (
            json!({ "name": "not_reading", "port": 70000 }),
            "\"fault\": invalid value: integer \"70000\"",
        ),
        (
            json!({ "name": "storm", "value": 0 }),
            "a whole number from 1",
        ),
    ] {
        let mut command = command;
        command["do"] = json!("fault");
        let why = pair.run.refused(&command);
        assert!(why.contains(expected), "{command}: {why}");
    }
    assert_eq!(pair.run.done(&json!({ "do": "fault" })), before);
}
