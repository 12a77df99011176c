//! One connection through the proxy, without I/O: what is read goes in, what may be written comes
//! out, and the faults decide when.

mod acks;
mod armed;
mod lane;
mod lines;
mod pool;
mod seen;

use std::collections::VecDeque;
use std::time::Duration;

use lrsocket_proto::{Mode, Time};

use acks::AckFilter;
use armed::{Due, Faults};
use lane::Lane;
use lines::Lines;
use lrsocket_faults::{Ending, TrafficFault};
pub use pool::{Pool, READ_SIZE};
pub use seen::{Counts, Seen};
use seen::{Watcher, stray, watch};

/// After this much silence a message of the plug-in without a line feed is shown as it is: `send`
/// adds none (B7.1).
const SILENCE: Duration = Duration::from_millis(200);

/// One end of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The outside program.
    Remote,
    /// The plug-in.
    Plugin,
}

impl Side {
    /// The other end.
    #[must_use]
    pub const fn other(self) -> Side {
        match self {
            Side::Remote => Side::Plugin,
            Side::Plugin => Side::Remote,
        }
    }
}

/// What the driver is to do, besides reading and writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyAction {
    /// Nothing more will be written to this side: pass the end of the stream on.
    Finish(Side),
    /// Both connections end, so.
    Close {
        /// How that to the outside program ends.
        remote: Ending,
        /// How that to the plug-in ends.
        plugin: Ending,
    },
}

/// One connection, as a state machine.
///
/// Three families of methods: `handle_*` is what the driver saw, `transmit` and `poll_action` are
/// what it is to do, [`arm`](Self::arm) and [`disarm`](Self::disarm) change the faults. Invariant:
/// bytes leave a lane in the order in which they came, none twice; without a fault all of them do.
#[derive(Debug)]
pub struct ProxyLink {
    mode: Mode,
    /// From the outside program, from the plug-in.
    lanes: [Lane; 2],
    lines: [Lines; 2],
    /// When the plug-in's unfinished line is shown.
    silent_at: Option<Time>,
    faults: Faults,
    acks: AckFilter,
    dropped_acks: u64,
    actions: VecDeque<ProxyAction>,
    closed_reported: bool,
    closed: bool,
    /// How much of a line is reported; 0 if nobody wants to know what passes by.
    reported: usize,
}

impl ProxyLink {
    /// A connection to a port of this mode. Of what passes by up to `reported` bytes a line are reported,
    /// and nothing is looked at if that is 0. `seed` decides all that is random.
    pub fn new(mode: Mode, reported: usize, seed: u64) -> Self {
        ProxyLink {
            mode,
            lanes: [Lane::default(), Lane::default()],
            lines: [Lines::keeping(reported), Lines::keeping(reported)],
            silent_at: None,
            faults: Faults::new(seed),
            acks: AckFilter::default(),
            dropped_acks: 0,
            actions: VecDeque::new(),
            closed_reported: false,
            closed: false,
            reported,
        }
    }

    /// What has passed so far.
    pub fn counts(&self) -> Counts {
        Counts {
            bytes_in: self.lane(Side::Remote).bytes,
            bytes_out: self.lane(Side::Plugin).bytes,
            messages: self.lane(self.data()).lines,
            dropped_acks: self.dropped_acks,
        }
    }

    /// Puts a fault on. Times and amounts count from now.
    pub fn arm(&mut self, fault: TrafficFault, now: Time, seen: Watcher<'_>) {
        let data = self.lane(self.data());
        let (lines, bytes) = (data.lines, data.bytes);
        self.faults.arm(fault, now, lines, bytes);
        self.check(now, seen);
    }

    /// Takes off the faults of this name, or all. What is delayed already stays so.
    pub fn disarm(&mut self, name: Option<&str>, now: Time, seen: Watcher<'_>) {
        self.faults.disarm(name);
        if !self.faults.drops_acks() && !self.closed {
            // What was held back as the beginning of an acknowledgement.
            self.release_held(now);
        }
        self.check(now, seen);
    }

    /// Whether bytes of this side can be taken.
    pub fn read_wanted(&self, from: Side) -> bool {
        let delayed = self.faults.is_delayed();
        !self.closed && !self.faults.is_stalled() && self.lane(from).has_room(delayed)
    }

    /// Where to append what is read; at most [`READ_SIZE`] bytes. Afterwards call
    /// [`handle_received`](Self::handle_received) or [`recycle`](Self::recycle).
    pub fn read_buffer(&mut self, from: Side, pool: &mut Pool) -> &mut Vec<u8> {
        self.lanes[index(from)].read_buffer(pool)
    }

    /// Gives back the buffer of a side that has nothing to pass on.
    pub fn recycle(&mut self, from: Side, pool: &mut Pool) {
        self.lanes[index(from)].recycle(pool);
    }

    /// Bytes of this side were appended to its buffer.
    pub fn handle_received(&mut self, from: Side, now: Time, seen: Watcher<'_>) {
        let dropping =
            from == Side::Plugin && self.mode == Mode::Receive && self.faults.drops_acks();
        let lane = &mut self.lanes[index(from)];
        if from == Side::Plugin && self.reported > 0 {
            let lines = &mut self.lines[index(from)];
            watch(self.mode, from, lines, lane.fresh(), dropping, seen);
            self.silent_at =
                (self.mode == Mode::Send && lines.partial() > 0).then_some(now + SILENCE);
        }
        if dropping {
            let (acks, dropped) = (&mut self.acks, &mut self.dropped_acks);
            lane.filter(|bytes, rest| *dropped += acks.filter(bytes, rest));
        }
        let delay = self.faults.delay();
        self.lanes[index(from)].received(now, delay);
    }

    /// This side has ended its stream.
    pub fn handle_end(&mut self, from: Side, now: Time, seen: Watcher<'_>) {
        if from == Side::Plugin {
            self.release_held(now);
            self.flush_sent(seen);
            if !self.lane(Side::Remote).is_over() {
                self.report_closed(Side::Plugin, false, seen);
            }
        }
        let delay = self.faults.delay();
        self.lanes[index(from)].ended(now, delay);
        self.pass_ends(now, seen);
    }

    /// This side has reset its connection, or it failed: so does the other.
    pub fn handle_reset(&mut self, from: Side, seen: Watcher<'_>) {
        if self.closed {
            return;
        }
        self.flush_sent(seen);
        self.report_closed(from, false, seen);
        let (remote, plugin) = match from {
            Side::Remote => (Ending::Fin, Ending::Reset),
            Side::Plugin => (Ending::Reset, Ending::Fin),
        };
        self.close(remote, plugin);
    }

    /// What of this side's bytes may be written to the other now.
    pub fn transmit(&self, from: Side) -> &[u8] {
        let lane = self.lane(from);
        if self.closed || self.faults.is_stalled() || lane.gap_until.is_some() {
            return &[];
        }
        let mut bytes = lane.transmit();
        if from == self.data() {
            let allowed = self.faults.allowance(bytes, lane.lines, lane.bytes);
            bytes = &bytes[..allowed];
        }
        match self.faults.gap() {
            Some(_) => &bytes[..bytes.len().min(1)],
            None => bytes,
        }
    }

    /// The first `count` of [`transmit`](Self::transmit) were written.
    pub fn handle_transmitted(&mut self, from: Side, count: usize, now: Time, seen: Watcher<'_>) {
        let gap = self.faults.gap();
        let lane = &mut self.lanes[index(from)];
        let bytes = &lane.transmit()[..count];
        if from == Side::Remote && self.reported > 0 {
            watch(
                self.mode,
                from,
                &mut self.lines[index(from)],
                bytes,
                false,
                seen,
            );
        }
        let lines = memchr::memchr_iter(b'\n', bytes).count();
        lane.lines += lines as u64;
        lane.passed(count);
        lane.gap_until = gap.filter(|gap| !gap.is_zero()).map(|gap| now + gap);
        self.check(now, seen);
        self.pass_ends(now, seen);
    }

    /// The time has come that [`next_deadline`](Self::next_deadline) named.
    pub fn handle_timeout(&mut self, now: Time, seen: Watcher<'_>) {
        for lane in &mut self.lanes {
            lane.release(now);
        }
        if self.silent_at.is_some_and(|at| at <= now) {
            self.flush_sent(seen);
        }
        self.check(now, seen);
        self.pass_ends(now, seen);
    }

    /// When [`handle_timeout`](Self::handle_timeout) has something to do.
    pub fn next_deadline(&self) -> Option<Time> {
        if self.closed {
            return None;
        }
        let lanes = self.lanes.iter().filter(|_| !self.faults.is_stalled());
        let lanes = lanes.filter_map(Lane::next_deadline).min();
        [lanes, self.faults.next_deadline(), self.silent_at]
            .into_iter()
            .flatten()
            .min()
    }

    /// The next thing to do.
    pub fn poll_action(&mut self) -> Option<ProxyAction> {
        self.actions.pop_front()
    }

    /// Whether it has ended. What is left are its actions.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    fn lane(&self, from: Side) -> &Lane {
        &self.lanes[index(from)]
    }

    /// Whose bytes the port is for (B1.2).
    fn data(&self) -> Side {
        match self.mode {
            Mode::Receive => Side::Remote,
            Mode::Send => Side::Plugin,
        }
    }

    /// Does what is due of the faults.
    fn check(&mut self, now: Time, seen: Watcher<'_>) {
        while !self.closed {
            let data = self.lane(self.data());
            let (lines, bytes) = (data.lines, data.bytes);
            match self.faults.poll(now, lines, bytes) {
                None => return,
                Some(Due::Stall(fault)) => seen(Seen::Fault(fault)),
                Some(Due::StallEnds(fault)) => seen(Seen::FaultEnds(fault)),
                Some(Due::End(fault, ending)) => {
                    seen(Seen::Fault(fault));
                    self.flush_sent(seen);
                    self.report_closed(Side::Remote, true, seen);
                    self.close(ending, ending);
                }
            }
        }
    }

    fn pass_ends(&mut self, now: Time, seen: Watcher<'_>) {
        for from in [Side::Remote, Side::Plugin] {
            if self.closed || self.faults.is_stalled() {
                return;
            }
            if !self.lanes[index(from)].take_end(now) {
                continue;
            }
            if from == Side::Remote {
                if self.mode == Mode::Receive && self.lines[0].partial() > 0 {
                    let length = self.lines[0].partial();
                    seen(Seen::Unterminated { length });
                }
                self.report_closed(Side::Remote, false, seen);
            }
            self.actions.push_back(ProxyAction::Finish(from.other()));
        }
        if self.lanes.iter().all(Lane::is_over) {
            self.close(Ending::Fin, Ending::Fin);
        }
    }

    fn close(&mut self, remote: Ending, plugin: Ending) {
        if !self.closed {
            self.closed = true;
            self.actions
                .push_back(ProxyAction::Close { remote, plugin });
        }
    }

    fn report_closed(&mut self, by: Side, by_fault: bool, seen: Watcher<'_>) {
        if !std::mem::replace(&mut self.closed_reported, true) {
            seen(Seen::Closed { by, by_fault });
        }
    }

    /// What was held back as the beginning of an acknowledgement is none.
    fn release_held(&mut self, now: Time) {
        let (delay, acks) = (self.faults.delay(), &mut self.acks);
        let lane = &mut self.lanes[index(Side::Plugin)];
        lane.filter(|_, rest| acks.release(rest));
        lane.received(now, delay);
    }

    /// Tells of what the plug-in wrote without a line feed.
    fn flush_sent(&mut self, seen: Watcher<'_>) {
        self.silent_at = None;
        let mode = self.mode;
        self.lines[index(Side::Plugin)].flush(|bytes, length| {
            seen(match mode {
                Mode::Send => Seen::Sent { bytes, length },
                Mode::Receive => stray(Side::Plugin, bytes, length),
            });
        });
    }
}

const fn index(from: Side) -> usize {
    match from {
        Side::Remote => 0,
        Side::Plugin => 1,
    }
}
