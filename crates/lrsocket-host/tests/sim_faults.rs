//! The simulated network obeys the faults of the outside program, as real TCP does (B1.6, B3.4,
//! B3.13, B4.1, B6.3, B7.3, B7.4).

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use common::{Client, End, Setup, Stage};
use lrsocket_faults::{FaultRequest, FaultValue};

/// Both sockets on 50000 (receive) and 50001 (send); each is opened again whatever ends it.
const PAIR: &str = "
    local LrSocket, LrFunctionContext = import 'LrSocket', import 'LrFunctionContext'
    LrFunctionContext.postAsyncTaskWithContext('pair', function(context)
        local function bind(mode)
            local object = LrSocket.bind {
                functionContext = context, plugin = _PLUGIN, port = 0, mode = mode,
                onConnecting = function() print(mode, 'connecting') end,
                onConnected = function() print(mode, 'connected') end,
                onMessage = function(_, line)
                    print('message', line)
                    if line == 'send' then sender:send('hello\\n') end
                end,
                onClosed = function(socket) print(mode, 'closed') socket:reconnect() end,
                onError = function(socket, text) print(mode, text) socket:reconnect() end,
            }
            return object
        end
        bind('receive')
        sender = bind('send')
        import 'LrTasks'.sleep(3600)
    end)";

const RECEIVE: u16 = 50_000;
const SEND: u16 = 50_001;

fn fault(stage: &mut Stage, name: &str, on: bool, port: u16) {
    let request = FaultRequest::new(name, Some(FaultValue::Bool(on)), Some(port)).unwrap();
    stage.host().set_fault(&request).unwrap();
    stage.settle();
}

fn begin(faults: &[&str]) -> Stage {
    let faults: Vec<FaultRequest> = faults.iter().map(|f| f.parse().unwrap()).collect();
    let mut stage = Setup::script(PAIR)
        .settings(move |settings| settings.faults = faults)
        .start();
    stage.says(&["receive\tconnecting", "send\tconnecting"]);
    stage
}

fn pair(stage: &mut Stage) -> (Client, Client) {
    let ends = (stage.connect(RECEIVE), stage.connect(SEND));
    stage.says(&["receive\tconnected", "send\tconnected"]);
    ends
}

#[test]
fn b6_3_byte_by_byte_one_byte_arrives_in_a_turn() {
    let mut stage = begin(&["byte_by_byte"]);
    let (to, _from) = pair(&mut stage);
    to.write(b"one\ntwo\n");
    assert_eq!(to.unread(), 8);
    stage.settle();
    stage.says(&["message\tone", "message\ttwo"]);
    assert_eq!(to.read_text(), "ok\nok\n");
}

#[test]
fn b7_4_stalled_nothing_is_written_until_it_is_over() {
    let mut stage = begin(&[]);
    let (to, from) = pair(&mut stage);
    fault(&mut stage, "not_reading", true, SEND);
    to.write(b"send\nsend\n");
    stage.advance(5.0);
    stage.says(&["message\tsend", "message\tsend"]);
    assert_eq!(from.read_text(), "");
    fault(&mut stage, "not_reading", false, SEND);
    assert_eq!(from.read_text(), "hello\nhello\n");
}

#[test]
fn b7_3_half_open_bytes_vanish_both_ways_and_the_end_is_heard_only_afterwards() {
    let mut stage = begin(&[]);
    let (to, from) = pair(&mut stage);
    fault(&mut stage, "blackhole", true, SEND);
    to.write(b"send\n");
    stage.advance(1.0);
    stage.says(&["message\tsend"]);
    fault(&mut stage, "blackhole", true, RECEIVE);
    to.write(b"lost\n");
    to.close();
    stage.advance(60.0);
    stage.says(&[]);
    assert_eq!((from.read_text().as_str(), from.end()), ("", End::Open));
    // What vanished does not come back.
    fault(&mut stage, "blackhole", false, RECEIVE);
    fault(&mut stage, "blackhole", false, SEND);
    stage.says(&["receive\tclosed", "receive\tconnecting"]);
    assert_eq!(from.read_text(), "");
}

#[test]
fn b4_1_no_accept_lets_nobody_in_so_that_the_socket_times_out() {
    let mut stage = begin(&["no_accept"]);
    let client = stage.connect(RECEIVE);
    stage.advance(9.0);
    stage.says(&[]);
    assert_eq!(client.end(), End::Open);
    stage.advance(1.5);
    stage.says(&[
        "receive\ttimeout",
        "send\ttimeout",
        "receive\tconnecting",
        "send\tconnecting",
    ]);
    assert_eq!(client.end(), End::Reset);
}

#[test]
fn b1_6_second_client_waits_and_gets_in_after_the_first() {
    let mut stage = begin(&["second_client"]);
    let client = stage.connect(RECEIVE);
    stage.settle();
    stage.says(&["receive\tconnected"]);
    let told = stage.diagnostics("B1.6");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].0.contains("it has connected to port 50000"));
    client.write(b"still alone\n");
    stage.settle();
    stage.says(&["message\tstill alone"]);
    client.close();
    stage.advance(1.0);
    // B5.1: the plug-in listens anew, which turns away who waits.
    stage.says(&["receive\tclosed", "receive\tconnecting"]);
    let told = stage.diagnostics("B1.7");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].0.contains("it has to leave port 50000"));
}

#[test]
fn b1_6_a_second_client_leaves_when_the_fault_is_over() {
    let mut stage = begin(&["second_client"]);
    let _client = stage.connect(RECEIVE);
    stage.settle();
    let request: FaultRequest = "second_client=false".parse().unwrap();
    stage.host().set_fault(&request).unwrap();
    stage.advance(5.0);
    stage.says(&["receive\tconnected"]);
    assert_eq!(stage.diagnostics("B1.6").len(), 1);
}

#[test]
fn b7_3_killed_neither_end_hears_of_the_other_again() {
    let mut stage = begin(&[]);
    let (to, from) = pair(&mut stage);
    fault(&mut stage, "vanish", true, SEND);
    to.write(b"send\nsend\n");
    from.close();
    stage.advance(60.0);
    stage.says(&["message\tsend", "message\tsend"]);
    assert_eq!(from.read_text(), "");
    assert_eq!(stage.diagnostics("B7.3").len(), 1);
}

#[test]
fn b7_3_killed_from_the_start_hits_the_first_connection_alone() {
    let mut stage = begin(&["vanish@50000"]);
    let (first, _from) = pair(&mut stage);
    first.write(b"lost\n");
    stage.advance(1.0);
    stage.says(&[]);
    assert_eq!(stage.diagnostics("B7.3").len(), 1);
}

#[test]
fn b3_4_reset_both_ends_see_it() {
    let mut stage = begin(&[]);
    let (to, _from) = pair(&mut stage);
    fault(&mut stage, "reset", true, RECEIVE);
    stage.says(&["receive\tclosed", "receive\tconnecting"]);
    assert_eq!(to.end(), End::Reset);
    assert!(!to.is_open());
    let again = stage.connect(RECEIVE);
    again.write(b"back\n");
    stage.settle();
    stage.says(&["receive\tconnected", "message\tback"]);
}

#[test]
fn b3_13_storm_clients_come_and_go_and_a_plug_in_that_reopens_at_once_is_told() {
    let mut stage = begin(&[]);
    let request: FaultRequest = "storm=40@50000".parse().unwrap();
    stage.host().set_fault(&request).unwrap();
    stage.advance(1.0);
    let told = stage.diagnostics("B3.13");
    let texts: Vec<&str> = told.iter().map(|(text, _)| text.as_str()).collect();
    assert!(
        texts.contains(
            &"fault storm: 40 clients connected to port 50000 and left at once, 0 were refused"
        ),
        "{texts:?}"
    );
    assert!(
        texts.iter().any(|text| text.contains("reconnect storm")),
        "{texts:?}"
    );
    let printed = stage.printed();
    let came = printed
        .iter()
        .filter(|l| *l == "receive\tconnected")
        .count();
    assert_eq!(came, 40);
}

#[test]
fn a_restarted_computer_answers_the_next_packet_with_a_reset() {
    let mut stage = begin(&[]);
    let (to, from) = pair(&mut stage);
    from.restart();
    to.write(b"send\n");
    stage.settle();
    stage.says(&["message\tsend"]);
    to.write(b"send\n");
    stage.settle();
    // B3.5: the write after the reset fails.
    stage.says(&["message\tsend", "send\tclosed", "send\tconnecting"]);
}

#[test]
fn b8_2_a_call_into_a_state_that_a_reload_has_left_behind_is_told_once() {
    let mut stage = Setup::files(&[
        (
            "Info.lua",
            "return { LrSdkVersion = 6, LrToolkitIdentifier = 'org.example.a',
                LrInitPlugin = 'Init.lua', LrForceInitPlugin = true }",
        ),
        ("Init.lua", PAIR),
    ])
    .profile(|profile| profile.reload_leak = true)
    .start();
    stage.host().reload("").unwrap();
    stage.settle();
    assert!(stage.diagnostics("B8.2").is_empty());
    let left: Vec<u16> = stage
        .host()
        .socket_summaries()
        .iter()
        .filter(|summary| summary.left_behind)
        .map(|summary| summary.socket.port)
        .collect();
    assert_eq!(left, [RECEIVE, SEND]);
    let client = stage.connect(RECEIVE);
    client.write(b"a\nb\n");
    stage.settle();
    let told = stage.diagnostics("B8.2");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].0.starts_with("onConnected is called"), "{told:?}");
    assert_eq!(told[0].1, "Init.lua:5");
}

#[test]
fn standard_folders_are_made_when_a_plug_in_asks_for_them() {
    let mut stage = Stage::script(
        "local LrPathUtils, LrFileUtils = import 'LrPathUtils', import 'LrFileUtils'
         print(LrFileUtils.exists(LrPathUtils.getStandardFilePath('desktop')))",
    );
    stage.says(&["directory"]);
    let made: Vec<_> = std::fs::read_dir(
        stage
            .plugin_folder()
            .ancestors()
            .find(|folder| folder.join("home").is_dir())
            .unwrap()
            .join("home"),
    )
    .unwrap()
    .map(|entry| entry.unwrap().file_name())
    .collect();
    assert_eq!(made, ["Desktop"]);
}
