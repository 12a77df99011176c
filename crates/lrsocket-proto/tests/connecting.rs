//! §1 roles, §2 bind, §3 states.

mod common;

use common::*;
use lrsocket_proto::{
    Address, Close, Config, Diagnostic, Mode, Phase, PortError, Profile, ReceiveSeesClose,
    RequestedPort, SendSeesClose, SocketAction, SocketError,
};

#[test]
fn b1_1_both_modes_listen() {
    for mode in [Mode::Send, Mode::Receive] {
        let mut pair = Pair::new(mode);
        assert_eq!(pair.wire.listening, Some(PORT));
        assert_eq!(pair.events(), [Connecting(PORT)]);
        assert_eq!(pair.phase(), Phase::Listening);
    }
}

#[test]
fn b1_3_ipv6_only_if_the_profile_says_so() {
    assert!(!Pair::new(Mode::Receive).wire.also_ipv6);
    assert!(
        Pair::with(Mode::Receive, |p| p.also_ipv6 = true)
            .wire
            .also_ipv6
    );
}

fn at_address(address: &str) -> Pair {
    let config = Config {
        address: Address::new(address),
        ..Config::new(Mode::Receive, RequestedPort::new(4000))
    };
    Pair::bind(config, |_| {})
}

#[test]
fn b1_4_spellings_of_loopback_are_addresses() {
    for address in ["localhost", "127.0.0.1", "::1"] {
        assert_eq!(
            at_address(address).events(),
            [Connecting(4000)],
            "{address}"
        );
    }
}

#[test]
fn b1_5_another_address_fails_to_open_and_opens_nothing() {
    for address in ["0.0.0.0", "192.168.1.2", "example.com", ""] {
        let mut pair = at_address(address);
        let events = pair.events();
        let [Told::Error(error)] = &events[..] else {
            panic!("{events:?}");
        };
        assert_eq!(error.to_string(), format!("failed to open {address}:4000"));
        assert_eq!(pair.wire.opened, []);

        assert!(pair.reconnect().is_ok());
        assert_eq!(pair.events(), events);
    }
}

#[test]
fn b1_6_nothing_is_accepted_while_a_client_is_there() {
    let mut pair = Pair::connected(Mode::Receive);
    assert!(!pair.connect());
    assert_eq!(pair.wire.listening, Some(PORT), "the system lets them wait");
    assert_eq!(pair.events(), []);
}

#[test]
fn b1_7_reconnect_reopens_the_listener() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.socket.reconnect(pair.now).unwrap();
    let actions: Vec<_> = std::iter::from_fn(|| pair.socket.poll_action()).collect();
    let port = RequestedPort::new(PORT);
    assert_eq!(
        actions,
        [
            SocketAction::StopListening,
            SocketAction::Disconnect,
            SocketAction::Listen {
                port,
                also_ipv6: false
            }
        ]
    );
}

#[test]
fn b1_8_the_port_that_the_system_chose_is_told() {
    let mut pair = Pair::new(Mode::Receive);
    assert_eq!(pair.socket.port(), Some(PORT));
    assert_eq!(pair.event(), Some(Connecting(PORT)));
}

#[test]
fn b1_9_ports_are_whole_numbers_of_sixteen_bits() {
    assert_eq!(RequestedPort::from_number(0.0), Ok(RequestedPort::ANY));
    assert_eq!(
        RequestedPort::from_number(65535.0),
        Ok(RequestedPort::new(65535))
    );
    for (number, error) in [
        (-1.0, PortError::OutOfRange),
        (65536.0, PortError::OutOfRange),
        (1e300, PortError::OutOfRange),
        (4000.5, PortError::NotWhole),
        (f64::NAN, PortError::NotWhole),
        (f64::INFINITY, PortError::NotWhole),
    ] {
        assert_eq!(RequestedPort::from_number(number), Err(error), "{number}");
    }
}

#[test]
fn b1_10_a_busy_port_fails_to_open_later() {
    let config = Config::new(Mode::Send, RequestedPort::new(4000));
    let mut pair = Pair::bind_undriven(config, |_| {});
    pair.wire.busy = true;
    assert_eq!(pair.events(), [], "bind did not raise");
    let events = pair.events();
    let [Told::Error(error)] = &events[..] else {
        panic!("{events:?}");
    };
    assert_eq!(error.to_string(), "failed to open localhost:4000");
    assert_eq!(pair.phase(), Phase::Idle);

    pair.wire.busy = false;
    pair.reconnect().unwrap();
    assert_eq!(pair.events(), [Connecting(4000)]); // B4.3
}

#[test]
fn b2_3_modes_have_two_spellings() {
    assert_eq!(Mode::parse(b"send"), Some(Mode::Send));
    assert_eq!(Mode::parse(b"receive"), Some(Mode::Receive));
    for text in ["Send", "recv", "", "send "] {
        assert_eq!(Mode::parse(text.as_bytes()), None, "{text}");
    }
}

#[test]
fn b2_4_the_address_is_localhost_unless_given() {
    let pair = Pair::new(Mode::Send);
    assert_eq!(pair.socket.config().address.as_str(), "localhost");
    assert_eq!(at_address("::1").socket.config().address.as_str(), "::1");
}

#[test]
fn b3_1_every_listen_is_told_with_its_port() {
    let mut pair = Pair::new(Mode::Send);
    assert_eq!(pair.events(), [Connecting(PORT)]);
    for _ in 0..3 {
        pair.reconnect().unwrap();
        assert_eq!(pair.events(), [Connecting(PORT)]);
    }
}

#[test]
fn b3_2_nothing_is_told_before_the_driver_had_its_turn() {
    let config = Config::new(Mode::Receive, RequestedPort::ANY);
    let mut pair = Pair::bind_undriven(config, |_| {});
    assert_eq!(pair.socket.poll_event(), None);
    pair.drive();
    assert_eq!(pair.events(), [Connecting(PORT)]);

    pair.socket.reconnect(pair.now).unwrap();
    assert_eq!(pair.socket.poll_event(), None);
    pair.drive();
    assert_eq!(pair.events(), [Connecting(PORT)]);
}

#[test]
fn b3_3_a_client_is_told_with_the_listening_port() {
    for mode in [Mode::Send, Mode::Receive] {
        let mut pair = Pair::new(mode);
        assert!(pair.connect());
        assert_eq!(pair.events(), [Connecting(PORT), Connected(PORT)]);
        assert_eq!(pair.phase(), Phase::Connected);
    }
}

#[test]
fn b3_4_the_lines_come_before_the_close() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.receive("one\ntwo\n");
    pair.client_closes();
    assert_eq!(pair.phase(), Phase::Connected, "until it is told");
    assert_eq!(pair.events(), [message("one"), message("two"), Closed]);
    assert_eq!(pair.phase(), Phase::Idle);
    assert_eq!(pair.wire.listening, None); // B4.4
    assert_eq!(pair.wire.sent, b"ok\nok\n"); // B6.7
    assert_eq!(pair.wire.end, Some(End::Finished));
}

#[test]
fn b3_4_receive_sees_close_never() {
    let mut pair = Pair::connected_with(Mode::Receive, |p| {
        p.receive_sees_close = ReceiveSeesClose::Never;
    });
    pair.receive("one\n");
    pair.client_closes();
    pair.pass(secs(3600));
    assert_eq!(pair.events(), [message("one")]);
    assert_eq!(pair.phase(), Phase::Connected);
    assert!(!pair.socket.read_wanted(), "there is nothing more to read");
    pair.reconnect().unwrap();
    assert_eq!(pair.events(), [Connecting(PORT)]);
}

#[test]
fn b3_4_receive_sees_close_unless_reset() {
    let unless_reset = |p: &mut Profile| p.receive_sees_close = ReceiveSeesClose::UnlessReset;
    let mut pair = Pair::connected_with(Mode::Receive, unless_reset);
    pair.receive("one\n");
    pair.client_closes();
    assert_eq!(pair.events(), [message("one"), Closed]);

    let mut pair = Pair::connected_with(Mode::Receive, unless_reset);
    pair.socket.handle_peer_reset();
    pair.pass(secs(3600));
    assert_eq!(pair.events(), []);
    assert_eq!(pair.phase(), Phase::Connected);
}

#[test]
fn b3_5_nothing_happens_until_a_write_fails() {
    let mut pair = Pair::connected(Mode::Send);
    pair.client_goes();
    pair.pass(secs(45));
    assert_eq!(pair.events(), []);
    pair.send("anybody?");
    assert_eq!(pair.events(), [Closed]);
    assert_eq!(pair.phase(), Phase::Idle);
    assert_eq!(pair.wire.listening, None); // B4.4
    pair.send("anybody?");
    assert_eq!(pair.events(), [], "once");
}

#[test]
fn b3_5_send_sees_close_prompt() {
    let mut pair = Pair::connected_with(Mode::Send, |p| {
        p.send_sees_close = SendSeesClose::Prompt;
    });
    pair.client_closes();
    assert_eq!(pair.events(), [Closed]);
    assert_eq!(pair.phase(), Phase::Idle);
    assert_eq!(pair.wire.listening, None);
}

#[test]
fn b3_5_send_sees_close_never() {
    let mut pair = Pair::connected_with(Mode::Send, |p| {
        p.send_sees_close = SendSeesClose::Never;
    });
    pair.client_goes();
    for _ in 0..3 {
        pair.send("anybody?");
        pair.pass(secs(60));
    }
    assert_eq!(pair.events(), []);
    assert_eq!(pair.phase(), Phase::Connected);
    assert!(pair.socket.transmit().is_empty(), "nothing piles up");
}

#[test]
fn b3_6_close_is_final_and_counts_once() {
    let closed = Close::Closed { stall: secs(0) };
    let mut listening = Pair::new(Mode::Receive);
    let mut idle = Pair::new(Mode::Send);
    idle.pass(secs(10));
    for pair in [&mut listening, &mut idle, &mut Pair::connected(Mode::Send)] {
        assert_eq!(pair.close(), closed);
        assert_eq!(pair.close(), Close::Already);
        assert_eq!(pair.phase(), Phase::Closed);
        assert_eq!(pair.wire.listening, None);
        assert!(pair.socket.is_finished());
    }
}

#[test]
fn b3_6_a_close_before_the_driver_had_its_turn_opens_nothing() {
    let config = Config::new(Mode::Receive, RequestedPort::ANY);
    let mut pair = Pair::bind_undriven(config, |_| {});
    pair.close();
    assert_eq!(pair.wire.opened, []);
    assert!(pair.socket.is_finished());
}

#[test]
fn b3_7_no_close_after_an_error() {
    let mut pair = Pair::connected_with(Mode::Receive, |p| p.idle_timeout = Some(secs(10)));
    pair.pass(secs(10));
    pair.client_closes();
    pair.pass(secs(60));
    assert_eq!(pair.events(), [timeout()]);
}

#[test]
fn b3_8_events_wait_until_they_are_taken() {
    let mut pair = Pair::new(Mode::Receive);
    pair.connect();
    pair.receive("one\n");
    pair.client_closes();
    for expected in [Connecting(PORT), Connected(PORT), message("one"), Closed] {
        assert!(pair.socket.has_event());
        pair.pass(secs(100));
        assert_eq!(pair.event(), Some(expected));
    }
    assert!(!pair.socket.has_event());
}

#[test]
fn b3_12_nothing_is_told_after_close() {
    let mut pair = Pair::new(Mode::Receive);
    pair.connect();
    pair.receive("one\ntwo\n");
    pair.client_closes();
    pair.close();
    pair.pass(secs(60));
    assert_eq!(pair.events(), []);
}

#[test]
fn b3_12_events_of_before_do_not_survive_reconnect() {
    let mut pair = Pair::connected(Mode::Receive);
    pair.receive("one\ntwo\nthr");
    assert_eq!(pair.event(), Some(message("one")));
    pair.reconnect().unwrap();
    pair.connect();
    pair.receive("ee\nfour\n");
    assert_eq!(
        pair.events(),
        [
            Connecting(PORT),
            Connected(PORT),
            message("ee"),
            message("four")
        ]
    );
    assert_eq!(pair.wire.sent, b"ok\nok\n", "nor do its acknowledgements");
}

#[test]
fn b3_12_an_error_of_before_does_not_survive_reconnect() {
    let mut pair = Pair::new(Mode::Send);
    pair.pass(secs(10));
    pair.reconnect().unwrap();
    assert_eq!(pair.events(), [Connecting(PORT)]);
}

#[test]
fn b3_13_a_reconnect_storm_is_reported_once() {
    let mut pair = Pair::new(Mode::Receive);
    for _ in 0..20 {
        pair.reconnect().unwrap();
        pair.pass(millis(10));
    }
    assert_eq!(pair.diagnostics, []);
    for _ in 0..100 {
        pair.reconnect().unwrap();
    }
    assert_eq!(pair.diagnostics, [Diagnostic::ReconnectStorm]);
}

#[test]
fn b3_13_twenty_a_second_are_no_storm() {
    let mut pair = Pair::new(Mode::Receive);
    for _ in 0..200 {
        pair.reconnect().unwrap();
        pair.pass(millis(51));
    }
    assert_eq!(pair.diagnostics, []);
}

#[test]
fn b4_5_there_are_two_error_texts() {
    assert_eq!(SocketError::Timeout.to_string(), "timeout");
    let error = SocketError::FailedToOpen {
        address: Address::default(),
        port: 4000,
    };
    assert_eq!(error.to_string(), "failed to open localhost:4000");
}
