//! Connected is not served (B1.6).

use lrsocket_proto::Mode;

use super::*;
use crate::remote::error::SendError;

fn pinged(ports: Ports) -> Bench {
    let options = options(ports)
        .ping("ping", "pong")
        .ping_timeout(Duration::from_secs(2));
    Bench::connected(options, ports)
}

#[test]
fn b1_6_ready_is_the_answer_to_the_ping_and_nothing_else() {
    let mut bench = pinged(BOTH);
    assert_eq!(bench.written(), "ping\n");
    assert_eq!(bench.link.open(), Err(SendError::NotReady));
    bench.link.handle_acknowledgements(b"ok\n", bench.now);
    bench.receive(b"welcome\npo");
    assert_eq!(bench.told(), [line("welcome")]);
    assert_eq!(bench.link.open(), Err(SendError::NotReady));
    bench.receive(b"ng\r\nmore\n");
    assert_eq!(bench.told(), [other(RemoteEvent::Ready), line("more")]);
    assert_eq!(bench.link.open(), Ok(()));
    // Later it is a line like others.
    bench.receive(b"pong\n");
    assert_eq!(bench.told(), [line("pong")]);
}

#[test]
fn b1_6_no_answer_says_that_nobody_serves() {
    let mut bench = pinged(BOTH);
    bench.pass_millis(1_999);
    assert_eq!(bench.told(), []);
    bench.pass_millis(1);
    let within = Duration::from_secs(2);
    let why = DisconnectReason::NotServed { within };
    assert_eq!(
        why.to_string(),
        "connected, but nobody is serving: no answer within 2s; does another program hold this \
         plug-in's only place?"
    );
    assert_eq!(bench.told(), [lost(Mode::Receive, why, 100)]);
    assert_eq!(bench.actions(), [RemoteAction::Disconnect]);
}

#[test]
fn b1_6_an_acknowledged_ping_without_its_answer_is_another_fault() {
    let mut bench = pinged(BOTH);
    bench.link.handle_acknowledgements(b"ok\n", bench.now);
    bench.receive(b"what?\n");
    bench.pass_millis(2_000);
    // The line is in the buffer: the connection is lost, and the line with it, only if nobody takes it.
    let within = Duration::from_secs(2);
    assert_eq!(
        bench.told(),
        [lost(
            Mode::Send,
            DisconnectReason::NotAnswered { within },
            100
        )]
    );
}

#[test]
fn the_acknowledgement_answers_a_ping_where_no_line_can() {
    let mut bench = pinged(Ports::Receive(RECEIVE));
    assert_eq!(bench.written(), "ping\n");
    bench.link.handle_acknowledgements(b"ok\n", bench.now);
    assert_eq!(bench.told(), [other(RemoteEvent::Ready)]);
}

#[test]
fn a_line_in_time_is_the_proof_where_nothing_can_be_asked() {
    let mut bench = pinged(Ports::Send(SEND));
    assert_eq!(bench.written(), "");
    bench.receive(b"hello\n");
    assert_eq!(bench.told(), [other(RemoteEvent::Ready), line("hello")]);

    let mut bench = pinged(Ports::Send(SEND));
    bench.pass_millis(2_000);
    let within = Duration::from_secs(2);
    assert_eq!(
        bench.told(),
        [lost(
            Mode::Send,
            DisconnectReason::NotServed { within },
            100
        )]
    );
}

#[test]
fn without_a_ping_any_sign_is_a_proof_and_none_is_needed_to_send() {
    let mut bench = Bench::connected(options(BOTH), BOTH);
    assert_eq!(bench.link.open(), Ok(()));
    bench.pass_millis(60_000);
    assert_eq!(bench.told(), []);
    bench.link.handle_acknowledgements(b"ok\n", bench.now);
    assert_eq!(bench.told(), [other(RemoteEvent::Ready)]);

    let mut bench = Bench::connected(options(BOTH), BOTH);
    bench.receive(b"hello\n");
    assert_eq!(bench.told(), [other(RemoteEvent::Ready), line("hello")]);
}

#[test]
fn keep_alive_lines_come_by_their_interval_from_ready_on() {
    let options = options(BOTH)
        .ping("ping", "pong")
        .keep_alive("alive", Duration::from_secs(2));
    let mut bench = Bench::connected(options, BOTH);
    assert_eq!(bench.written(), "ping\n");
    bench.pass_millis(3_000);
    assert_eq!(bench.written(), "", "not ready yet");
    bench.receive(b"pong\n");
    assert_eq!(bench.told(), [other(RemoteEvent::Ready)]);
    for _ in 0..3 {
        assert_eq!(
            bench.link.next_deadline(),
            Some(bench.now + Duration::from_secs(2))
        );
        bench.pass_millis(1_999);
        assert_eq!(bench.written(), "");
        bench.pass_millis(1);
        assert_eq!(bench.written(), "alive\n");
    }
    // A plug-in that reads nothing gets one, not a heap.
    bench.pass_millis(2_000);
    bench.pass_millis(2_000);
    assert_eq!(bench.written(), "alive\n");
    // A minute without a look at the clock is one line, too.
    bench.pass_millis(60_000);
    assert_eq!(bench.written(), "alive\n");
}

#[test]
fn a_keep_alive_does_not_break_into_a_line() {
    let options = options(BOTH).keep_alive("alive", Duration::from_secs(2));
    let mut bench = Bench::connected(options, BOTH);
    bench.link.exchange(&mut b"half a ".to_vec());
    assert_eq!(bench.written(), "half a ");
    bench.pass_millis(2_000);
    assert_eq!(bench.written(), "");
    bench.link.exchange(&mut b"line\n".to_vec());
    assert_eq!(bench.written(), "line\n");
    bench.pass_millis(2_000);
    assert_eq!(bench.written(), "alive\n");
}
