//! Where the sockets of a run are kept.

use std::collections::BTreeSet;

use lrsocket_vm::{InstanceId, SocketId};

use super::entry::Entry;
use super::summary::Counts;
use crate::record::SocketInfo;

/// All sockets of a run, in the order of their `bind`s. An id is a place in the list, since every
/// message looks its socket up.
#[derive(Default)]
pub(super) struct Slots {
    slots: Vec<Slot>,
    /// The places that hold an [`Entry`].
    live: BTreeSet<SocketId>,
}

/// One socket.
pub(super) enum Slot {
    /// A socket that is not finished, or whose last callback still runs.
    Live(Box<Entry>),
    /// A socket that is finished.
    Past(Past),
}

/// What is left of a socket that is finished, for the summary of the run.
pub(super) struct Past {
    pub(super) info: SocketInfo,
    pub(super) owner: InstanceId,
    pub(super) counts: Counts,
}

impl Slots {
    pub(super) fn add(&mut self, entry: Entry) -> SocketId {
        let id = SocketId(self.slots.len());
        self.slots.push(Slot::Live(Box::new(entry)));
        self.live.insert(id);
        id
    }

    /// `None` if there never was such a socket.
    pub(super) fn get(&self, id: SocketId) -> Option<&Slot> {
        self.slots.get(id.0)
    }

    /// `None` once the socket is past.
    pub(super) fn entry(&mut self, id: SocketId) -> Option<&mut Entry> {
        match self.slots.get_mut(id.0)? {
            Slot::Live(entry) => Some(entry),
            Slot::Past(_) => None,
        }
    }

    /// Drops the machine of a socket.
    pub(super) fn retire(&mut self, id: SocketId) {
        if let Some(slot) = self.slots.get_mut(id.0)
            && let Slot::Live(entry) = slot
        {
            let past = Past {
                info: entry.info(id),
                owner: entry.owner,
                counts: entry.counts,
            };
            *slot = Slot::Past(past);
            self.live.remove(&id);
        }
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = (SocketId, &Entry)> {
        self.live.iter().filter_map(|id| match self.get(*id)? {
            Slot::Live(entry) => Some((*id, &**entry)),
            Slot::Past(_) => None,
        })
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (SocketId, &Slot)> {
        let slots = self.slots.iter().enumerate();
        slots.map(|(number, slot)| (SocketId(number), slot))
    }
}
