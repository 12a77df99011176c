//! The sockets of a plug-in: each machine of lrsocket-proto with the task that runs its callbacks.

mod entry;
mod slots;
mod summary;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::sync::Arc;

use lrsocket_proto::{Mode, Phase, Socket, SocketAction, Time};
use mlua::Value;

pub use self::entry::Entry;
use self::slots::{Slot, Slots};
pub use self::summary::{Counts, Listening, SocketSummary};
use crate::record::{Event, SocketInfo};
use lrsocket_vm::{InstanceId, Scheduler, SocketId};

/// The sockets of all plug-ins.
#[derive(Default)]
pub struct Sockets {
    slots: Slots,
    /// What the driver has to do, in the order in which the plug-in asked: a port is given free
    /// before another socket takes it (B5.6).
    actions: VecDeque<(SocketId, SocketAction)>,
    /// Sockets whose driver should look at them, first in, first out.
    dirty: VecDeque<SocketId>,
    /// When to look at which socket. An item counts only if it is the `armed` of its socket, and may
    /// come before the deadline: [`first_deadline`](Self::first_deadline) corrects it then.
    deadlines: BinaryHeap<Reverse<(Time, SocketId)>>,
}

impl Sockets {
    /// Adds the machine of a new socket, which is bound at `at` (`file:line`).
    pub fn add(&mut self, owner: InstanceId, machine: Socket, at: Arc<str>) -> SocketId {
        let entry = Entry {
            machine,
            owner,
            at,
            deliver: None,
            waiting: None,
            callback: "",
            counts: Counts::default(),
            dirty: false,
            armed: None,
        };
        let id = self.slots.add(entry);
        self.collect_actions(id);
        id
    }

    /// The plug-in of a socket; `None` if there never was such a socket.
    pub fn owner(&self, id: SocketId) -> Option<InstanceId> {
        Some(match self.slots.get(id)? {
            Slot::Live(entry) => entry.owner,
            Slot::Past(past) => past.owner,
        })
    }

    /// The socket; `None` once it is finished.
    pub fn entry(&mut self, id: SocketId) -> Option<&mut Entry> {
        self.slots.entry(id)
    }

    /// The socket as the trace shows it; `None` if there never was such a socket.
    pub fn info(&self, id: SocketId) -> Option<SocketInfo> {
        Some(match self.slots.get(id)? {
            Slot::Live(entry) => entry.info(id),
            Slot::Past(past) => past.info.clone(),
        })
    }

    /// Takes up what a call of the machine has left: its actions, its deadline, its diagnostics, and
    /// wakes the task of its callbacks. Returns what to record.
    pub fn settle(&mut self, id: SocketId, scheduler: &mut Scheduler) -> Vec<Event> {
        self.collect_actions(id);
        self.arm(id);
        let Some(entry) = self.slots.entry(id) else {
            return Vec::new();
        };
        let ended = entry.machine.phase() == Phase::Closed;
        if (ended || entry.machine.has_event())
            && let Some(task) = entry.waiting.take()
        {
            scheduler.wake(task, Value::Nil);
        }
        let left = entry.machine.poll_departure().map(|how| Event::Left {
            socket: entry.info(id),
            how: how.into(),
        });
        let diagnostics = self.take_diagnostics(id);
        self.retire(id);
        left.into_iter().chain(diagnostics).collect()
    }

    /// The diagnostics of a machine as events. No allocation if there are none.
    pub fn take_diagnostics(&mut self, id: SocketId) -> Vec<Event> {
        let mut events = Vec::new();
        if let Some(entry) = self.slots.entry(id) {
            while let Some(diagnostic) = entry.machine.poll_diagnostic() {
                events.push(Event::Diagnostic {
                    rule: diagnostic.rule(),
                    message: diagnostic.to_string(),
                    socket: Some(entry.info(id)),
                    at: None,
                    fails: diagnostic.fails(),
                });
            }
        }
        events
    }

    /// Asks the driver to look at this socket: it may have something to write, or room to read.
    pub fn mark_dirty(&mut self, id: SocketId) {
        self.dirty_entry(id);
    }

    /// The socket, which the driver is asked to look at; `None` once it is finished.
    pub fn dirty_entry(&mut self, id: SocketId) -> Option<&mut Entry> {
        let entry = self.slots.entry(id)?;
        if !std::mem::replace(&mut entry.dirty, true) {
            self.dirty.push_back(id);
        }
        Some(entry)
    }

    /// Takes the actions of the machine.
    pub fn collect_actions(&mut self, id: SocketId) {
        if let Some(entry) = self.slots.entry(id) {
            while let Some(action) = entry.machine.poll_action() {
                self.actions.push_back((id, action));
            }
        }
    }

    /// The next action that the driver has to carry out.
    pub fn poll_action(&mut self) -> Option<(SocketId, SocketAction)> {
        self.actions.pop_front()
    }

    /// Whether there is an action to [poll](Self::poll_action).
    pub fn has_actions(&self) -> bool {
        !self.actions.is_empty()
    }

    /// The next socket that the driver should look at.
    pub fn poll_dirty(&mut self) -> Option<SocketId> {
        loop {
            let id = self.dirty.pop_front()?;
            if let Some(entry) = self.slots.entry(id) {
                entry.dirty = false;
                return Some(id);
            }
        }
    }

    /// Whether [`poll_dirty`](Self::poll_dirty) has one.
    pub fn has_dirty(&self) -> bool {
        !self.dirty.is_empty()
    }

    /// The sockets whose deadline has come, in the order of their ids. Each must be
    /// [settled](Self::settle) afterwards.
    pub fn due(&mut self, now: Time) -> Vec<SocketId> {
        let mut due = Vec::new();
        while let Some((at, id)) = self.first_deadline()
            && at <= now
        {
            self.deadlines.pop();
            if let Some(entry) = self.slots.entry(id) {
                entry.armed = None;
            }
            due.push(id);
        }
        due.sort_unstable();
        due
    }

    /// When the next socket is [due](Self::due).
    pub fn next_deadline(&mut self) -> Option<Time> {
        self.first_deadline().map(|(at, _)| at)
    }

    /// The first deadline of all, which is then the top of the heap. Most deadlines move only to
    /// later moments (each message moves that of B4.2), so they are corrected here and not there.
    fn first_deadline(&mut self) -> Option<(Time, SocketId)> {
        loop {
            let Reverse((at, id)) = *self.deadlines.peek()?;
            let entry = self.slots.entry(id);
            let Some(entry) = entry.filter(|entry| entry.armed == Some(at)) else {
                self.deadlines.pop();
                continue;
            };
            let deadline = entry.machine.next_deadline();
            if deadline == Some(at) {
                return Some((at, id));
            }
            self.deadlines.pop();
            entry.armed = None;
            self.arm(id);
        }
    }

    /// Sees to it that a deadline is not missed.
    fn arm(&mut self, id: SocketId) {
        let Some(entry) = self.slots.entry(id) else {
            return;
        };
        if let Some(at) = entry.machine.next_deadline()
            && entry.armed.is_none_or(|armed| at < armed)
        {
            entry.armed = Some(at);
            self.deadlines.push(Reverse((at, id)));
        }
    }

    /// The task of a socket's callbacks has ended, and none follows it.
    pub fn end_delivery(&mut self, id: SocketId) {
        if let Some(entry) = self.slots.entry(id) {
            entry.deliver = None;
            self.retire(id);
        }
    }

    /// The same for all sockets of a plug-in, whose tasks are gone.
    pub fn end_deliveries_of(&mut self, owner: InstanceId) {
        let own = self
            .slots
            .entries()
            .filter(|(_, entry)| entry.owner == owner);
        let own: Vec<SocketId> = own.map(|(id, _)| id).collect();
        for id in own {
            self.end_delivery(id);
        }
    }

    /// Drops the machine of a socket that is finished, once nothing can ask for it any more.
    fn retire(&mut self, id: SocketId) {
        let over = self
            .entry(id)
            .is_some_and(|entry| entry.machine.is_finished() && entry.deliver.is_none());
        if !over || self.actions.iter().any(|(of, _)| *of == id) {
            return;
        }
        self.slots.retire(id);
    }

    /// Whether something can still happen to a socket by itself.
    pub fn any_alive(&self) -> bool {
        let alive = [Phase::Opening, Phase::Listening, Phase::Connected];
        let mut entries = self.slots.entries();
        entries.any(|(_, entry)| alive.contains(&entry.machine.phase()))
    }

    /// The sockets that are not finished.
    pub fn unfinished(&self) -> Vec<SocketId> {
        let entries = self.slots.entries();
        let unfinished = entries.filter(|(_, entry)| !entry.machine.is_finished());
        unfinished.map(|(id, _)| id).collect()
    }

    /// The sockets that have a port or a client, as the trace shows them.
    pub fn served(&self) -> impl Iterator<Item = SocketInfo> {
        let entries = self.slots.entries();
        let served = entries.filter(|(_, entry)| {
            matches!(entry.machine.phase(), Phase::Listening | Phase::Connected)
        });
        served.map(|(id, entry)| entry.info(id))
    }

    /// The sockets of a plug-in that are not closed.
    pub fn open_of(&self, owner: InstanceId) -> Vec<SocketId> {
        let entries = self.slots.entries();
        let open = entries
            .filter(|(_, entry)| entry.owner == owner && entry.machine.phase() != Phase::Closed);
        open.map(|(id, _)| id).collect()
    }

    /// Whether every socket of a plug-in is closed and has nothing more to write. Its port may linger
    /// (B5.6).
    pub fn finished_of(&self, owner: InstanceId) -> bool {
        let mut entries = self.slots.entries();
        let unfinished =
            entries.any(|(_, entry)| entry.owner == owner && !entry.machine.is_drained());
        let mut actions = self.actions.iter();
        !unfinished && !actions.any(|(id, _)| self.owner(*id) == Some(owner))
    }

    /// The sockets that listen, in the order of their `bind`s, each with its owner and port.
    pub fn listening(&self) -> impl Iterator<Item = (SocketId, InstanceId, Mode, u16)> {
        self.slots.entries().filter_map(|(id, entry)| {
            let listens = entry.machine.phase() == Phase::Listening;
            let port = entry.machine.port().filter(|_| listens)?;
            Some((id, entry.owner, entry.machine.config().mode, port))
        })
    }

    /// `owner_of` returns the identifier of an instance's plug-in, and whether it was left behind.
    pub fn summary(&self, owner_of: impl Fn(InstanceId) -> (Arc<str>, bool)) -> Vec<SocketSummary> {
        let summary = |socket, owner, counts, phase| {
            let (plugin, left_behind) = owner_of(owner);
            SocketSummary {
                socket,
                counts,
                phase,
                plugin,
                left_behind,
            }
        };
        let summaries = self.slots.iter().map(|(id, slot)| match slot {
            Slot::Live(entry) => {
                let phase = entry.machine.phase();
                summary(entry.info(id), entry.owner, entry.counts, phase)
            }
            Slot::Past(past) => summary(past.info.clone(), past.owner, past.counts, Phase::Closed),
        });
        summaries.collect()
    }
}
