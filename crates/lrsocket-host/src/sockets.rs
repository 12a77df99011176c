//! The sockets of a plug-in: each machine of lrsocket-proto with the task that runs its callbacks.

use std::collections::VecDeque;
use std::sync::Arc;

use lrsocket_proto::{Phase, Socket, SocketAction, Time};
use mlua::{Function, Value};

use crate::application::InstanceId;
use crate::record::{Event, SocketInfo};
use crate::tasks::{Scheduler, TaskId};

/// A socket of a plug-in, as the driver names it. Numbers are never used twice in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SocketId(pub(crate) usize);

/// One socket.
pub(crate) struct Entry {
    pub(crate) machine: Socket,
    /// Whose it is.
    owner: InstanceId,
    /// `file:line` of the `bind`.
    pub(crate) at: Arc<str>,
    /// The function of the task that runs the callbacks; a new task of it replaces a failed one.
    pub(crate) deliver: Option<Function>,
    /// That task, while it waits for the next event.
    pub(crate) waiting: Option<TaskId>,
    /// The callback that runs or ran last.
    pub(crate) callback: &'static str,
    pub(crate) counts: Counts,
    /// Whether the driver has been told that there is something for it.
    dirty: bool,
}

/// What went through a socket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Lines received.
    pub messages_in: u64,
    /// Calls of `send`.
    pub messages_out: u64,
    /// Clients accepted.
    pub connections: u64,
    /// `onError`s.
    pub errors: u64,
}

/// A socket in the summary of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocketSummary {
    /// Which.
    pub socket: SocketInfo,
    /// What went through it.
    pub counts: Counts,
    /// Where in its life it is.
    pub phase: Phase,
    /// The `LrToolkitIdentifier` of its plug-in.
    pub plugin: Arc<str>,
    /// Whether a reload has left its Lua state behind (B8.2, `reload_leak`).
    pub left_behind: bool,
}

/// The sockets of a plug-in.
#[derive(Default)]
pub(crate) struct Sockets {
    entries: Vec<Entry>,
    /// What the driver is to do, in the order in which the plug-in asked: a port is given free
    /// before another socket takes it (B5.6).
    actions: VecDeque<(SocketId, SocketAction)>,
    /// Sockets whose driver should look at them.
    dirty: Vec<SocketId>,
    /// Sockets that are not finished, so that a plug-in that binds all day long does not get slow.
    unfinished: Vec<SocketId>,
}

impl Sockets {
    pub(crate) fn add(&mut self, owner: InstanceId, machine: Socket, at: Arc<str>) -> SocketId {
        let id = SocketId(self.entries.len());
        self.entries.push(Entry {
            machine,
            owner,
            at,
            deliver: None,
            waiting: None,
            callback: "",
            counts: Counts::default(),
            dirty: false,
        });
        self.unfinished.push(id);
        self.collect_actions(id);
        id
    }

    /// Whose socket it is.
    pub(crate) fn owner(&self, id: SocketId) -> InstanceId {
        self.entries[id.0].owner
    }

    pub(crate) fn entry(&mut self, id: SocketId) -> &mut Entry {
        &mut self.entries[id.0]
    }

    /// For the events of this socket in the trace.
    pub(crate) fn info(&self, id: SocketId) -> SocketInfo {
        let entry = &self.entries[id.0];
        SocketInfo {
            id: id.0 as u32 + 1,
            mode: entry.machine.config().mode,
            port: entry
                .machine
                .port()
                .unwrap_or(entry.machine.config().port.number()),
            at: Arc::clone(&entry.at),
        }
    }

    /// The machine was called: takes its actions, and wakes the task of its callbacks. Returns what
    /// a person should know.
    pub(crate) fn settle(&mut self, id: SocketId, scheduler: &mut Scheduler) -> Vec<Event> {
        self.collect_actions(id);
        let entry = &mut self.entries[id.0];
        let ended = entry.machine.phase() == Phase::Closed;
        if (ended || entry.machine.has_event())
            && let Some(task) = entry.waiting.take()
        {
            scheduler.wake(task, Value::Nil);
        }
        let departure = entry.machine.poll_departure();
        let left = departure.map(|how| Event::Left {
            socket: self.info(id),
            how: how.into(),
        });
        let diagnostics = self.take_diagnostics(id);
        left.into_iter().chain(diagnostics).collect()
    }

    /// The diagnostics of a machine as events. No allocation if there are none.
    pub(crate) fn take_diagnostics(&mut self, id: SocketId) -> Vec<Event> {
        let mut events = Vec::new();
        while let Some(diagnostic) = self.entries[id.0].machine.poll_diagnostic() {
            events.push(Event::Diagnostic {
                rule: diagnostic.rule(),
                message: diagnostic.to_string(),
                socket: Some(self.info(id)),
                at: None,
            });
        }
        events
    }

    /// Tells the driver to look at this socket: it may have something to write, or room to read.
    pub(crate) fn mark_dirty(&mut self, id: SocketId) {
        if !std::mem::replace(&mut self.entries[id.0].dirty, true) {
            self.dirty.push(id);
        }
    }

    pub(crate) fn collect_actions(&mut self, id: SocketId) {
        while let Some(action) = self.entries[id.0].machine.poll_action() {
            self.actions.push_back((id, action));
        }
    }

    pub(crate) fn poll_action(&mut self) -> Option<(SocketId, SocketAction)> {
        self.actions.pop_front()
    }

    pub(crate) fn has_actions(&self) -> bool {
        !self.actions.is_empty()
    }

    pub(crate) fn poll_dirty(&mut self) -> Option<SocketId> {
        let id = self.dirty.pop()?;
        self.entries[id.0].dirty = false;
        Some(id)
    }

    pub(crate) fn has_dirty(&self) -> bool {
        !self.dirty.is_empty()
    }

    /// The sockets whose deadline has come.
    pub(crate) fn due(&mut self, now: Time) -> Vec<SocketId> {
        self.unfinished
            .retain(|id| !self.entries[id.0].machine.is_finished());
        let is_due = |id: &&SocketId| {
            self.entries[id.0]
                .machine
                .next_deadline()
                .is_some_and(|deadline| deadline <= now)
        };
        self.unfinished.iter().filter(is_due).copied().collect()
    }

    pub(crate) fn next_deadline(&self) -> Option<Time> {
        self.unfinished
            .iter()
            .filter_map(|id| self.entries[id.0].machine.next_deadline())
            .min()
    }

    /// Whether something can still happen to a socket by itself.
    pub(crate) fn any_alive(&self) -> bool {
        let alive = [Phase::Opening, Phase::Listening, Phase::Connected];
        self.unfinished
            .iter()
            .any(|id| alive.contains(&self.entries[id.0].machine.phase()))
    }

    /// The sockets that are not finished.
    pub(crate) fn unfinished(&mut self) -> Vec<SocketId> {
        self.unfinished
            .retain(|id| !self.entries[id.0].machine.is_finished());
        self.unfinished.clone()
    }

    /// The sockets of a plug-in that are not closed.
    pub(crate) fn open_of(&self, owner: InstanceId) -> Vec<SocketId> {
        let is_open = |id: &&SocketId| {
            let entry = &self.entries[id.0];
            entry.owner == owner && entry.machine.phase() != Phase::Closed
        };
        self.unfinished.iter().filter(is_open).copied().collect()
    }

    /// Whether every socket of a plug-in is closed and its driver has nothing more to do.
    pub(crate) fn finished_of(&mut self, owner: InstanceId) -> bool {
        self.unfinished
            .retain(|id| !self.entries[id.0].machine.is_finished());
        let entries = &self.entries;
        let is_own = |id: &SocketId| entries[id.0].owner == owner;
        !self.unfinished.iter().any(is_own) && !self.actions.iter().any(|(id, _)| is_own(id))
    }

    /// `owner_of` tells the identifier of an instance's plug-in, and whether it was left behind.
    pub(crate) fn summary(
        &self,
        owner_of: impl Fn(InstanceId) -> (Arc<str>, bool),
    ) -> Vec<SocketSummary> {
        let summary = |(index, entry): (usize, &Entry)| {
            let (plugin, left_behind) = owner_of(entry.owner);
            SocketSummary {
                socket: self.info(SocketId(index)),
                counts: entry.counts,
                phase: entry.machine.phase(),
                plugin,
                left_behind,
            }
        };
        self.entries.iter().enumerate().map(summary).collect()
    }
}
