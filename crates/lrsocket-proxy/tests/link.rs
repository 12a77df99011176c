//! The faults of one connection, on virtual time.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

use std::time::Duration;

use lrsocket_proto::{Mode, Time};
use lrsocket_proxy::{Ending, Pool, ProxyAction, ProxyLink, Seen, Side, TrafficFault};

/// A link, and both programs at its ends.
struct Wire {
    link: ProxyLink,
    pool: Pool,
    now: Time,
    /// What arrived at the plug-in, at the outside program, and when.
    arrived: [Vec<(u64, Vec<u8>)>; 2],
    seen: Vec<String>,
    actions: Vec<ProxyAction>,
}

impl Wire {
    fn new(mode: Mode) -> Self {
        Wire {
            link: ProxyLink::new(mode, 4096, 7),
            pool: Pool::default(),
            now: Time::ZERO,
            arrived: [Vec::new(), Vec::new()],
            seen: Vec::new(),
            actions: Vec::new(),
        }
    }

    fn with(mode: Mode, name: &str, value: &str) -> Self {
        let mut wire = Wire::new(mode);
        wire.arm(name, value);
        wire
    }

    fn arm(&mut self, name: &str, value: &str) {
        let fault = TrafficFault::parse(name, value).unwrap();
        let seen = &mut self.seen;
        self.link
            .arm(fault, self.now, &mut |it| seen.push(text(it)));
        self.drive();
    }

    fn disarm(&mut self) {
        let seen = &mut self.seen;
        self.link
            .disarm(None, self.now, &mut |it| seen.push(text(it)));
        self.drive();
    }

    /// As much of it as the link takes; returns what it did not.
    fn write<'b>(&mut self, from: Side, mut bytes: &'b [u8]) -> &'b [u8] {
        while !bytes.is_empty() && self.link.read_wanted(from) {
            let part = &bytes[..bytes.len().min(lrsocket_proxy::READ_SIZE)];
            bytes = &bytes[part.len()..];
            self.link
                .read_buffer(from, &mut self.pool)
                .extend_from_slice(part);
            let seen = &mut self.seen;
            self.link
                .handle_received(from, self.now, &mut |it| seen.push(text(it)));
            self.drive();
        }
        bytes
    }

    fn end(&mut self, from: Side) {
        let seen = &mut self.seen;
        self.link
            .handle_end(from, self.now, &mut |it| seen.push(text(it)));
        self.drive();
    }

    /// Lets all that is due happen until `millis`.
    fn run_until(&mut self, millis: u64) {
        let until = Time::from_start(Duration::from_millis(millis));
        while let Some(deadline) = self.link.next_deadline().filter(|it| *it <= until) {
            assert!(deadline >= self.now, "a deadline in the past");
            self.now = deadline;
            self.timeout();
        }
        self.now = until;
        self.timeout();
    }

    fn timeout(&mut self) {
        let seen = &mut self.seen;
        self.link
            .handle_timeout(self.now, &mut |it| seen.push(text(it)));
        self.drive();
    }

    fn drive(&mut self) {
        let micros = u64::try_from(self.now.since_start().as_micros()).unwrap();
        for from in [Side::Remote, Side::Plugin] {
            while !self.link.transmit(from).is_empty() {
                let bytes = self.link.transmit(from).to_vec();
                let index = usize::from(from == Side::Plugin);
                let seen = &mut self.seen;
                self.link
                    .handle_transmitted(from, bytes.len(), self.now, &mut |it| seen.push(text(it)));
                self.arrived[index].push((micros, bytes));
            }
        }
        self.actions
            .extend(std::iter::from_fn(|| self.link.poll_action()));
    }

    fn at_plugin(&self) -> String {
        all(&self.arrived[0])
    }

    fn at_remote(&self) -> String {
        all(&self.arrived[1])
    }
}

fn all(parts: &[(u64, Vec<u8>)]) -> String {
    let bytes: Vec<u8> = parts.iter().flat_map(|(_, bytes)| bytes.clone()).collect();
    String::from_utf8(bytes).unwrap()
}

fn text(seen: Seen<'_>) -> String {
    let plain = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match seen {
        Seen::Message { bytes, length } => format!("message {} {length}", plain(bytes)),
        Seen::Sent { bytes, length } => format!("sent {} {length}", plain(bytes)),
        Seen::Stray { from, bytes, .. } => format!("stray {from:?} {}", plain(bytes)),
        other => format!("{other:?}"),
    }
}

const CUT: ProxyAction = ProxyAction::Close {
    remote: Ending::Fin,
    plugin: Ending::Fin,
};

#[test]
fn without_faults_everything_passes_at_once_and_both_ends_are_passed_on() {
    let mut wire = Wire::new(Mode::Receive);
    wire.write(Side::Remote, b"one\ntw");
    wire.write(Side::Plugin, b"ok\n");
    wire.write(Side::Remote, b"o\r\n");
    assert_eq!(
        (wire.at_plugin().as_str(), wire.at_remote().as_str()),
        ("one\ntwo\r\n", "ok\n")
    );
    assert_eq!(wire.link.next_deadline(), None);
    wire.end(Side::Remote);
    assert_eq!(wire.actions, [ProxyAction::Finish(Side::Plugin)]);
    wire.write(Side::Plugin, b"ok\n");
    wire.end(Side::Plugin);
    assert_eq!(wire.actions[1..], [ProxyAction::Finish(Side::Remote), CUT]);
    assert_eq!(
        wire.seen,
        [
            "message one 3",
            "Acknowledged { count: 1, dropped: false }",
            "message two 3",
            "Closed { by: Remote, by_fault: false }",
            "Acknowledged { count: 1, dropped: false }",
        ]
    );
}

#[test]
fn a_delay_keeps_order_and_distance() {
    let mut wire = Wire::with(Mode::Receive, "delay", "50ms");
    wire.write(Side::Remote, b"a");
    wire.run_until(20);
    wire.write(Side::Remote, b"b");
    wire.end(Side::Remote);
    assert_eq!(wire.at_plugin(), "");
    wire.run_until(60);
    assert_eq!(wire.at_plugin(), "a");
    assert_eq!(wire.actions, []);
    wire.run_until(100);
    assert_eq!(
        wire.arrived[0],
        [(50_000, b"a".to_vec()), (70_000, b"b".to_vec())]
    );
    assert_eq!(wire.actions, [ProxyAction::Finish(Side::Plugin)]);
}

#[test]
fn jitter_is_within_its_bounds_never_reorders_and_is_the_same_for_a_seed() {
    let run = || {
        let mut wire = Wire::with(Mode::Receive, "delay", "50ms±20");
        for n in 0..200 {
            wire.run_until(n * 100);
            wire.write(Side::Remote, format!("{n}\n").as_bytes());
        }
        wire.run_until(200_000);
        wire.arrived[0].clone()
    };
    let arrived = run();
    let delays: Vec<u64> = (0..)
        .zip(&arrived)
        .map(|(n, it)| it.0 - n * 100_000)
        .collect();
    assert!(
        delays.iter().all(|it| (30_000..=70_000).contains(it)),
        "{delays:?}"
    );
    assert!(delays.iter().any(|it| *it < 40_000) && delays.iter().any(|it| *it > 60_000));
    assert_eq!(arrived, run());

    // Closer together than the jitter: in order all the same.
    let mut wire = Wire::with(Mode::Receive, "delay", "50ms±50");
    let mut sent = String::new();
    for n in 0..200 {
        wire.run_until(n);
        let line = format!("{n}\n");
        sent += &line;
        wire.write(Side::Remote, line.as_bytes());
    }
    wire.run_until(1_000);
    assert_eq!(wire.at_plugin(), sent);
}

#[test]
fn what_is_delayed_is_bounded() {
    let mut wire = Wire::with(Mode::Receive, "delay", "1s");
    let flood = vec![b'x'; 8 << 20];
    let rest = wire.write(Side::Remote, &flood).len();
    let taken = flood.len() - rest;
    assert!((1 << 20..(1 << 20) + lrsocket_proxy::READ_SIZE).contains(&taken));
    wire.run_until(1_000);
    assert_eq!(wire.at_plugin().len(), taken);
    assert!(wire.link.read_wanted(Side::Remote));
}

#[test]
fn a_delay_that_is_turned_off_does_not_reorder() {
    let mut wire = Wire::with(Mode::Send, "delay", "50ms");
    wire.write(Side::Plugin, b"one\n");
    wire.disarm();
    assert_eq!(wire.at_remote(), "");
    wire.run_until(50);
    wire.write(Side::Plugin, b"two\n");
    assert_eq!(wire.at_remote(), "one\ntwo\n");
    assert_eq!(wire.arrived[1][0].0, 50_000);
}

#[test]
fn a_stall_holds_both_directions_and_stops_reading() {
    let mut wire = Wire::with(Mode::Receive, "stall", "receive@10s");
    wire.run_until(9_999);
    wire.write(Side::Remote, b"one\n");
    assert_eq!(wire.at_plugin(), "one\n");
    wire.run_until(10_000);
    assert!(!wire.link.read_wanted(Side::Remote) && !wire.link.read_wanted(Side::Plugin));
    assert_eq!(wire.link.next_deadline(), None);
    wire.disarm();
    wire.write(Side::Remote, b"two\n");
    assert_eq!(wire.at_plugin(), "one\ntwo\n");
}

#[test]
fn a_stall_with_an_end_goes_on_by_itself() {
    let mut wire = Wire::with(Mode::Receive, "stall", "@2msgs+5s");
    wire.write(Side::Remote, b"one\ntwo\nthree\n");
    assert_eq!(wire.at_plugin(), "one\ntwo\n");
    wire.end(Side::Remote);
    wire.run_until(4_999);
    assert_eq!(wire.at_plugin(), "one\ntwo\n");
    wire.run_until(5_000);
    assert_eq!(wire.at_plugin(), "one\ntwo\nthree\n");
    assert_eq!(wire.actions, [ProxyAction::Finish(Side::Plugin)]);
}

#[test]
fn a_cut_comes_after_exactly_so_many_messages() {
    let mut wire = Wire::with(Mode::Send, "fin", "send@3msgs");
    wire.write(Side::Plugin, b"1\n2");
    wire.write(Side::Plugin, b"\n3\n4\n");
    assert_eq!(wire.at_remote(), "1\n2\n3\n");
    assert_eq!(wire.actions, [CUT]);
    assert!(wire.link.is_closed());
    assert!(!wire.link.read_wanted(Side::Plugin));
    assert_eq!(
        wire.seen.last().map(String::as_str),
        Some("Closed { by: Remote, by_fault: true }")
    );
}

#[test]
fn a_cut_in_bytes_goes_through_a_message() {
    let mut wire = Wire::with(Mode::Receive, "reset", "@6b");
    wire.write(Side::Remote, b"one\ntwo\n");
    assert_eq!(wire.at_plugin(), "one\ntw");
    let (remote, plugin) = (Ending::Reset, Ending::Reset);
    assert_eq!(wire.actions, [ProxyAction::Close { remote, plugin }]);
    // The plug-in never saw the second line end.
    assert_eq!(
        wire.seen
            .iter()
            .filter(|it| it.starts_with("message"))
            .count(),
        1
    );
}

#[test]
fn a_cut_without_a_moment_is_now_and_one_that_was_set_late_counts_from_then() {
    let mut wire = Wire::with(Mode::Receive, "fin", "");
    assert_eq!(wire.actions, [CUT]);
    wire.write(Side::Remote, b"x");
    assert_eq!(wire.at_plugin(), "");

    let mut wire = Wire::new(Mode::Receive);
    wire.write(Side::Remote, b"1\n2\n");
    wire.arm("fin", "@1msgs");
    assert_eq!(wire.actions, []);
    wire.write(Side::Remote, b"3\n4\n");
    assert_eq!(wire.at_plugin(), "1\n2\n3\n");
}

#[test]
fn a_random_cut_is_drawn_within_twice_the_amount() {
    let cut_after = |seed| {
        let mut link = ProxyLink::new(Mode::Send, 0, seed);
        let fault = TrafficFault::parse("fin", "@~10msgs").unwrap();
        link.arm(fault, Time::ZERO, &mut |_| {});
        let mut pool = Pool::default();
        link.read_buffer(Side::Plugin, &mut pool)
            .extend("\n".repeat(30).bytes());
        link.handle_received(Side::Plugin, Time::ZERO, &mut |_| {});
        link.transmit(Side::Plugin).len()
    };
    let drawn: Vec<usize> = (0..200).map(cut_after).collect();
    assert!(drawn.iter().all(|it| (1..=20).contains(it)), "{drawn:?}");
    assert!(drawn.contains(&1) && drawn.contains(&20));
    assert_eq!(drawn, (0..200).map(cut_after).collect::<Vec<_>>());
}

#[test]
fn byte_by_byte_writes_each_byte_by_itself() {
    let mut wire = Wire::with(Mode::Receive, "byte-by-byte", "2ms");
    wire.write(Side::Remote, b"abc");
    wire.end(Side::Remote);
    wire.run_until(100);
    let expected: Vec<(u64, Vec<u8>)> = (0..)
        .zip(*b"abc")
        .map(|(n, b)| (n * 2_000, vec![b]))
        .collect();
    assert_eq!(wire.arrived[0], expected);
    assert_eq!(wire.actions, [ProxyAction::Finish(Side::Plugin)]);
}

#[test]
fn b6_7_dropped_acknowledgements_are_recorded_and_do_not_arrive() {
    let mut wire = Wire::with(Mode::Receive, "drop-acks", "");
    wire.write(Side::Plugin, b"ok\no");
    wire.write(Side::Plugin, b"k\nother\nok");
    wire.end(Side::Plugin);
    assert_eq!(wire.at_remote(), "other\nok");
    assert_eq!(wire.link.counts().dropped_acks, 2);
    assert!(
        wire.seen
            .contains(&"Acknowledged { count: 1, dropped: true }".to_owned())
    );
    assert!(wire.seen.contains(&"stray Plugin other\n".to_owned()));

    // On a send port the same bytes are a message.
    let mut wire = Wire::with(Mode::Send, "drop-acks", "");
    wire.write(Side::Plugin, b"ok\n");
    assert_eq!(wire.at_remote(), "ok\n");
}

#[test]
fn b6_4_a_line_without_its_end_is_told() {
    let mut wire = Wire::new(Mode::Receive);
    wire.write(Side::Remote, b"hello");
    wire.end(Side::Remote);
    assert_eq!(wire.seen[0], "Unterminated { length: 5 }");
}

#[test]
fn b7_1_what_is_sent_without_a_newline_is_seen_after_a_silence() {
    let mut wire = Wire::new(Mode::Send);
    wire.write(Side::Plugin, b"hel");
    wire.run_until(100);
    wire.write(Side::Plugin, b"lo");
    wire.run_until(299);
    assert_eq!(wire.seen, Vec::<String>::new());
    wire.run_until(300);
    assert_eq!(wire.seen, ["sent hello 5"]);
    assert_eq!(wire.link.next_deadline(), None);
}

#[test]
fn a_reset_is_passed_on_as_a_reset() {
    for (from, remote, plugin) in [
        (Side::Remote, Ending::Fin, Ending::Reset),
        (Side::Plugin, Ending::Reset, Ending::Fin),
    ] {
        let mut wire = Wire::new(Mode::Send);
        let seen = &mut wire.seen;
        wire.link.handle_reset(from, &mut |it| seen.push(text(it)));
        wire.drive();
        assert_eq!(wire.actions, [ProxyAction::Close { remote, plugin }]);
        assert_eq!(
            wire.seen,
            [format!("Closed {{ by: {from:?}, by_fault: false }}")]
        );
    }
}
