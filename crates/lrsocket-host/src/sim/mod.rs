//! The driver for tests: a network in memory and a virtual clock. No thread, no real time, no real
//! port.
//!
//! When nothing is ready, time jumps to the next moment at which something is. What happens, and
//! in which order, follows from what the plug-in and the test do and from the seed of the
//! [`Schedule`]: two runs with one seed tell the same records, byte for byte.

mod clock;
mod end;
mod network;
mod pipe;
mod schedule;
mod wire;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use lrsocket_proto::Time;

pub use clock::VirtualClock;
pub use end::{End, RemoteEnd};
use network::Network;
pub use schedule::Schedule;
pub use wire::EndedBy;

use crate::drive::{Drive, Round};
use crate::host::Host;
use lrsocket_sdk::record::{Event, Record};
use lrsocket_vm::SocketId;

/// Turns at one moment that move no bytes, until time goes on although somebody is ready: a task
/// that yields in a loop, or a socket that is re-opened in its onError.
const SPINS: u32 = 100;

/// How much time goes on then. So a turn of such a loop takes 10 µs, about what it takes a real
/// computer.
const TICK: Duration = Duration::from_millis(1);

/// How things stand after [`Simulation::settle`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// Nothing happens before time passes.
    Quiet,
    /// Somebody is always ready: a task that yields in a loop, say. Time has to pass, too.
    Busy,
    /// The flag of [`Simulation::give_up`] is set.
    GivenUp,
}

/// A host on a network in memory, under a virtual clock.
pub struct Simulation {
    drive: Drive<Network>,
    clock: VirtualClock,
    schedule: Rc<RefCell<Schedule>>,
    records: Vec<Record>,
    give_up: Arc<AtomicBool>,
}

impl Simulation {
    /// Drives `host`, whose settings must hold the same `clock`.
    pub fn new(host: Host, clock: VirtualClock, schedule: Schedule) -> Self {
        let schedule = Rc::new(RefCell::new(schedule));
        Simulation {
            drive: Drive::new(host, Network::new(Rc::clone(&schedule))),
            clock,
            schedule,
            records: Vec::new(),
            give_up: Arc::default(),
        }
    }

    /// Another program has this port: a plug-in cannot open it.
    pub fn occupy(&mut self, port: u16) {
        self.drive.network_mut().occupy(port);
    }

    /// What comes of the attempts to listen of the socket that the `bind` of this number makes: the
    /// port that it gets if it asks for any, or `None` if the port is taken. Attempts beyond these,
    /// and all of other sockets, get what is free.
    pub fn foresee_ports(&mut self, bind: u32, attempts: impl IntoIterator<Item = Option<u16>>) {
        let network = self.drive.network_mut();
        network.foresee(bind, attempts.into_iter().collect());
    }

    /// The plug-ins and their Lightroom.
    pub fn host(&mut self) -> &mut Host {
        self.drive.host()
    }

    /// The time since the simulation began.
    pub fn now(&self) -> Time {
        self.clock.get()
    }

    /// All that has happened so far.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Takes the answer to a command of the control protocol out of the records, if it is among
    /// those from this one on. It is for whoever gave the command and nothing that has happened.
    pub fn take_answer(&mut self, from: usize) -> Option<Record> {
        let mut later = self.records.iter().skip(from);
        let found = later.position(|record| matches!(record.event, Event::Answer { .. }))?;
        Some(self.records.remove(from + found))
    }

    /// All that has happened.
    pub fn into_records(self) -> Vec<Record> {
        self.records
    }

    /// Lightroom starts once more after it has quit: the time, the network and the records go on.
    pub fn restart(&mut self, host: Host) {
        self.drive.restart(host);
    }

    /// A flag that ends whatever runs, soon, when it is set from another thread.
    pub fn give_up(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.give_up)
    }

    /// Runs until nothing more happens without time passing.
    pub fn settle(&mut self) -> Settled {
        let mut spins = 0;
        loop {
            let round = self.drive.round(Host::run);
            let host = self.drive.host();
            self.records
                .extend(std::iter::from_fn(|| host.poll_record()));
            if self.give_up.load(Ordering::Relaxed) {
                return Settled::GivenUp;
            }
            if self.drive.host().is_over() || round == Round::Quiet {
                return Settled::Quiet;
            }
            spins = if round == Round::Moved { 0 } else { spins + 1 };
            if spins > SPINS {
                return Settled::Busy;
            }
        }
    }

    /// When something happens next, if nothing is done before.
    pub fn next_deadline(&self) -> Option<Time> {
        self.drive.next_deadline()
    }

    /// Lets this much time pass.
    pub fn advance(&mut self, by: Duration) -> Settled {
        let end = self.now() + by;
        self.run_until(end, |_| false)
    }

    /// Lets time pass until `done` says so, but at most until `end`. It is asked whenever nothing
    /// more happens at a moment.
    pub fn run_until(&mut self, end: Time, mut done: impl FnMut(&mut Self) -> bool) -> Settled {
        loop {
            let settled = self.settle();
            if settled == Settled::GivenUp || done(self) {
                return settled;
            }
            let now = self.now();
            let next = match settled {
                Settled::Busy => Some(now + TICK),
                _ => self
                    .next_deadline()
                    .map(|next| self.schedule.borrow_mut().late(next)),
            };
            if now >= end {
                return settled;
            }
            self.clock
                .set(next.map_or(end, |next| next.clamp(now, end)));
        }
    }

    /// Lets Lightroom quit, with as much time as its plug-ins take for their end.
    pub fn quit(&mut self) -> Settled {
        /// Far more than a plug-in is given (R6.4), unless it goes on and on about its progress.
        const LONG: Duration = Duration::from_secs(60 * 60);
        self.host().shut_down();
        let end = self.now() + LONG;
        self.run_until(end, |simulation| simulation.host().is_over())
    }

    /// An outside program connects. `None` if the connection is refused: nobody listens there.
    pub fn connect(&mut self, port: u16) -> Option<RemoteEnd> {
        let now = self.now();
        let wire = self.drive.network_mut().connect(port, now)?;
        let (clock, schedule) = (self.clock.clone(), Rc::clone(&self.schedule));
        Some(RemoteEnd::new(wire, clock, schedule))
    }

    /// The socket that has this port open.
    pub fn socket_on(&self, port: u16) -> Option<SocketId> {
        self.drive.network().socket_on(port)
    }

    /// Whether somebody listens on this port.
    pub fn listens(&self, port: u16) -> bool {
        self.drive.network().listens(port)
    }
}
