//! §6 receiving.

mod common;

use common::*;
use lrsocket_proto::{Ack, CarriageReturn, Diagnostic, Mode, Phase, Profile, TrailingLine};

#[test]
fn b6_1_lines_come_in_order_without_their_terminator() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.receive("one\ntwo\r\nth\rree\n\rfour\r\r\n");
    assert_eq!(
        pair.events(),
        ["one", "two", "th\rree", "\rfour\r"].map(message)
    );
}

#[test]
fn b6_1_cr_strip_all() {
    let mut pair = Pair::connected_with(Mode::Receive, |p| p.cr = CarriageReturn::StripAll);
    pair.receive("one\r\r\r\ntw\ro\r\n");
    assert_eq!(pair.events(), ["one", "tw\ro"].map(message));
}

#[test]
fn b6_2_an_empty_line_is_a_message() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.receive("\n\r\n\n");
    assert_eq!(pair.events(), ["", "", ""].map(message));
    assert_eq!(pair.wire.sent, b"ok\nok\nok\n");
}

#[test]
fn b6_3_a_partial_line_waits_over_any_number_of_packets() {
    let mut pair = Pair::connected(Mode::Receive);
    for byte in b"Exposure = 1\r" {
        pair.receive([*byte]);
        pair.pass(secs(1));
        assert_eq!(pair.events(), []);
    }
    pair.receive("\nCon");
    assert_eq!(pair.events(), [message("Exposure = 1")]);
    pair.receive("trast\n");
    assert_eq!(pair.events(), [message("Contrast")]);
}

#[test]
fn b6_4_trailing_line_drop() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.receive("one\ntwo");
    pair.client_closes();
    assert_eq!(pair.events(), [message("one"), Closed]);
    assert!(pair.said(&Diagnostic::TrailingBytesDropped { count: 3 }));
    assert_eq!(pair.wire.sent, b"ok\n");
}

#[test]
fn b6_4_trailing_line_deliver() {
    let mut pair = Pair::connected_with(Mode::Receive, |p| {
        p.trailing_line = TrailingLine::Deliver;
    });
    pair.receive("one\ntwo\r");
    pair.client_closes();
    assert_eq!(pair.events(), [message("one"), message("two"), Closed]);
    assert_eq!(pair.diagnostics, []);
    assert_eq!(pair.wire.sent, b"ok\nok\n");
}

#[test]
fn b6_5_sixteen_mebibytes_pass() {
    let mut pair = Pair::connected(Mode::Receive);
    let line = vec![b'x'; 16 << 20];
    for packet in line.chunks(1 << 16) {
        assert!(pair.receive(packet), "a line beyond the window is read on");
    }
    pair.receive("\n");
    assert!(pair.events() == [message(line)]);
}

fn at_most_ten(p: &mut Profile) {
    p.max_line = 10;
}

#[test]
fn b6_5_max_line() {
    let mut pair = Pair::connected_with(Mode::Receive, at_most_ten);
    pair.receive("0123456789\n0123456789");
    assert_eq!(pair.events(), [message("0123456789")]);
    assert_eq!(pair.phase(), Phase::Connected);
    pair.receive("x");
    assert_eq!(pair.wire.end, Some(End::Dropped));
    assert_eq!(pair.wire.listening, None);
    assert_eq!(pair.events(), [Closed]);
    assert!(pair.said(&Diagnostic::LineTooLong { max_line: 10 }));
    assert!(!pair.socket.has_event());
}

#[test]
fn b6_5_the_lines_before_one_that_is_too_long_are_delivered() {
    for packet in ["one\ntwo\n01234567890\nthree\n", "one\ntwo\n01234567890"] {
        let mut pair = Pair::connected_with(Mode::Receive, at_most_ten);
        pair.receive(packet);
        assert_eq!(pair.events(), [message("one"), message("two"), Closed]);
        assert!(pair.said(&Diagnostic::LineTooLong { max_line: 10 }));
        pair.reconnect().unwrap();
        assert_eq!(pair.events(), [Connecting(PORT)]);
    }
}

#[test]
fn b6_6_bytes_are_bytes() {
    let mut pair = Pair::connected(Mode::Receive);
    let line: Vec<u8> = (0..=255).filter(|&byte| byte != b'\n').collect();
    pair.receive([&line[..], b"\n"].concat());
    assert_eq!(pair.events(), [message(line)]);
}

#[test]
fn b6_7_the_acknowledgement_goes_before_the_callback() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.receive("one\ntwo\nthr");
    for taken in 1..=2 {
        assert!(pair.socket.has_event());
        pair.drive();
        assert_eq!(pair.wire.sent, b"ok\n".repeat(taken));
        assert!(matches!(pair.event(), Some(Told::Message(_))));
    }
    assert!(!pair.socket.has_event());
    assert_eq!(pair.wire.sent, b"ok\nok\n", "not for a part of a line");
}

#[test]
fn b6_7_ack_crlf() {
    let mut pair = Pair::connected_with(Mode::Receive, |p| p.ack = Ack::Crlf);
    pair.receive("one\ntwo\n");
    pair.events();
    assert_eq!(pair.wire.sent, b"ok\r\nok\r\n");
}

#[test]
fn b6_7_ack_off() {
    let mut pair = Pair::connected_with(Mode::Receive, |p| p.ack = Ack::Off);
    pair.receive("one\ntwo\n");
    pair.client_closes();
    assert_eq!(pair.events(), [message("one"), message("two"), Closed]);
    assert_eq!(pair.wire.sent, b"");
    assert_eq!(pair.diagnostics, []);
}

#[test]
fn b6_7_a_client_that_does_not_read_does_not_stall_delivery() {
    const LINES: usize = 200_000;
    let mut pair = Pair::connected(Mode::Receive);
    pair.wire.room = 4; // An acknowledgement is cut in two.
    for _ in 0..LINES / 1000 {
        assert!(pair.receive("x\n".repeat(1000)));
        assert_eq!(pair.events().len(), 1000);
    }
    assert_eq!(pair.diagnostics, [Diagnostic::AcksDropped], "said once");
    pair.wire.room = usize::MAX;
    pair.receive("x\n");
    assert_eq!(pair.events().len(), 1);
    let sent = &pair.wire.sent;
    assert!(sent.len() < 3 * LINES / 2, "bounded");
    assert_eq!(*sent, b"ok\n".repeat(sent.len() / 3), "whole ones");
}

#[test]
fn b6_7_a_client_that_cannot_be_written_to_is_still_heard() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.wire.broken = true;
    for line in ["one", "two"] {
        pair.receive(format!("{line}\n"));
        assert_eq!(pair.events(), [message(line)]);
        assert!(pair.socket.transmit().is_empty());
    }
    pair.client_closes();
    assert_eq!(pair.events(), [Closed]);
}

/// Of lines that come together, all but the first wait for the next write.
#[test]
fn b6_7_reconnect_does_not_take_back_an_acknowledgement() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.receive("one\ntwo\n");
    for _ in 0..2 {
        assert!(pair.socket.poll_event().is_some());
    }
    pair.reconnect().unwrap(); // In the callback of "two".
    assert_eq!(pair.wire.sent, b"ok\nok\n");
}

#[test]
fn b6_7_a_line_that_is_too_long_does_not_take_back_an_acknowledgement() {
    let mut pair = Pair::connected_with(Mode::Receive, |p| p.max_line = 5);
    pair.receive("one\ntwo\nfourteen");
    while pair.socket.poll_event().is_some() {}
    pair.drive();
    assert_eq!(pair.phase(), Phase::Idle);
    assert_eq!(pair.wire.sent, b"ok\nok\n");
}

#[test]
fn b6_8_bytes_to_a_send_socket_are_not_delivered() {
    let mut pair = Pair::connected(Mode::Send);
    for _ in 0..3 {
        pair.receive("hello\n");
    }
    assert_eq!(pair.events(), []);
    assert_eq!(pair.wire.sent, b"");
    assert_eq!(
        pair.diagnostics,
        [Diagnostic::BytesToSendSocket { count: 6 }]
    );
    pair.send("still works");
    assert_eq!(pair.wire.sent, b"still works");
}

#[test]
fn b6_8_acknowledgements_to_a_send_socket_are_nothing_to_report() {
    let mut pair = Pair::connected(Mode::Send);
    for bytes in ["ok\n", "ok\r\nok\n", "o", "k", "\r", "\n", "ok"] {
        pair.receive(bytes);
    }
    assert_eq!(pair.diagnostics, []);
    pair.receive("ay\n");
    assert_eq!(
        pair.diagnostics,
        [Diagnostic::BytesToSendSocket { count: 5 }]
    );
}

#[test]
fn b6_9_receive_window() {
    let mut pair = Pair::connected_with(Mode::Receive, |p| p.receive_window = 100);
    let mut read = 0;
    while pair.receive("0123456789\n") {
        read += 1;
    }
    assert_eq!(read, 10);
    pair.receive("lost, if the driver did not ask");
    assert_eq!(pair.event(), Some(message("0123456789")));
    assert!(pair.receive("more\n"), "there is room again");
    assert_eq!(pair.events().len(), read);
}

#[test]
fn b6_9_the_window_is_a_mebibyte() {
    let mut pair = Pair::connected(Mode::Receive);
    let packet = [&[b'x'; 1023][..], b"\n"].concat();
    let read = (0..2000).take_while(|_| pair.receive(&packet)).count();
    assert_eq!(read, 1024);
    assert_eq!(pair.events().len(), read);
}
