//! §7 send and close.

mod common;

use common::*;
use lrsocket_proto::{Close, Diagnostic, Mode, SocketClosed, UnconnectedSend};

#[test]
fn b7_1_bytes_are_sent_as_they_are_and_in_order() {
    let mut pair = Pair::connected(Mode::Send);
    for bytes in [&b"one"[..], b"", b"\n\0\xff", b"two\r\n"] {
        pair.send(bytes);
    }
    assert_eq!(pair.wire.sent, b"one\n\0\xfftwo\r\n");
}

#[test]
fn b7_1_sending_is_buffered_and_nothing_is_lost_to_short_writes() {
    let mut pair = Pair::connected(Mode::Send);
    let mut expected = Vec::new();
    for n in 0..10_000 {
        let line = format!("{n}\n");
        pair.wire.room = n % 13;
        pair.send(&line);
        expected.extend_from_slice(line.as_bytes());
    }
    pair.wire.room = usize::MAX;
    pair.drive();
    assert!(pair.wire.sent == expected);
}

#[test]
fn b7_2_unconnected_send_queue() {
    let mut pair = Pair::new(Mode::Send);
    pair.send("one ");
    pair.connect();
    pair.send("two");
    assert_eq!(pair.wire.sent, b"one two");
    assert_eq!(pair.diagnostics, []);
}

#[test]
fn b7_2_what_waits_survives_timeouts_and_reconnects() {
    let mut pair = Pair::new(Mode::Send);
    pair.send("one ");
    pair.pass(secs(10));
    pair.send("two ");
    pair.reconnect().unwrap();
    pair.send("three");
    pair.connect();
    assert_eq!(pair.wire.sent, b"one two three");
}

#[test]
fn b7_2_the_oldest_are_dropped_first() {
    let mut pair = Pair::new(Mode::Send);
    pair.send("the first");
    let block = vec![b'x'; 1 << 19];
    pair.send(&block);
    assert_eq!(pair.diagnostics, []);
    pair.send(&block);
    assert!(pair.said(&Diagnostic::WaitingDropped { count: 1 }));
    pair.connect();
    assert!(pair.wire.sent == block.repeat(2));
}

#[test]
fn b7_2_unconnected_send_drop() {
    let mut pair = Pair::with(Mode::Send, |p| {
        p.unconnected_send = UnconnectedSend::Drop;
    });
    pair.send("one");
    pair.send("two");
    assert_eq!(pair.diagnostics, [Diagnostic::SentToNobody]);
    pair.connect();
    pair.send("three");
    assert_eq!(pair.wire.sent, b"three");
}

#[test]
fn b7_3_to_a_client_that_has_gone_it_is_lost_silently() {
    let mut pair = Pair::connected(Mode::Send);
    pair.client_closes();
    pair.send("into the void");
    pair.send("again");
    assert_eq!(pair.events(), []);
    assert_eq!(pair.diagnostics, [Diagnostic::SentToVoid]);
}

#[test]
fn b7_4_send_window() {
    let mut pair = Pair::connected_with(Mode::Send, |p| p.send_window = 10);
    pair.wire.room = 0;
    for message in ["01234", "56789", "x", "y"] {
        pair.send(message);
    }
    assert_eq!(
        pair.diagnostics,
        [Diagnostic::SendWindowFull { message: 1 }]
    );
    pair.wire.room = 3;
    pair.drive();
    pair.send("abc");
    pair.wire.room = usize::MAX;
    pair.drive();
    assert_eq!(pair.wire.sent, b"0123456789abc");
}

#[test]
fn b7_5_send_on_a_receive_socket_does_nothing() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.send("hello");
    pair.send("hello");
    assert_eq!(pair.wire.sent, b"");
    assert_eq!(pair.events(), []);
    assert_eq!(pair.diagnostics, [Diagnostic::SendOnReceive]);
}

/// A client that reads nothing, and a message for it.
fn unread() -> Pair {
    let mut pair = Pair::connected(Mode::Send);
    pair.wire.room = 0;
    pair.send("last words");
    pair
}

#[test]
fn b7_7_close_writes_what_is_queued_and_then_fin() {
    let mut pair = unread();
    pair.close();
    assert!(pair.wire.attached);
    assert_eq!(pair.wire.listening, None, "the port is free already");
    assert!(!pair.socket.is_finished());
    pair.wire.room = 4;
    pair.drive();
    pair.pass(millis(999));
    pair.wire.room = usize::MAX;
    pair.drive();
    assert_eq!(pair.wire.sent, b"last words");
    assert_eq!(pair.wire.end, Some(End::Finished));
    assert_eq!(pair.diagnostics, []);
    assert!(pair.socket.is_finished());
}

#[test]
fn b7_7_close_gives_up_after_a_second() {
    let mut pair = unread();
    pair.close();
    pair.pass(secs(1));
    assert_eq!(pair.wire.end, Some(End::Dropped));
    assert!(pair.said(&Diagnostic::UnsentDropped { count: 10 }));
    assert!(pair.socket.is_finished());
}

#[test]
fn b7_7_close_gives_up_when_writing_fails() {
    let mut pair = unread();
    pair.close();
    pair.wire.broken = true;
    pair.wire.room = usize::MAX;
    pair.drive();
    assert_eq!(pair.wire.end, Some(End::Dropped));
    assert!(pair.socket.is_finished());
}

#[test]
fn b7_7_a_client_that_closes_its_direction_still_gets_what_is_queued() {
    for closes_before in [true, false] {
        let mut pair = unread();
        if closes_before {
            pair.client_closes();
        }
        pair.close();
        assert_eq!(pair.socket.read_wanted(), !closes_before);
        if !closes_before {
            assert!(pair.receive("nobody reads this"));
            pair.client_closes();
        }
        assert!(!pair.socket.read_wanted(), "the end is read once");
        pair.wire.room = usize::MAX;
        pair.drive();
        assert_eq!(pair.wire.sent, b"last words");
        assert_eq!(pair.wire.end, Some(End::Finished));
    }
}

#[test]
fn b7_7_close_of_a_receive_socket_writes_its_acknowledgements() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.socket.read_buffer().extend_from_slice(b"one\n");
    pair.socket.handle_received(pair.now);
    pair.close();
    assert_eq!(pair.wire.sent, b"ok\n");
    assert_eq!(pair.wire.end, Some(End::Finished));
}

#[test]
fn b7_7_close_twice_is_fine() {
    let mut pair = unread();
    assert_ne!(pair.close(), Close::Already);
    assert_eq!(pair.close(), Close::Already);
    pair.pass(millis(500));
    assert_eq!(pair.close(), Close::Already);
    pair.pass(millis(500));
    assert!(
        pair.socket.is_finished(),
        "the second has not moved the end"
    );
}

#[test]
fn b7_7_close_stall() {
    let mut pair = Pair::with(Mode::Send, |p| p.close_stall = secs(10));
    assert_eq!(pair.close(), Close::Closed { stall: secs(10) });
}

#[test]
fn b7_8_a_closed_socket_refuses_calls() {
    let mut pair = Pair::connected(Mode::Send);
    pair.close();
    let now = pair.now;
    assert_eq!(pair.socket.send(b"late", now), Err(SocketClosed));
    assert_eq!(pair.reconnect(), Err(SocketClosed));
    assert_eq!(SocketClosed.to_string(), "the socket is closed");
    assert_eq!(pair.wire.listening, None);
}
