//! What can be wrong between a port and the outside program.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

/// What is wrong with the way between one port and the outside program, for as long as it is set.
///
/// Nothing here is a behaviour of the socket: its machine never hears of it. A driver obeys it, one
/// over real TCP as well as one over a simulated network. The default is that nothing is wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is wrong or not, whatever the others are"
)]
pub struct Impairment {
    /// What the client sends arrives in pieces of this many bytes at most, one in a turn of the
    /// driver: callbacks run in between (B6.3).
    pub chunk: Option<NonZeroUsize>,
    /// The client appears not to read: nothing is written, what the plug-in sends is queued (B7.4).
    /// What the client sends still arrives.
    pub stalled: bool,
    /// Bytes vanish in both directions, and so does the end of the connection. Writing appears to
    /// succeed (B7.3). What vanished does not come back when this is over.
    pub cut: bool,
    /// No client is accepted; those that try wait in the backlog, and nobody hears of them (B1.6).
    /// One that is connected already stays.
    pub unreachable: bool,
    /// As soon as a client is connected, a second one connects to the port and waits there until
    /// the first has gone, or this is over (B1.6). It sends nothing.
    pub second_client: bool,
}

/// Something that happens to a port once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strike {
    /// The outside program is killed together with its machine: from now on this connection is as
    /// one that is [cut](Impairment::cut), and stays so.
    Killed,
    /// The connection is reset: both ends see that.
    Reset,
    /// Clients connect and leave, one right after the other.
    Storm {
        /// How many.
        clients: u32,
    },
}

/// The conditions on the ports of a run, for all of them or one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    all: Impairment,
    ports: BTreeMap<u16, Impairment>,
}

impl Links {
    /// What is wrong on this port.
    pub fn of(&self, port: u16) -> Impairment {
        self.ports.get(&port).copied().unwrap_or(self.all)
    }

    /// What is wrong on all ports but those of [`ports`](Self::ports).
    pub fn all(&self) -> Impairment {
        self.all
    }

    /// The ports with conditions of their own.
    pub fn ports(&self) -> impl Iterator<Item = (u16, Impairment)> {
        self.ports.iter().map(|(port, link)| (*port, *link))
    }

    /// Changes something for this port, or for all ports, those with conditions of their own, too.
    pub fn change(&mut self, port: Option<u16>, mut change: impl FnMut(&mut Impairment)) {
        if let Some(port) = port {
            change(self.ports.entry(port).or_insert(self.all));
        } else {
            change(&mut self.all);
            self.ports.values_mut().for_each(change);
        }
        let all = self.all;
        self.ports.retain(|_, link| *link != all);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_port_differs_until_all_are_set_alike() {
        let mut links = Links::default();
        links.change(Some(7), |link| link.stalled = true);
        assert!(links.of(7).stalled && !links.of(8).stalled);
        links.change(None, |link| link.cut = true);
        assert!(links.of(7).stalled && links.of(7).cut && links.of(8).cut);
        links.change(None, |link| link.stalled = false);
        assert_eq!(links.of(7), links.all());
        assert_eq!(links.ports().count(), 0);
    }
}
