//! §4 errors, §5 reconnect.

mod common;

use common::*;
use lrsocket_proto::{Mode, Phase, ReconnectPort, SendReconnect};

#[test]
fn b4_1_no_client_for_ten_seconds_is_a_timeout() {
    for mode in [Mode::Send, Mode::Receive] {
        let mut pair = Pair::new(mode);
        pair.pass(millis(9_999));
        assert_eq!(pair.events(), [Connecting(PORT)]);
        pair.pass(millis(1));
        assert_eq!(pair.events(), [timeout()]);
        assert_eq!(pair.phase(), Phase::Idle);
        assert_eq!(pair.socket.next_deadline(), None);
    }
}

#[test]
fn b4_1_a_client_stops_the_clock() {
    let mut pair = Pair::new(Mode::Receive);
    pair.pass(millis(9_999));
    assert!(pair.connect());
    pair.pass(secs(60));
    assert_eq!(pair.events(), [Connecting(PORT), Connected(PORT)]);
}

#[test]
fn b4_1_accept_timeout() {
    let mut pair = Pair::with(Mode::Send, |p| p.accept_timeout = millis(5));
    pair.pass(millis(5));
    assert_eq!(pair.events(), [Connecting(PORT), timeout()]);
}

#[test]
fn b4_2_a_connected_socket_does_not_time_out() {
    for mode in [Mode::Send, Mode::Receive] {
        let mut pair = Pair::connected(mode);
        pair.pass(secs(1_000_000));
        assert_eq!(pair.events(), []);
        assert_eq!(pair.socket.next_deadline(), None);
    }
}

#[test]
fn b4_2_idle_timeout() {
    let idle = |p: &mut lrsocket_proto::Profile| p.idle_timeout = Some(secs(10));
    let mut sending = Pair::connected_with(Mode::Send, idle);
    let mut receiving = Pair::connected_with(Mode::Receive, idle);
    for _ in 0..5 {
        sending.pass(secs(9));
        sending.send("still here");
        receiving.pass(secs(9));
        receiving.receive("still here\n");
        assert_eq!(receiving.events(), [message("still here")]);
    }
    for pair in [&mut sending, &mut receiving] {
        pair.pass(millis(9_999));
        assert_eq!(pair.events(), []);
        pair.pass(millis(1));
        assert_eq!(pair.events(), [timeout()]);
        assert_eq!(pair.phase(), Phase::Idle);
        assert_eq!(pair.wire.end, Some(End::Dropped));
        assert_eq!(pair.wire.listening, None);
    }
}

#[test]
fn b4_2_lines_that_came_before_the_idle_timeout_are_delivered() {
    let mut pair = Pair::connected_with(Mode::Receive, |p| p.idle_timeout = Some(secs(10)));
    pair.receive("one\ntwo\nthr");
    assert_eq!(pair.event(), Some(message("one")));
    pair.pass(secs(10)); // The callback sleeps.
    assert_eq!(pair.events(), [message("two"), timeout()]);
    assert!(!pair.socket.has_event());
}

#[test]
fn b4_2_a_client_that_has_left_does_not_time_out() {
    let mut pair = Pair::connected_with(Mode::Receive, |p| p.idle_timeout = Some(secs(10)));
    pair.receive("one\ntwo\n");
    pair.client_closes();
    assert_eq!(pair.event(), Some(message("one")));
    pair.pass(secs(10)); // The callback sleeps.
    assert_eq!(pair.events(), [message("two"), Closed]);
}

#[test]
fn b4_3_b4_4_nothing_rearms_by_itself_and_the_port_is_closed() {
    let mut timed_out = Pair::new(Mode::Receive);
    timed_out.pass(secs(10));
    let mut left = Pair::connected(Mode::Receive);
    left.client_closes();
    for pair in [&mut timed_out, &mut left] {
        pair.events();
        assert_eq!(pair.wire.listening, None);
        pair.pass(secs(3600));
        assert!(!pair.connect());
        assert_eq!(pair.events(), []);
        assert_eq!(pair.phase(), Phase::Idle);
    }
}

#[test]
fn b5_1_reconnect_listens_again_for_ten_seconds() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.client_closes();
    assert_eq!(pair.events(), [Closed]);
    pair.pass(secs(100));
    pair.reconnect().unwrap();
    pair.pass(millis(9_999));
    assert_eq!(pair.events(), [Connecting(PORT)]);
    pair.pass(millis(1));
    assert_eq!(pair.events(), [timeout()]);

    pair.reconnect().unwrap();
    assert!(pair.connect());
    pair.receive("again\n");
    assert_eq!(
        pair.events(),
        [Connecting(PORT), Connected(PORT), message("again")]
    );
}

#[test]
fn b5_2_reconnect_drops_the_client_without_telling() {
    for mode in [Mode::Send, Mode::Receive] {
        let mut pair = Pair::connected(mode);
        pair.reconnect().unwrap();
        assert_eq!(pair.wire.end, Some(End::Dropped));
        assert_eq!(pair.events(), [Connecting(PORT)]);
        assert!(pair.connect());
        assert_eq!(pair.events(), [Connected(PORT)]);
    }
}

#[test]
fn b5_3_reconnect_while_listening_restarts_the_clock() {
    let mut pair = Pair::new(Mode::Send);
    pair.pass(secs(9));
    pair.reconnect().unwrap();
    assert_eq!(pair.wire.opened, [PORT, PORT]);
    pair.pass(millis(9_999));
    assert_eq!(pair.events(), [Connecting(PORT)]);
    pair.pass(millis(1));
    assert_eq!(pair.events(), [timeout()]);
}

#[test]
fn b5_3_reconnects_in_one_turn_open_the_port_once() {
    let mut pair = Pair::connected(Mode::Receive);
    for _ in 0..3 {
        pair.socket.reconnect(pair.now).unwrap();
    }
    pair.drive();
    assert_eq!(pair.wire.opened, [PORT, PORT]);
    assert_eq!(pair.events(), [Connecting(PORT)]);
}

#[test]
fn b5_4_reconnect_port_keep() {
    let mut pair = Pair::new(Mode::Receive);
    pair.reconnect().unwrap();
    assert_eq!(pair.events(), [Connecting(PORT)]);
}

#[test]
fn b5_4_reconnect_port_new() {
    let mut pair = Pair::with(Mode::Receive, |p| p.reconnect_port = ReconnectPort::New);
    pair.reconnect().unwrap();
    assert_eq!(pair.events(), [Connecting(PORT + 1)]);
    pair.connect();
    assert_eq!(pair.events(), [Connected(PORT + 1)]);
}

fn client_left(send_reconnect: SendReconnect) -> Pair {
    let mut pair = Pair::connected_with(Mode::Send, |p| p.send_reconnect = send_reconnect);
    pair.client_goes();
    pair.send("anybody?");
    assert_eq!(pair.events(), [Closed]);
    pair
}

#[test]
fn b5_5_send_reconnect_works() {
    let mut pair = client_left(SendReconnect::Works);
    assert_eq!(pair.reconnect(), Ok(secs(0)));
    assert!(pair.connect());
    assert_eq!(pair.events(), [Connecting(PORT), Connected(PORT)]);
    pair.send("there you are");
    assert_eq!(pair.wire.sent, b"there you are");
}

#[test]
fn b5_5_send_reconnect_dead() {
    let mut pair = client_left(SendReconnect::Dead);
    assert_eq!(pair.reconnect(), Ok(secs(0)));
    assert_eq!(pair.wire.listening, Some(PORT), "clients can still connect");
    assert!(!pair.connect(), "and are not served");
    pair.pass(secs(10));
    assert_eq!(pair.events(), [Connecting(PORT), timeout()]);
    pair.reconnect().unwrap();
    assert!(!pair.connect(), "for good");
}

#[test]
fn b5_5_send_reconnect_hang() {
    let mut pair = client_left(SendReconnect::Hang(secs(7)));
    assert_eq!(pair.reconnect(), Ok(secs(7)));
    assert!(pair.connect());
    assert_eq!(pair.reconnect(), Ok(secs(0)), "this client has not left");
}

#[test]
fn b5_5_only_after_a_client_has_left() {
    for mode in [Mode::Send, Mode::Receive] {
        let mut pair = Pair::with(mode, |p| p.send_reconnect = SendReconnect::Dead);
        pair.pass(secs(10));
        pair.reconnect().unwrap();
        assert!(pair.connect());
        if mode == Mode::Receive {
            pair.client_closes();
        }
        pair.events();
        pair.reconnect().unwrap();
        assert!(pair.connect());
    }
}

#[test]
fn b5_6_the_port_is_free_at_once() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.close();
    assert_eq!(pair.wire.listening, None);
    assert!(pair.socket.is_finished());
}

#[test]
fn b5_6_port_linger() {
    let lingering = |mode| Pair::with(mode, |p| p.port_linger = secs(2));
    let mut connected = lingering(Mode::Receive);
    connected.connect();
    let mut unsent = lingering(Mode::Send);
    unsent.connect();
    unsent.wire.room = 0;
    unsent.send("unread");
    for pair in [&mut lingering(Mode::Send), &mut connected, &mut unsent] {
        pair.close();
        pair.pass(millis(1_999));
        assert_eq!(pair.wire.listening, Some(PORT));
        assert!(!pair.connect());
        assert!(!pair.socket.is_finished());
        pair.pass(millis(1));
        assert_eq!(pair.wire.listening, None);
        assert!(!pair.wire.attached);
        assert!(pair.socket.is_finished());
    }
}
