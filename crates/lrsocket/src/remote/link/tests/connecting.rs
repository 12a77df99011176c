//! From ports to a connection, and again.

use std::path::PathBuf;

use lrsocket_proto::Mode;

use super::*;
use crate::remote::error::SendError;
use crate::remote::event::PortsUnavailable;

#[test]
fn both_ports_connect_in_either_order() {
    for first in [Mode::Receive, Mode::Send] {
        let mut bench = Bench::new(options(BOTH));
        bench.find(BOTH);
        bench.link.handle_connected(first, bench.now);
        assert_eq!(
            bench.told(),
            [connecting(BOTH, 1)],
            "one half is not a connection"
        );
        bench
            .link
            .handle_connected(super::super::phase::other(first), bench.now);
        assert_eq!(bench.told(), [other(RemoteEvent::Connected)]);
        assert_eq!(bench.link.open(), Ok(()));
    }
}

#[test]
fn one_port_alone_is_a_connection() {
    let bench = Bench::connected(options(Ports::Send(SEND)), Ports::Send(SEND));
    assert_eq!(bench.link.open(), Err(SendError::NoReceivePort));
    let bench = Bench::connected(options(Ports::Receive(RECEIVE)), Ports::Receive(RECEIVE));
    assert_eq!(bench.link.open(), Ok(()));
}

#[test]
fn a_plug_in_may_open_its_second_port_when_the_first_is_taken() {
    // Refused before the first is connected, and after.
    for refused_first in [true, false] {
        let mut bench = Bench::new(options(BOTH));
        bench.find(BOTH);
        let refused = DisconnectReason::Refused { port: SEND };
        if refused_first {
            bench
                .link
                .handle_connect_failed(Mode::Send, refused, bench.now);
            bench.link.handle_connected(Mode::Receive, bench.now);
        } else {
            bench.link.handle_connected(Mode::Receive, bench.now);
            bench
                .link
                .handle_connect_failed(Mode::Send, refused, bench.now);
        }
        assert_eq!(bench.actions(), []);
        bench.pass_millis(100);
        let again = RemoteAction::Connect {
            half: Mode::Send,
            port: SEND,
        };
        assert_eq!(bench.actions(), [again]);
        bench.link.handle_connected(Mode::Send, bench.now);
        assert_eq!(
            bench.told(),
            [connecting(BOTH, 1), other(RemoteEvent::Connected)]
        );
    }
}

#[test]
fn the_second_port_that_never_opens_ends_the_attempt_with_its_own_reason() {
    let mut bench = Bench::new(options(BOTH).connect_timeout(Duration::from_secs(1)));
    bench.find(BOTH);
    bench.link.handle_connected(Mode::Receive, bench.now);
    let refused = DisconnectReason::Refused { port: SEND };
    for _ in 0..9 {
        bench
            .link
            .handle_connect_failed(Mode::Send, refused.clone(), bench.now);
        bench.pass_millis(100);
        assert_eq!(bench.actions().len(), 1);
    }
    bench
        .link
        .handle_connect_failed(Mode::Send, refused.clone(), bench.now);
    bench.pass_millis(100);
    assert_eq!(bench.actions(), [RemoteAction::Disconnect]);
    assert_eq!(
        bench.told(),
        [connecting(BOTH, 1), lost(Mode::Send, refused, 100)]
    );
}

#[test]
fn a_connect_that_hangs_ends_in_time() {
    let mut bench = Bench::new(options(BOTH).connect_timeout(Duration::from_secs(1)));
    bench.find(BOTH);
    assert_eq!(
        bench.link.next_deadline(),
        Some(bench.now + Duration::from_secs(1))
    );
    bench.pass_millis(999);
    assert_eq!(bench.actions(), []);
    bench.pass_millis(1);
    let within = Duration::from_secs(1);
    let why = DisconnectReason::ConnectTimedOut {
        port: RECEIVE,
        within,
    };
    assert_eq!(
        bench.told(),
        [connecting(BOTH, 1), lost(Mode::Receive, why, 100)]
    );
}

#[test]
fn nobody_listening_is_tried_again_with_longer_and_longer_pauses() {
    let mut bench = Bench::new(options(BOTH));
    let mut pause = 100;
    for attempt in 1..12 {
        bench.find(BOTH);
        for (half, port) in [(Mode::Send, SEND), (Mode::Receive, RECEIVE)] {
            bench
                .link
                .handle_connect_failed(half, DisconnectReason::Refused { port }, bench.now);
        }
        let refused = DisconnectReason::Refused { port: RECEIVE };
        assert_eq!(
            bench.told(),
            [
                connecting(BOTH, attempt),
                lost(Mode::Receive, refused, pause)
            ]
        );
        assert_eq!(bench.actions(), [RemoteAction::Disconnect]);
        bench.pass_millis(pause - 1);
        assert_eq!(bench.actions(), []);
        bench.pass_millis(1);
        pause = (pause * 2).min(10_000);
    }
}

#[test]
fn it_gives_up_when_the_retries_are_used_up() {
    let backoff = Backoff {
        retries: Some(0),
        ..Backoff::default()
    };
    let ports = Ports::Receive(RECEIVE);
    let mut bench = Bench::new(options(ports).backoff(backoff));
    bench.find(ports);
    let why = DisconnectReason::Refused { port: RECEIVE };
    bench
        .link
        .handle_connect_failed(Mode::Receive, why.clone(), bench.now);
    let half = Mode::Receive;
    let end = RemoteEvent::Lost {
        half,
        why: why.clone(),
        retry_in: None,
    };
    assert_eq!(
        bench.told(),
        [
            connecting(ports, 1),
            other(end),
            other(RemoteEvent::GaveUp(why))
        ]
    );
    assert!(bench.link.is_over());
    assert_eq!(bench.link.next_deadline(), None);
    assert_eq!(bench.link.open(), Err(SendError::Closed));

    bench.actions();
    bench.link.reconnect(bench.now);
    bench.find(ports);
    assert_eq!(bench.told(), [connecting(ports, 1)]);
}

#[test]
fn only_a_connection_that_lasted_starts_the_pauses_over() {
    let mut bench = Bench::new(options(BOTH));
    let mut connect_and_lose_after = |millis: u64| {
        bench.find(BOTH);
        bench.link.handle_connected(Mode::Receive, bench.now);
        bench.link.handle_connected(Mode::Send, bench.now);
        bench.pass_millis(millis);
        bench.link.handle_ended(Mode::Send, None, bench.now);
        let Some(Told::Other(RemoteEvent::Lost { retry_in, .. })) = bench.told().pop() else {
            panic!("it is lost");
        };
        let pause = retry_in.unwrap();
        bench.actions();
        bench.pass(pause);
        pause.as_millis()
    };
    let pauses = [0, 4_999, 10, 5_000, 0].map(&mut connect_and_lose_after);
    assert_eq!(pauses, [100, 200, 400, 100, 200]);
}

#[test]
fn a_port_file_is_waited_for_and_each_reason_told_once() {
    let path = PathBuf::from("ports");
    let missing = PortsUnavailable::Missing { path: path.clone() };
    let empty = PortsUnavailable::Empty { path };
    let mut bench = Bench::new(options(BOTH));
    for why in [&missing, &missing, &empty, &empty] {
        assert_eq!(bench.actions(), [RemoteAction::FindPorts]);
        bench.link.handle_ports(Err(why.clone()), bench.now);
        bench.pass_millis(1000);
    }
    assert_eq!(
        bench.told(),
        [
            other(RemoteEvent::Waiting(missing)),
            other(RemoteEvent::Waiting(empty))
        ]
    );
    bench.find(BOTH);
    assert_eq!(bench.told(), [connecting(BOTH, 1)]);
}

#[test]
fn news_of_the_port_file_end_a_pause() {
    let mut bench = Bench::new(options(BOTH));
    bench.find(BOTH);
    for (half, port) in [(Mode::Send, SEND), (Mode::Receive, RECEIVE)] {
        bench
            .link
            .handle_connect_failed(half, DisconnectReason::Refused { port }, bench.now);
    }
    bench.told();
    bench.actions();
    bench.link.handle_ports(Ok(BOTH), bench.now);
    assert_eq!(bench.told(), [connecting(BOTH, 1)]);
}

#[test]
fn other_ports_in_the_file_end_a_connection_and_the_same_do_not() {
    let mut bench = Bench::connected(options(BOTH), BOTH);
    bench.link.handle_ports(Ok(BOTH), bench.now);
    let garbled = PortsUnavailable::Empty {
        path: PathBuf::from("ports"),
    };
    bench.link.handle_ports(Err(garbled), bench.now);
    assert_eq!(bench.told(), []);

    let ports = Ports::Both {
        receive: 1,
        send: 2,
    };
    bench.link.handle_ports(Ok(ports), bench.now);
    assert_eq!(
        bench.told(),
        [lost(
            Mode::Receive,
            DisconnectReason::PortsChanged { ports },
            0
        )]
    );
    assert_eq!(bench.actions(), [RemoteAction::Disconnect]);
    bench.pass_millis(0);
    bench.find(ports);
    assert_eq!(bench.told(), [connecting(ports, 1)]);
}

#[test]
fn the_program_may_ask_for_a_new_connection() {
    let mut bench = Bench::connected(options(BOTH), BOTH);
    bench.link.reconnect(bench.now);
    assert_eq!(
        bench.told(),
        [lost(Mode::Receive, DisconnectReason::Asked, 0)]
    );
    assert_eq!(bench.actions(), [RemoteAction::Disconnect]);
    bench.pass_millis(0);
    bench.find(BOTH);
}

#[test]
fn late_reports_of_an_attempt_that_is_over_do_no_harm() {
    let mut bench = Bench::new(options(BOTH).connect_timeout(Duration::from_millis(1)));
    bench.find(BOTH);
    bench.pass_millis(1);
    bench.told();
    bench.actions();
    bench.link.handle_connected(Mode::Receive, bench.now);
    bench.link.handle_connect_failed(
        Mode::Send,
        DisconnectReason::Refused { port: SEND },
        bench.now,
    );
    bench.link.handle_ended(Mode::Send, None, bench.now);
    bench.link.handle_acknowledgements(b"ok\n", bench.now);
    assert_eq!(bench.told(), []);
    assert_eq!(bench.actions(), []);
}
