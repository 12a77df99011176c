//! Outside programs that are there only as a fault: `storm` and `second_client`.

use std::time::Duration;

use lrsocket_proto::Time;

use super::network::Connection;
use super::pipe::Last;
use super::schedule::Schedule;
use super::wire::Outside;
use crate::sockets::SocketId;

/// Between two clients of a storm, as over real TCP.
const BREATH: Duration = Duration::from_millis(2);

/// Clients that connect and leave at once, one after the other.
#[derive(Debug)]
pub(super) struct Storm {
    /// The socket that it was meant for.
    pub(super) id: SocketId,
    pub(super) port: u16,
    left: u32,
    pub(super) came: u32,
    pub(super) refused: u32,
    /// When the next one comes.
    next: Time,
}

impl Storm {
    pub(super) fn new(id: SocketId, port: u16, clients: u32, now: Time) -> Self {
        Storm {
            id,
            port,
            left: clients,
            came: 0,
            refused: 0,
            next: now,
        }
    }

    /// When its next client comes.
    pub(super) fn next(&self) -> Time {
        self.next
    }

    pub(super) fn is_over(&self) -> bool {
        self.left == 0
    }

    /// The next client has come, or was refused.
    pub(super) fn count(&mut self, came: bool) {
        self.left -= 1;
        self.came += u32::from(came);
        self.refused += u32::from(!came);
        self.next = self.next + BREATH;
    }
}

/// A client that says nothing leaves.
pub(super) fn leave(wire: &Connection, now: Time, schedule: &mut Schedule) {
    let mut wire = wire.borrow_mut();
    if wire.outside == Outside::Open {
        wire.leave(Outside::Closed);
        wire.to_plugin.end(Last::Fin, now, schedule);
    }
}

/// How the connection of a client that waits has ended for it, if it has.
pub(super) fn turned_away(wire: &Connection, now: Time) -> Option<&'static str> {
    let mut wire = wire.borrow_mut();
    wire.collect(now);
    match wire.from_plugin.ended(now)? {
        Last::Fin => Some("its connection was closed"),
        Last::Reset => Some("its connection was reset"),
    }
}
