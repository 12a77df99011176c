//! Lines in, acknowledgements apart from them.

use lrsocket_proto::Mode;
use proptest::prelude::*;

use super::*;

#[test]
fn a_line_longer_than_max_line_ends_the_connection() {
    for (bytes, fits) in [
        (&b"12345678\n"[..], true),
        (b"123456789\n", false),
        (b"12345678", true),
        (b"123456789", false),
    ] {
        let mut bench = Bench::connected(options(BOTH).max_line(8), BOTH);
        bench.receive(bytes);
        let why = DisconnectReason::LineTooLong { max_line: 8 };
        let lost = lost(Mode::Send, why, 100);
        assert_eq!(bench.told().contains(&lost), !fits, "{bytes:?}");
    }
}

#[test]
fn the_send_half_is_not_read_while_a_line_waits_and_the_receive_half_always_is() {
    let mut bench = Bench::connected(options(BOTH), BOTH);
    bench.receive(b"one\ntwo\n");
    assert!(!bench.link.read_wanted(Mode::Send));
    assert!(bench.link.read_wanted(Mode::Receive));
    bench.told();
    assert!(bench.link.read_wanted(Mode::Send));
}

#[test]
fn b6_7_acknowledgements_are_counted_and_told_only_on_request() {
    let mut bench = Bench::connected(options(BOTH), BOTH);
    bench.link.exchange(&mut b"a\nb\nc\n".to_vec());
    bench.link.handle_acknowledgements(b"ok\nok\no", bench.now);
    assert_eq!(bench.told(), [other(RemoteEvent::Ready)]);
    assert_eq!(bench.link.acknowledged(), (2, 3));
    bench.link.handle_acknowledgements(b"k\n", bench.now);
    assert_eq!(bench.told(), []);
    assert_eq!(bench.link.acknowledged(), (3, 3));

    let mut bench = Bench::connected(options(BOTH).report_acknowledgements(true), BOTH);
    bench.link.handle_acknowledgements(b"ok\nok\n", bench.now);
    assert_eq!(
        bench.told(),
        [
            other(RemoteEvent::Acknowledged(2)),
            other(RemoteEvent::Ready)
        ]
    );
    bench.link.handle_acknowledgements(b"ok\n", bench.now);
    bench.link.handle_acknowledgements(b"ok\n", bench.now);
    assert_eq!(bench.told(), [other(RemoteEvent::Acknowledged(2))]);
}

#[test]
fn pieces_are_handed_out_as_they_come() {
    let mut bench = Bench::connected(options(BOTH).pieces(true).max_line(2), BOTH);
    let line = |text: &str| Told::Line(text.to_owned());
    bench.receive(b"half");
    assert_eq!(bench.told(), [other(RemoteEvent::Ready), line("half")]);
    bench.receive(b" a line\r\nand\r");
    assert_eq!(bench.told(), [line(" a line\r\nand\r")]);
    assert!(bench.link.read_wanted(Mode::Send));
    assert_eq!(bench.told(), []);
}

/// The same, written to be obviously right.
fn naive(bytes: &[u8]) -> Vec<Told> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let mut lines: Vec<&str> = text.split('\n').collect();
    lines.pop();
    lines
        .into_iter()
        .map(|text| line(text.strip_suffix('\r').unwrap_or(text)))
        .collect()
}

proptest! {
    #[test]
    fn b6_1_lines_are_the_same_however_the_packets_fall(
        text in "[ab\r\n]{0,200}",
        cuts in prop::collection::vec(0..200_usize, 0..20),
        pass_over in any::<bool>(),
    ) {
        let mut bench = Bench::connected(options(BOTH), BOTH);
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(text.len())).collect();
        cuts.extend([0, text.len()]);
        cuts.sort_unstable();
        let mut told = Vec::new();
        for ends in cuts.windows(2) {
            let part = &text.as_bytes()[ends[0]..ends[1]];
            bench.link.read_buffer(1).extend_from_slice(part);
            bench.link.handle_received(part.len());
            if !pass_over {
                told.extend(bench.told());
            }
        }
        told.extend(bench.told());
        told.retain(|told| *told != other(RemoteEvent::Ready));
        prop_assert_eq!(told, naive(text.as_bytes()));
    }
}
