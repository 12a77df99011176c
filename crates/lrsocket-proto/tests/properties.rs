//! Whatever happens, in whatever order: what must hold of every socket.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use common::*;
use lrsocket_proto::{
    Ack, CarriageReturn, Config, Diagnostic, Mode, Phase, Profile, ReceiveSeesClose, ReconnectPort,
    RequestedPort, SendReconnect, SendSeesClose, TrailingLine, UnconnectedSend,
};
use proptest::prelude::*;

/// One step of a life.
#[derive(Clone, Debug)]
enum Step {
    Connect,
    Receive(Vec<u8>),
    ClientCloses,
    ClientGoes,
    /// The client takes this many bytes more, or all.
    Room(Option<usize>),
    Event,
    Events,
    Send,
    Reconnect {
        drive: bool,
    },
    Close,
    Busy(bool),
    Pass(u64),
    /// A driver reports what belongs to a time that is over.
    Stale(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let byte = prop_oneof![3 => Just(b'x'), 3 => Just(b'\n'), 1 => Just(b'\r'), 1 => any::<u8>()];
    prop_oneof![
        6 => Just(Step::Connect),
        8 => prop::collection::vec(byte, 1..20).prop_map(Step::Receive),
        1 => Just(Step::ClientCloses),
        1 => Just(Step::ClientGoes),
        2 => prop::option::of(0..20_usize).prop_map(Step::Room),
        4 => Just(Step::Event),
        3 => Just(Step::Events),
        6 => Just(Step::Send),
        3 => any::<bool>().prop_map(|drive| Step::Reconnect { drive }),
        1 => any::<bool>().prop_map(Step::Busy),
        3 => (0..3000_u64).prop_map(Step::Pass),
        1 => Just(Step::Pass(20_000)),
        1 => (0..5_u8).prop_map(Step::Stale),
    ]
}

fn life() -> impl Strategy<Value = Vec<Step>> {
    let steps = || prop::collection::vec(step(), 0..60);
    // Most lives are closed at some time, and then go on being poked.
    (steps(), any::<bool>(), prop::collection::vec(step(), 0..10)).prop_map(
        |(mut life, closes, after)| {
            if closes {
                life.push(Step::Close);
            }
            life.extend(after);
            life
        },
    )
}

prop_compose! {
    fn profile()(
        prompt in any::<bool>(),
        send_sees_close in prop::sample::select(vec![
            SendSeesClose::OnWrite, SendSeesClose::Prompt, SendSeesClose::Never,
        ]),
        idle in any::<bool>(),
        new_port in any::<bool>(),
        send_reconnect in prop::sample::select(vec![
            SendReconnect::Works, SendReconnect::Dead, SendReconnect::Hang(secs(1)),
        ]),
        linger in prop::sample::select(vec![0, 2]),
        strip_all in any::<bool>(),
        deliver in any::<bool>(),
        max_line in prop::sample::select(vec![6, 1000]),
        ack in prop::sample::select(vec![Ack::Lf, Ack::Crlf, Ack::Off]),
        receive_window in prop::sample::select(vec![10, 1000]),
        drop_unconnected in any::<bool>(),
    ) -> Profile {
        let mut profile = Profile::measured();
        if !prompt {
            profile.receive_sees_close = ReceiveSeesClose::Never;
        }
        profile.send_sees_close = send_sees_close;
        profile.idle_timeout = idle.then(|| secs(5));
        if new_port {
            profile.reconnect_port = ReconnectPort::New;
        }
        profile.send_reconnect = send_reconnect;
        profile.port_linger = secs(linger);
        if strip_all {
            profile.cr = CarriageReturn::StripAll;
        }
        if deliver {
            profile.trailing_line = TrailingLine::Deliver;
        }
        profile.max_line = max_line;
        profile.ack = ack;
        profile.receive_window = receive_window;
        if drop_unconnected {
            profile.unconnected_send = UnconnectedSend::Drop;
        }
        profile
    }
}

/// How far the events of a listening period have come (B3.4, B3.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Period {
    Fresh,
    Connecting,
    Connected,
    Over,
}

/// A socket, and what is known of it from outside.
struct Life {
    pair: Pair,
    mode: Mode,
    period: Period,
    /// What the machine took from the client of this period.
    received: Vec<u8>,
    /// What it made of that.
    delivered: Vec<Vec<u8>>,
    /// The client took everything so far.
    reads_all: bool,
    closed: bool,
    /// Numbers the messages of `send`.
    sent: usize,
    /// The last one that the clients of before saw.
    seen: Option<usize>,
}

impl Life {
    fn new(mode: Mode, profile: Profile) -> Life {
        let config = Config::new(mode, RequestedPort::ANY);
        Life {
            pair: Pair::bind_undriven(config, |p| *p = profile),
            mode,
            period: Period::Fresh,
            received: Vec::new(),
            delivered: Vec::new(),
            reads_all: true,
            closed: false,
            sent: 0,
            seen: None,
        }
    }

    fn step(&mut self, step: Step) {
        let pair = &mut self.pair;
        match step {
            Step::Connect => {
                pair.drive();
                if self.mode == Mode::Send && pair.socket.accept_wanted() {
                    self.seen = whole_numbers(&pair.wire.sent).last().copied().or(self.seen);
                }
                if pair.connect() {
                    self.reads_all = true;
                    assert!(self.received.is_empty() && self.delivered.is_empty());
                }
            }
            Step::Receive(bytes) => {
                let connected = pair.phase() == Phase::Connected;
                if pair.receive(&bytes) && connected && self.mode == Mode::Receive {
                    self.received.extend_from_slice(&bytes);
                }
            }
            Step::ClientCloses => pair.client_closes(),
            Step::ClientGoes => {
                self.reads_all = false;
                pair.client_goes();
            }
            Step::Room(room) => {
                self.reads_all &= room.is_none();
                pair.wire.room = room.unwrap_or(usize::MAX);
                pair.drive();
            }
            Step::Event => self.event(),
            Step::Events => {
                while self.pair.socket.has_event() {
                    self.event();
                }
                self.event(); // which is none
            }
            Step::Send => {
                let message = format!("{};", self.sent);
                let sent = pair.socket.send(message.as_bytes(), pair.now);
                assert_eq!(sent.is_err(), self.closed, "B7.8");
                self.sent += 1;
                pair.drive();
            }
            Step::Reconnect { drive } => {
                let reconnected = pair.socket.reconnect(pair.now);
                assert_eq!(reconnected.is_err(), self.closed, "B7.8");
                if !self.closed {
                    self.period = Period::Fresh;
                    self.received.clear();
                    self.delivered.clear();
                }
                if !drive {
                    return;
                }
                pair.drive();
            }
            Step::Close => {
                pair.close();
                self.closed = true;
            }
            Step::Busy(busy) => pair.wire.busy = busy,
            Step::Pass(millis) => pair.pass(common::millis(millis)),
            Step::Stale(what) => self.stale(what),
        }
        self.check();
    }

    fn stale(&mut self, what: u8) {
        let pair = &mut self.pair;
        let phase = pair.phase();
        match what {
            0 if phase != Phase::Opening => pair.socket.handle_listening(1, pair.now),
            1 if phase != Phase::Opening => pair.socket.handle_listen_failed(),
            2 if phase != Phase::Listening => pair.socket.handle_accepted(pair.now),
            3 if !pair.wire.attached => pair.socket.handle_write_failed(),
            4 => pair.socket.handle_timeout(pair.now),
            _ => {}
        }
        assert_eq!(pair.phase(), phase);
        pair.drive();
    }

    /// Takes one event and checks that it may come now.
    fn event(&mut self) {
        let had = self.pair.socket.has_event();
        let event = self.pair.event();
        assert_eq!(event.is_some(), had);
        let Some(event) = event else { return };
        assert!(!self.closed, "B3.12: {event:?} after close()");
        self.period = match (self.period, event) {
            (Period::Fresh, Connecting(_)) => Period::Connecting,
            (Period::Connecting, Connected(_)) => Period::Connected,
            (Period::Connected, Told::Message(line)) => {
                self.delivered.push(line);
                Period::Connected
            }
            (Period::Connected, Closed) => {
                if self.mode == Mode::Receive {
                    self.check_all_lines(true);
                }
                Period::Over
            }
            (_, Told::Error(error)) if self.period != Period::Over => {
                assert_eq!(error.to_string() == "timeout", self.period != Period::Fresh);
                self.check_all_lines(false);
                Period::Over
            }
            (period, event) => panic!("{event:?} in {period:?}"),
        };
    }

    /// The lines that the client wrote, and the part of one at the end; up to a line that is too
    /// long (B6.5), and whether there was one.
    fn lines(&self) -> (Vec<Vec<u8>>, Vec<u8>, bool) {
        let profile = self.pair.socket.profile();
        let mut lines: Vec<_> = self.received.split(|&byte| byte == b'\n').collect();
        let whole = lines
            .iter()
            .take_while(|l| l.len() <= profile.max_line)
            .count();
        let too_long = whole < lines.len();
        let rest = lines.pop().unwrap();
        lines.truncate(whole);
        let strip = |mut line: &[u8]| {
            while let Some(shorter) = line.strip_suffix(b"\r") {
                line = shorter;
                if profile.cr == CarriageReturn::StripLast {
                    break;
                }
            }
            line.to_vec()
        };
        (
            lines.into_iter().map(strip).collect(),
            strip(rest),
            too_long,
        )
    }

    /// The period is over: every line must have come (B3.4, B6.9).
    fn check_all_lines(&self, client_closed: bool) {
        let (mut lines, rest, too_long) = self.lines();
        let unfinished = self.received.last().is_some_and(|&last| last != b'\n');
        let deliver = self.pair.socket.profile().trailing_line == TrailingLine::Deliver;
        if client_closed && !too_long && unfinished && deliver {
            lines.push(rest); // B6.4
        }
        assert_eq!(self.delivered, lines);
        let ack = self.pair.socket.profile().ack;
        if client_closed && !too_long && self.reads_all && ack == Ack::Lf {
            assert_eq!(self.pair.wire.sent, b"ok\n".repeat(lines.len()), "B6.7");
        }
    }

    /// What holds at every moment.
    fn check(&mut self) {
        let pair = &mut self.pair;
        assert_eq!(pair.phase() == Phase::Closed, self.closed);
        pair.socket.handle_timeout(pair.now);
        pair.drive();
        assert_eq!(
            pair.phase() == Phase::Connected,
            pair.wire.attached && !self.closed
        );
        let next = pair.socket.next_deadline();
        assert!(next.is_none_or(|next| next > pair.now), "stuck at {next:?}");
        if self.closed {
            assert!(!pair.socket.has_event(), "B3.12");
        }

        let (lines, rest, _) = self.lines();
        let all: Vec<_> = lines.iter().chain([&rest]).collect();
        assert!(self.delivered.len() <= all.len(), "once");
        assert!(
            self.delivered
                .iter()
                .eq(all.into_iter().take(self.delivered.len())),
            "in order"
        );
        match self.mode {
            Mode::Send => self.check_sent(),
            Mode::Receive => self.check_acks(),
        }
    }

    /// Whole acknowledgements, never more than lines (B6.7).
    fn check_acks(&self) {
        let sent = &self.pair.wire.sent;
        let ack: &[u8] = match self.pair.socket.profile().ack {
            Ack::Lf => b"ok\n",
            Ack::Crlf => b"ok\r\n",
            Ack::Off => b"",
        };
        if ack.is_empty() {
            assert!(sent.is_empty());
        } else {
            assert!(sent.iter().eq(ack.iter().cycle().take(sent.len())));
            if self.pair.wire.attached {
                let lines = self.lines().0.len() + 1;
                assert!(sent.len() <= lines * ack.len());
            }
        }
    }

    /// Whole messages in order, each to one client (B7.1).
    fn check_sent(&self) {
        let numbers = whole_numbers(&self.pair.wire.sent);
        assert!(
            numbers
                .iter()
                .zip(numbers.iter().skip(1))
                .all(|(a, b)| a < b)
        );
        if let (Some(before), Some(first)) = (self.seen, numbers.first()) {
            assert!(before <= *first);
        }
        if self.pair.wire.end == Some(End::Finished) && !self.pair.wire.broken {
            let sent = &self.pair.wire.sent;
            assert!(sent.last().is_none_or(|&last| last == b';'), "B7.7");
        }
    }

    /// After close() and a while nothing is left (B3.6, B7.7).
    fn end(mut self) {
        self.step(Step::Close);
        self.step(Step::Pass(3000));
        assert!(self.pair.socket.is_finished());
        assert!(!self.pair.wire.attached);
        assert_eq!(self.pair.wire.listening, None);
        assert_eq!(self.pair.socket.next_deadline(), None);
        let storms = |said: &&Diagnostic| **said == Diagnostic::ReconnectStorm;
        assert!(
            self.pair.diagnostics.iter().filter(storms).count() <= 1,
            "B3.13"
        );
    }
}

/// The numbers of the messages that arrived whole.
fn whole_numbers(sent: &[u8]) -> Vec<usize> {
    let text = std::str::from_utf8(sent).unwrap();
    let mut parts: Vec<_> = text.split(';').collect();
    parts.pop();
    parts.iter().map(|part| part.parse().unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_life_keeps_the_rules(
        mode in prop::sample::select(vec![Mode::Send, Mode::Receive]),
        profile in profile(),
        steps in life(),
    ) {
        let mut life = Life::new(mode, profile);
        for step in steps {
            life.step(step);
        }
        life.end();
    }
}
