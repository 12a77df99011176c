//! What a bound socket tells.

use lrsocket_proto::SocketError;

/// What happened, named as the plug-in's callback without its `on`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LrSocketEvent {
    /// The socket listens on this port (B3.1).
    Connecting {
        /// The listening port.
        port: u16,
    },
    /// A client was accepted (B3.3).
    Connected {
        /// The listening port.
        port: u16,
    },
    /// A line, without its terminator (B6.1). Bytes, which need not be UTF-8 (B6.6).
    Message(Vec<u8>),
    /// The client has left (B3.4, B3.5). Only [`reconnect`](crate::LrSocket::reconnect) lets
    /// another one in.
    Closed,
    /// Something failed (B4.5), and the port is closed. No [`LrSocketEvent::Closed`] follows (B3.7).
    Error(SocketError),
}

impl From<lrsocket_proto::SocketEvent<'_>> for LrSocketEvent {
    fn from(event: lrsocket_proto::SocketEvent<'_>) -> Self {
        use lrsocket_proto::SocketEvent as Borrowed;
        match event {
            Borrowed::Connecting { port } => LrSocketEvent::Connecting { port },
            Borrowed::Connected { port } => LrSocketEvent::Connected { port },
            Borrowed::Message(line) => LrSocketEvent::Message(line.to_vec()),
            Borrowed::Closed => LrSocketEvent::Closed,
            Borrowed::Error(error) => LrSocketEvent::Error(error),
        }
    }
}
