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
    pub not_reading: bool,
    /// Bytes vanish in both directions, and so does the end of the connection. Writing appears to
    /// succeed (B7.3). Lost bytes do not come back when this is switched off.
    pub blackhole: bool,
    /// No client is accepted; those that try wait unnoticed in the backlog (B1.6). A connected
    /// client stays.
    pub no_accept: bool,
    /// As soon as a client is connected, a second one connects to the port and waits there until
    /// the first has gone, or this is switched off (B1.6). It sends nothing.
    pub second_client: bool,
}

/// Something that happens to a port once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OneShotFault {
    /// The outside program's machine is gone, without FIN or RST: from now on this connection is in a
    /// [black hole](Impairment::blackhole), and stays there.
    Vanish,
    /// The connection is reset; both ends see a RST.
    Reset,
    /// Clients connect and disconnect in quick succession.
    Storm {
        /// The number of clients.
        clients: u32,
    },
}

impl Impairment {
    /// The names of all fields, for a check at compile time that each can be set by name.
    #[doc(hidden)]
    pub const CONDITIONS: &[&str] = {
        const _: fn(Impairment) = |link| {
            let Impairment {
                chunk: _,
                not_reading: _,
                blackhole: _,
                no_accept: _,
                second_client: _,
            } = link;
        };
        &[
            "chunk",
            "not_reading",
            "blackhole",
            "no_accept",
            "second_client",
        ]
    };
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
        links.change(Some(7), |link| link.not_reading = true);
        assert!(links.of(7).not_reading && !links.of(8).not_reading);
        links.change(None, |link| link.blackhole = true);
        assert!(links.of(7).not_reading && links.of(7).blackhole && links.of(8).blackhole);
        links.change(None, |link| link.not_reading = false);
        assert_eq!(links.of(7), links.all());
        assert_eq!(links.ports().count(), 0);
    }
}
