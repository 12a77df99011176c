//! A switch of the profile is changed while the socket lives: what holds from when on.

mod common;

use common::*;
use lrsocket_proto::{
    Ack, CarriageReturn, Config, Mode, Phase, Profile, ReceiveSeesClose, ReconnectPort,
    RequestedPort, SendReconnect, SendSeesClose, TrailingLine, UnconnectedSend,
};

/// Changes the profile, as a person does while the socket waits.
fn switch(pair: &mut Pair, change: impl FnOnce(&mut Profile)) {
    let mut profile = pair.socket.profile().clone();
    change(&mut profile);
    pair.socket.set_profile(profile);
    pair.drive();
}

#[test]
fn b4_1_accept_timeout_counts_from_when_listening_began() {
    let mut pair = Pair::new(Mode::Receive);
    pair.pass(secs(3));
    switch(&mut pair, |p| p.accept_timeout = secs(5));
    pair.pass(millis(1900));
    assert_eq!(pair.events(), [Connecting(PORT)]);
    pair.pass(millis(100));
    assert_eq!(pair.events(), [timeout()]);
}

#[test]
fn b4_2_idle_timeout_counts_from_the_last_byte() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.pass(secs(60));
    switch(&mut pair, |p| p.idle_timeout = Some(secs(10)));
    pair.pass(secs(0));
    assert_eq!(pair.events(), [timeout()]);
}

#[test]
fn b3_4_a_close_that_was_not_seen_is_seen_now() {
    let mut pair = Pair::connected_with(Mode::Receive, |p| {
        p.receive_sees_close = ReceiveSeesClose::Never;
    });
    pair.client_closes();
    assert_eq!(pair.events(), []);
    switch(&mut pair, |p| {
        p.receive_sees_close = ReceiveSeesClose::Prompt;
    });
    assert_eq!(pair.events(), [Closed]);
    assert_eq!(pair.phase(), Phase::Idle);
}

#[test]
fn b3_5_a_client_that_left_unseen_is_gone_now() {
    let mut pair = Pair::connected(Mode::Send);
    pair.client_closes();
    assert_eq!(pair.events(), []);
    switch(&mut pair, |p| p.send_sees_close = SendSeesClose::Never);
    assert_eq!(pair.events(), []);
    switch(&mut pair, |p| p.send_sees_close = SendSeesClose::Prompt);
    assert_eq!(pair.events(), [Closed]);
}

#[test]
fn b3_5_a_write_that_failed_unseen_is_seen_now() {
    let mut pair = Pair::connected_with(Mode::Send, |p| p.send_sees_close = SendSeesClose::Never);
    pair.client_goes();
    pair.send("into the void");
    assert_eq!(pair.events(), []);
    switch(&mut pair, |p| p.send_sees_close = SendSeesClose::OnWrite);
    assert_eq!(pair.events(), [Closed]);
}

#[test]
fn b5_5_a_dead_socket_lives_again() {
    let mut pair = Pair::connected_with(Mode::Send, |p| p.send_sees_close = SendSeesClose::Prompt);
    switch(&mut pair, |p| p.send_reconnect = SendReconnect::Dead);
    pair.client_closes();
    pair.reconnect().unwrap();
    assert!(!pair.connect());
    switch(&mut pair, |p| p.send_reconnect = SendReconnect::Works);
    assert!(pair.connect());
}

#[test]
fn b5_4_reconnect_port_holds_from_the_next_reconnect() {
    let config = Config::new(Mode::Receive, RequestedPort::ANY);
    let mut pair = Pair::bind(config, |_| {});
    switch(&mut pair, |p| p.reconnect_port = ReconnectPort::New);
    assert_eq!(pair.events(), [Connecting(PORT)]);
    pair.reconnect().unwrap();
    assert_ne!(pair.events(), [Connecting(PORT)]);
}

#[test]
fn b5_6_and_b7_7_port_linger_and_close_stall_hold_from_the_next_close() {
    let mut pair = Pair::new(Mode::Receive);
    switch(&mut pair, |p| {
        p.port_linger = secs(2);
        p.close_stall = secs(3);
    });
    assert_eq!(
        pair.close(),
        lrsocket_proto::Close::Closed { stall: secs(3) }
    );
    assert_eq!(pair.wire.listening, Some(PORT));
    // The port that lingers already does so for as long as it was to.
    switch(&mut pair, |p| p.port_linger = secs(0));
    pair.pass(millis(1900));
    assert_eq!(pair.wire.listening, Some(PORT));
    pair.pass(millis(100));
    assert_eq!(pair.wire.listening, None);
}

#[test]
fn b6_1_b6_4_and_b6_7_hold_for_lines_that_are_not_delivered_yet() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.receive("a\r\r\nb");
    switch(&mut pair, |p| {
        p.cr = CarriageReturn::StripAll;
        p.trailing_line = TrailingLine::Deliver;
        p.ack = Ack::Crlf;
    });
    assert_eq!(pair.event(), Some(message("a")));
    pair.receive("c\n");
    assert_eq!(pair.event(), Some(message("bc")));
    assert_eq!(pair.wire.sent, b"ok\nok\r\n");
    pair.receive("end");
    pair.client_closes();
    assert_eq!(pair.events(), [message("end"), Closed]);
}

#[test]
fn b6_7_answers_that_wait_are_dropped_when_their_form_changes() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.wire.room = 0;
    pair.receive("a\nb\n");
    assert_eq!(pair.events().len(), 2);
    for ack in [Ack::Off, Ack::Crlf] {
        switch(&mut pair, |p| p.ack = ack);
        assert_eq!(pair.socket.transmit(), b"");
    }
    pair.close(); // Nothing is left to be written.
    assert_eq!(pair.wire.sent, b"");
}

#[test]
fn b6_5_a_line_that_is_too_long_now_costs_the_client() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.receive("0123456789");
    switch(&mut pair, |p| p.max_line = 4);
    assert_eq!(pair.events(), [Closed]);
}

#[test]
fn b6_9_b7_2_and_b7_4_hold_at_once() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.receive("one\n");
    assert!(pair.socket.read_wanted());
    switch(&mut pair, |p| p.receive_window = 1);
    assert!(!pair.socket.read_wanted());

    let mut pair = Pair::new(Mode::Send);
    switch(&mut pair, |p| p.unconnected_send = UnconnectedSend::Drop);
    pair.send("dropped");
    assert!(pair.connect());
    assert_eq!(pair.wire.sent, b"");
    switch(&mut pair, |p| p.send_window = 3);
    pair.send("long");
    pair.send("yes");
    assert_eq!(pair.wire.sent, b"yes");
}

#[test]
fn b1_3_also_ipv6_holds_from_the_next_listening() {
    let mut pair = Pair::new(Mode::Receive);
    switch(&mut pair, |p| p.also_ipv6 = true);
    assert!(!pair.wire.also_ipv6);
    pair.reconnect().unwrap();
    assert!(pair.wire.also_ipv6);
}
