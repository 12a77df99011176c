//! What comes out of the machine: events for the plug-in, actions for the driver, diagnostics for
//! the person.

use std::fmt;

use crate::config::{Address, RequestedPort};

/// What the plug-in is told, one callback each, named as the callback without its `on`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SocketEvent<'a> {
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
    /// A line, without its terminator (B6.1).
    Message(&'a [u8]),
    /// The client has left (B3.4, B3.5).
    Closed,
    /// Something failed (B4.5). No [`SocketEvent::Closed`] follows (B3.7).
    Error(SocketError),
}

/// The errors that `onError` reports; their texts are what the plug-in gets (B4.5).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SocketError {
    /// No client came in time (B4.1), or the connection was idle for too long (B4.2).
    #[error("timeout")]
    Timeout,
    /// The port is busy (B1.10) or the address is not loopback (B1.5).
    #[error("failed to open {address}:{port}")]
    FailedToOpen {
        /// The address as the plug-in gave it.
        address: Address,
        /// The port that could not be opened.
        port: u16,
    },
}

/// What the driver is to do, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SocketAction {
    /// Listen on the loopback interface and answer with
    /// [`handle_listening`](crate::Socket::handle_listening) or
    /// [`handle_listen_failed`](crate::Socket::handle_listen_failed).
    Listen {
        /// The port, or any.
        port: RequestedPort,
        /// Also on `[::1]`, on the same port; if that is not to be had, IPv4 alone will do.
        also_ipv6: bool,
    },
    /// Stop listening. Clients that were not accepted see a reset (B1.7).
    StopListening,
    /// Drop the connection at once.
    Disconnect,
    /// Nothing more will come: write this as far as there is room, send FIN, and let go of the
    /// connection.
    Finish {
        /// The last acknowledgements; usually empty.
        last: Vec<u8>,
    },
}

/// How the client of a send socket has left without the plug-in being told (B3.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure {
    /// It has closed its end, or only the half that it writes to.
    Closed,
    /// The connection was reset: writing fails from now on.
    Reset,
}

/// Something a person should know that Lightroom would not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Diagnostic {
    /// More than 20 re-listens within a second (B3.13).
    ReconnectStorm,
    /// Bytes after the last line feed were dropped (B6.4).
    TrailingBytesDropped {
        /// How many.
        count: usize,
    },
    /// A line is longer than `max_line`; the client was dropped (B6.5).
    LineTooLong {
        /// The bound, in bytes.
        max_line: usize,
    },
    /// The client does not read its acknowledgements; some were dropped (B6.7).
    AcksDropped,
    /// A client wrote to a send socket; that is read by nobody (B6.8).
    BytesToSendSocket {
        /// How many came with the first packet.
        count: usize,
    },
    /// Messages that waited for a client were dropped, oldest first (B7.2).
    WaitingDropped {
        /// How many this time.
        count: usize,
    },
    /// A message was sent though nobody is connected, and the profile drops it (B7.2).
    SentToNobody,
    /// A message was sent to a client that has closed its end (B7.3).
    SentToVoid,
    /// The client does not read; a message did not fit into `send_window` (B7.4).
    SendWindowFull {
        /// The length of the message that was dropped.
        message: usize,
    },
    /// `send` was called on a receive socket (B7.5).
    SendOnReceive,
    /// Bytes of `send` were not written: the client went, or did not read for a second after
    /// `close()` (B7.7).
    UnsentDropped {
        /// How many bytes.
        count: usize,
    },
}

impl Diagnostic {
    /// Whether a plug-in that causes it would keep Lightroom busy for ever.
    pub const fn fails(&self) -> bool {
        matches!(self, Diagnostic::ReconnectStorm)
    }

    /// The rule of the specification this speaks of.
    pub const fn rule(&self) -> &'static str {
        match self {
            Diagnostic::ReconnectStorm => "B3.13",
            Diagnostic::TrailingBytesDropped { .. } => "B6.4",
            Diagnostic::LineTooLong { .. } => "B6.5",
            Diagnostic::AcksDropped => "B6.7",
            Diagnostic::BytesToSendSocket { .. } => "B6.8",
            Diagnostic::WaitingDropped { .. } | Diagnostic::SentToNobody => "B7.2",
            Diagnostic::SentToVoid => "B7.3",
            Diagnostic::SendWindowFull { .. } => "B7.4",
            Diagnostic::SendOnReceive => "B7.5",
            Diagnostic::UnsentDropped { .. } => "B7.7",
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Diagnostic::ReconnectStorm => f.write_str(
                "reconnect storm: this socket listened more than 20 times within a second; \
                 sleep a little before reconnect()",
            ),
            Diagnostic::TrailingBytesDropped { count } => write!(
                f,
                "{count} bytes after the last newline were dropped when the client closed: the \
                 outside program forgot the newline",
            ),
            Diagnostic::LineTooLong { max_line } => write!(
                f,
                "the client sent more than {max_line} bytes without a newline and was dropped: \
                 does the outside program end its lines with \\n?",
            ),
            Diagnostic::AcksDropped => f.write_str(
                "the client does not read its acknowledgements, some were dropped: the outside \
                 program should read (and ignore) the \"ok\" lines of this port",
            ),
            Diagnostic::BytesToSendSocket { count } => write!(
                f,
                "the client wrote {count} bytes to a send socket, where nobody reads them: does \
                 the outside program mix up the two ports?",
            ),
            Diagnostic::WaitingDropped { count } => write!(
                f,
                "{count} of the messages that waited for a client were dropped, oldest first: \
                 more than 1 MiB was sent while nobody was connected",
            ),
            Diagnostic::SentToNobody => f.write_str(
                "a message was sent while nobody was connected and is lost: wait for onConnected",
            ),
            Diagnostic::SentToVoid => f.write_str(
                "messages are sent to a client that has closed its end, and are probably lost: a \
                 send socket is not told when its client leaves",
            ),
            Diagnostic::SendWindowFull { message } => write!(
                f,
                "the client does not read: a message of {message} bytes did not fit into the send \
                 window and was dropped",
            ),
            Diagnostic::SendOnReceive => f.write_str(
                "send() on a \"receive\" socket does nothing: bind a second socket with \
                 mode = \"send\"",
            ),
            Diagnostic::UnsentDropped { count } => {
                write!(
                    f,
                    "{count} bytes were never read by the client and are lost"
                )
            }
        }
    }
}
