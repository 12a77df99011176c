//! The outside program's end of a simulated connection.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use lrsocket_proto::Time;

use super::clock::VirtualClock;
use super::network::Connection;
use super::pipe::Last;
use super::schedule::Schedule;
use super::wire::{EndedBy, Outside, Wire};

/// How a connection looks to the outside program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It is open, as far as it knows.
    Open,
    /// The plug-in has closed it in order.
    Finished,
    /// The plug-in has reset it, or stopped listening before it accepted it.
    Reset,
}

/// The outside program's end of a connection; see [`Simulation::connect`](super::Simulation::connect).
/// Clones are the same end. Dropping it does not close it. What it does happens at the time that
/// the simulation's clock shows; nobody sees it before the simulation runs on.
#[derive(Clone, Debug)]
pub struct RemoteEnd {
    wire: Connection,
    clock: VirtualClock,
    schedule: Rc<RefCell<Schedule>>,
}

impl RemoteEnd {
    pub(super) fn new(
        wire: Connection,
        clock: VirtualClock,
        schedule: Rc<RefCell<Schedule>>,
    ) -> Self {
        RemoteEnd {
            wire,
            clock,
            schedule,
        }
    }

    /// Writes. Lost if it has closed its end.
    pub fn write(&self, bytes: &[u8]) {
        self.if_open(|wire, now, schedule| wire.write_outside(bytes, now, schedule));
    }

    /// What has arrived and was not taken yet.
    pub fn read(&self) -> Vec<u8> {
        let mut wire = self.wire.borrow_mut();
        wire.collect(self.clock.get());
        std::mem::take(&mut wire.inbox)
    }

    /// The same as text; bytes that are no UTF-8 are replaced.
    pub fn read_text(&self) -> String {
        String::from_utf8_lossy(&self.read()).into_owned()
    }

    /// Closes the writing half: it still reads.
    pub fn finish(&self) {
        self.if_open(|wire, now, schedule| wire.end_outside(Last::Fin, now, schedule));
    }

    /// Closes it in order; what was written before still arrives. Unread bytes turn the FIN into a
    /// reset, as every system does it.
    pub fn close(&self) {
        self.if_open(|wire, now, schedule| {
            wire.collect(now);
            let last = if wire.from_plugin.len() > 0 {
                Last::Reset
            } else {
                Last::Fin
            };
            wire.leave(Outside::Closed);
            wire.end_outside(last, now, schedule);
        });
    }

    /// Resets it: what was written and the plug-in has not read is lost.
    pub fn reset(&self) {
        self.if_open(|wire, now, schedule| {
            wire.leave(Outside::Reset);
            wire.end_outside(Last::Reset, now, schedule);
        });
    }

    /// Its computer loses power: what is under way is lost, and nothing is ever answered.
    pub fn vanish(&self) {
        self.if_open(|wire, _, _| {
            wire.lose_outside();
            wire.leave(Outside::Vanished);
        });
    }

    /// Its computer restarts: the plug-in is not told, and learns of it by the answer to the next
    /// packet that it sends.
    pub fn restart(&self) {
        self.if_open(|wire, _, _| {
            wire.lose_outside();
            wire.leave(Outside::Restarted);
        });
    }

    /// How the connection looks from here.
    pub fn end(&self) -> End {
        let mut wire = self.wire.borrow_mut();
        let now = self.clock.get();
        wire.collect(now);
        match wire.from_plugin.ended(now) {
            None => End::Open,
            Some(Last::Fin) => End::Finished,
            Some(Last::Reset) => End::Reset,
        }
    }

    /// How and when the plug-in's side, or a fault, ended the connection; `None` if nobody did, or the
    /// outside program has yet to see it.
    pub fn ended_by(&self) -> Option<(Time, EndedBy)> {
        let seen = self.end() != End::Open;
        self.wire.borrow().ended_by.filter(|_| seen)
    }

    /// Whether it can still write: it has neither closed its end nor lost it.
    pub fn is_open(&self) -> bool {
        self.wire.borrow().outside == Outside::Open
    }

    /// How many bytes the plug-in has not read.
    pub fn unread(&self) -> usize {
        self.wire.borrow().unread()
    }

    /// Whether it takes what the plug-in writes. One that does not lets the window fill.
    pub fn set_reading(&self, reading: bool) {
        self.wire.borrow_mut().reading = reading;
    }

    /// How many bytes the plug-in may write that nobody takes; what is more waits in the plug-in's
    /// send queue.
    pub fn set_window(&self, bytes: usize) {
        self.wire.borrow_mut().window = bytes;
    }

    /// The most that one read of the plug-in gets of what is written: 1 for byte by byte.
    pub fn set_chunk(&self, bytes: usize) {
        self.wire.borrow_mut().chunk = bytes.max(1);
    }

    /// What either side writes from now on is under way for this much longer. Nothing overtakes what
    /// was written before on the same connection.
    pub fn set_delay(&self, delay: Duration) {
        let mut wire = self.wire.borrow_mut();
        wire.to_plugin.set_delay(delay);
        wire.from_plugin.set_delay(delay);
    }

    fn if_open(&self, act: impl FnOnce(&mut Wire, Time, &mut Schedule)) {
        let mut wire = self.wire.borrow_mut();
        if wire.outside == Outside::Open {
            act(&mut wire, self.clock.get(), &mut self.schedule.borrow_mut());
        }
    }
}
