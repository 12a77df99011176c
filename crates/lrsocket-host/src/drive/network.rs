//! What a driver has to provide: ports, connections, and clients for the faults that need some.

use lrsocket_proto::{Impairment, Socket, SocketAction, Time};

use lrsocket_vm::SocketId;

/// A diagnostic: the rule that it is about (empty if none) and its text.
pub type Report = (&'static str, String);

/// The state of a client that exists only as a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientState {
    /// Its connect is under way.
    Connecting,
    /// It is connected, whether the plug-in has accepted it or not.
    Connected,
    /// Nothing listens on the port.
    Refused,
    /// Its connection has ended, as this text says.
    Disconnected(String),
}

/// The text of [`ClientState::Disconnected`] after a FIN.
pub const CLOSED: &str = "its connection was closed";

/// The text of [`ClientState::Disconnected`] after a reset.
pub const RESET: &str = "its connection was reset";

/// The ports and connections of a [`Drive`](super::Drive): real or simulated ones.
///
/// The order of all calls is the drive's business. An implementation moves bytes for the one socket
/// that it is asked about, and decides nothing.
pub trait Network {
    /// A client that exists only as a fault. Dropping it may leave its connection open.
    type Client;

    /// Adds the sockets that may have something to move to `ids`, which holds those that the
    /// plug-ins have touched.
    fn ready(&mut self, ids: &mut Vec<SocketId>, now: Time);

    /// Accepts, reads and writes for one socket, as far as its machine wants and `link` allows.
    /// Acknowledgements of what was read are written before this returns (B6.7). Returns whether
    /// something moved that calls for another round at once, or is left for it.
    fn carry(&mut self, id: SocketId, machine: &mut Socket, link: Impairment, now: Time) -> bool;

    /// Carries out one action of a machine.
    fn act(
        &mut self,
        id: SocketId,
        action: SocketAction,
        machine: &mut Socket,
        link: Impairment,
        now: Time,
    );

    /// Drops whatever is left of a socket that is finished.
    fn forget(&mut self, _id: SocketId) {}

    /// Whether [`take_trouble`](Self::take_trouble) has something to report.
    fn has_trouble(&self, _id: SocketId) -> bool {
        false
    }

    /// Describes why the port of a socket could not be opened or served; each cause is reported
    /// once.
    fn take_trouble(&mut self, _id: SocketId, _port: u16) -> Option<Report> {
        None
    }

    /// When something that is under way arrives; `None` where nobody can know.
    fn next_deadline(&self, _now: Time) -> Option<Time> {
        None
    }

    /// Kills the outside program of a socket: whatever is sent either way is lost
    /// ([`OneShotFault::Vanish`](lrsocket_proto::OneShotFault::Vanish)).
    fn kill(&mut self, id: SocketId);

    /// Resets the connection of a socket; both ends see it.
    fn reset(&mut self, id: SocketId, now: Time);

    /// Lets a client connect to a port.
    fn connect_client(&mut self, port: u16, now: Time) -> Self::Client;

    /// Returns the state of a client.
    fn client_state(&mut self, client: &mut Self::Client, now: Time) -> ClientState;

    /// Closes a client's connection.
    fn disconnect_client(&mut self, client: Self::Client, now: Time);
}
