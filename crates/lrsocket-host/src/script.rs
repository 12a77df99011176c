//! The driver for exact replays: a network and a clock that do what they did in a recording.
//!
//! A recording has each round of the loop ([`Round`]): the looks at the clock, and what happened to the
//! sockets. A host that gets the same again does the same, however late its timers were. A plug-in
//! that has changed may ask for other things: what does not fit is left out.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use std::time::Duration;

use lrsocket_proto::{Impairment, Socket, SocketAction, SocketInput, Time};
use lrsocket_sdk::application::settings::Clock;
use lrsocket_sdk::application::work::{WorkId, WorkResult};
use lrsocket_sdk::record::{Event, Input, Record, Round};
use lrsocket_vm::SocketId;

use crate::drive::{self, ClientState, Drive};
use crate::host::Host;

/// How much later each look at the clock is that the recording does not have, so that code which waits
/// for a time ends.
const TICK: Duration = Duration::from_millis(1);

/// A clock that shows what it showed in the recording. Clones are the same clock.
#[derive(Clone, Debug, Default)]
pub struct ScriptClock(Rc<Dial>);

#[derive(Debug, Default)]
struct Dial {
    /// What the next looks show.
    next: RefCell<VecDeque<u64>>,
    last: Cell<Time>,
    /// The next changes of the time of day: the number of the look, and the time of day at the start.
    days: RefCell<VecDeque<(u32, u64)>>,
    looks: Cell<u32>,
    day: Cell<u64>,
}

impl ScriptClock {
    /// Shows, from now on, what the looks until the end of this round did.
    pub fn load(&self, round: &Round) {
        *self.0.next.borrow_mut() = round.now.iter().copied().collect();
        *self.0.days.borrow_mut() = round.day.iter().copied().collect();
        self.0.looks.set(0);
    }
}

impl Clock for ScriptClock {
    fn now(&self) -> Time {
        let next = self.0.next.borrow_mut().pop_front();
        let passed = next.map_or(TICK, Duration::from_micros);
        self.0.last.set(self.0.last.get() + passed);
        self.0.last.get()
    }

    fn glance(&self) -> Time {
        self.0.last.get()
    }

    fn wall(&self) -> Duration {
        let look = self.0.looks.get();
        self.0.looks.set(look.wrapping_add(1));
        let mut days = self.0.days.borrow_mut();
        if let Some((_, day)) = days.front().filter(|(at, _)| *at <= look) {
            self.0.day.set(*day);
            days.pop_front();
        }
        Duration::from_micros(self.0.day.get()) + self.0.last.get().since_start()
    }
}

/// A host that gets what a recorded one got.
pub struct Scripted {
    drive: Drive<ScriptNetwork>,
    clock: ScriptClock,
    records: Vec<Record>,
}

impl Scripted {
    /// Drives `host`, whose settings must hold the same `clock`.
    pub fn new(host: Host, clock: ScriptClock) -> Self {
        Scripted {
            drive: Drive::new(host, ScriptNetwork::default()),
            clock,
            records: Vec::new(),
        }
    }

    /// Repeats a round, whose looks at the clock are [loaded](ScriptClock::load).
    pub fn round(&mut self, round: &Round) {
        self.drive.network_mut().begin(round);
        self.drive.round(Host::run);
        let host = self.drive.host();
        // What comes of it is in the recording.
        while host.poll_work().is_some() {}
        self.collect();
    }

    /// Carries out a line of the control protocol. Returns whether it was not refused.
    pub fn control(&mut self, line: &str) -> bool {
        let from = self.records.len();
        self.drive.host().control(line);
        self.collect();
        let mut new = self.records[from..].iter();
        !new.any(|record| matches!(record.event, Event::Answer { ok: false, .. }))
    }

    /// Outside work is done.
    pub fn work_done(&mut self, work: u64, result: &WorkResult) {
        let host = self.drive.host();
        host.handle_work_done(WorkId::numbered(work), result);
        self.collect();
    }

    /// The clock.
    pub fn clock(&self) -> &ScriptClock {
        &self.clock
    }

    /// Everything that has happened.
    pub fn into_records(self) -> Vec<Record> {
        self.records
    }

    fn collect(&mut self) {
        let host = self.drive.host();
        self.records
            .extend(std::iter::from_fn(|| host.poll_record()));
    }
}

/// A network that does what it did in the recording.
#[derive(Default)]
struct ScriptNetwork {
    /// The sockets, by the numbers of their `bind`s.
    ids: BTreeMap<u32, SocketId>,
    carried: BTreeMap<u32, VecDeque<SocketInput>>,
    acted: BTreeMap<u32, VecDeque<SocketInput>>,
}

impl ScriptNetwork {
    fn begin(&mut self, round: &Round) {
        self.carried = queues(&round.carried);
        self.acted = queues(&round.acted);
    }
}

fn queues(inputs: &[(u32, Input)]) -> BTreeMap<u32, VecDeque<SocketInput>> {
    let mut queues: BTreeMap<u32, VecDeque<SocketInput>> = BTreeMap::new();
    for (socket, Input(input)) in inputs {
        queues.entry(*socket).or_default().push_back(input.clone());
    }
    queues
}

impl drive::Network for ScriptNetwork {
    /// Whatever the clients that are faults did is in the recording.
    type Client = ();

    fn ready(&mut self, ids: &mut Vec<SocketId>, _now: Time) {
        let sockets = self.carried.keys();
        ids.extend(sockets.filter_map(|socket| self.ids.get(socket)));
    }

    fn carry(&mut self, id: SocketId, machine: &mut Socket, _link: Impairment, now: Time) -> bool {
        let Some(inputs) = self.carried.remove(&id.number()) else {
            return false;
        };
        for input in &inputs {
            machine.handle(input, now);
        }
        true
    }

    fn act(
        &mut self,
        id: SocketId,
        action: SocketAction,
        machine: &mut Socket,
        _link: Impairment,
        now: Time,
    ) {
        self.ids.insert(id.number(), id);
        if let SocketAction::Listen { .. } = action {
            let inputs = self.acted.get_mut(&id.number());
            match inputs.and_then(VecDeque::pop_front) {
                Some(input) => machine.handle(&input, now),
                None => machine.handle_listen_failed(),
            }
        }
    }

    fn kill(&mut self, _id: SocketId) {}

    fn reset(&mut self, _id: SocketId, _now: Time) {}

    fn connect_client(&mut self, _port: u16, _now: Time) {}

    fn client_state(&mut self, _client: &mut (), _now: Time) -> ClientState {
        ClientState::Connected
    }

    fn disconnect_client(&mut self, _client: (), _now: Time) {}
}
