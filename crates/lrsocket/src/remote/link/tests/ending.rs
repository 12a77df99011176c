//! One half ends, and both do.

use lrsocket_proto::Mode;

use super::*;
use crate::remote::error::SendError;

#[test]
fn the_loss_of_one_half_ends_both() {
    for half in [Mode::Receive, Mode::Send] {
        let mut bench = Bench::connected(options(BOTH), BOTH);
        bench.link.handle_ended(half, None, bench.now);
        assert_eq!(bench.link.open(), Err(SendError::NotConnected));
        bench.link.handle_drained();
        assert_eq!(bench.told(), [lost(half, closed(false), 100)]);
        assert_eq!(bench.actions(), [RemoteAction::Disconnect]);
    }
}

#[test]
fn what_the_plug_in_sent_before_it_ended_is_told_first() {
    let mut bench = Bench::connected(options(BOTH), BOTH);
    bench.receive(b"one\ntwo\n");
    bench.link.handle_ended(Mode::Receive, None, bench.now);
    assert_eq!(
        bench.told(),
        [other(RemoteEvent::Ready), line("one"), line("two")]
    );
    // The end of the receive half came sooner than the last bytes of the send half.
    assert!(!bench.link.read_wanted(Mode::Receive));
    bench.receive(b"three\n");
    assert_eq!(bench.told(), [line("three")]);
    bench.link.handle_drained();
    assert_eq!(bench.told(), [lost(Mode::Receive, closed(true), 100)]);
}

#[test]
fn a_plug_in_that_sends_for_ever_cannot_keep_half_a_connection() {
    let mut bench = Bench::connected(options(BOTH), BOTH);
    bench.link.handle_ended(Mode::Receive, None, bench.now);
    let mut block = vec![b'x'; 1 << 20];
    block.push(b'\n');
    let mut blocks = 0;
    while bench.link.read_wanted(Mode::Send) {
        bench.receive(&block);
        bench.told();
        blocks += 1;
    }
    assert_eq!(blocks, 16);
    assert_eq!(bench.actions(), [RemoteAction::Disconnect]);
}

#[test]
fn half_a_line_at_the_end_is_dropped_and_told() {
    let mut bench = Bench::connected(options(BOTH), BOTH);
    bench.receive(b"whole\nhal");
    assert_eq!(bench.told(), [other(RemoteEvent::Ready), line("whole")]);
    bench
        .link
        .handle_ended(Mode::Send, Some("reset".to_owned()), bench.now);
    let why = DisconnectReason::Failed {
        error: "reset".to_owned(),
        unfinished: 3,
    };
    assert_eq!(
        why.to_string(),
        "the connection failed: reset, 3 bytes into a line"
    );
    assert_eq!(bench.told(), [lost(Mode::Send, why, 100)]);
    // And it is not the beginning of the next connection's first line.
    bench.actions();
    bench.pass_millis(100);
    bench.find(BOTH);
    bench.link.handle_connected(Mode::Receive, bench.now);
    bench.link.handle_connected(Mode::Send, bench.now);
    bench.receive(b"new\n");
    let told = bench.told();
    assert_eq!(told.last(), Some(&line("new")));
}

#[test]
fn a_close_without_service_says_so() {
    assert_eq!(
        closed(false).to_string(),
        "the plug-in closed the connection without having served it"
    );
    assert_eq!(
        closed(true).to_string(),
        "the plug-in closed the connection"
    );
}

#[test]
fn what_was_not_written_is_not_written_to_the_next_connection() {
    let mut bench = Bench::connected(options(BOTH), BOTH);
    bench.link.exchange(&mut b"stale\n".to_vec());
    bench.link.handle_ended(Mode::Send, None, bench.now);
    bench.told();
    assert_eq!(bench.link.transmit(), b"");
}
