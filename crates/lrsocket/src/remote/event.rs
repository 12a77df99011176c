//! What a [`Remote`](crate::Remote) tells.

use std::path::PathBuf;
use std::time::Duration;

use lrsocket_proto::Mode;
use thiserror::Error;

use super::ports::Ports;

/// What happened. A connection tells `Connecting`, `Connected`, `Ready`, lines, `Lost`, in this order;
/// an attempt that fails goes from `Connecting` to `Lost` at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemoteEvent<'a> {
    /// There are no usable ports yet; the port file is watched. Told again when the reason changes.
    Waiting(PortsUnavailable),
    /// The ports are being connected.
    Connecting {
        /// Which.
        ports: Ports,
        /// 1 for the first attempt, and again after a connection that lasted.
        attempt: u32,
    },
    /// The system has connected the ports. That alone does not mean that a plug-in serves them (B1.6).
    Connected,
    /// The plug-in serves this connection: it has answered the [ping](super::Options::ping), or, where
    /// no ping was given, a first line or acknowledgement has come from it.
    Ready,
    /// A line from the plug-in, without its LF or CR LF (B6.1). Bytes, which need not be UTF-8.
    Line(&'a [u8]),
    /// The plug-in has acknowledged this many lines more (B6.7). Only if
    /// [asked for](super::Options::report_acknowledgements).
    Acknowledged(u64),
    /// The attempt has failed or the connection is over, both halves of it. Requests that waited have
    /// failed, lines that were not written are gone.
    Lost {
        /// Where it was noticed.
        half: Mode,
        /// What happened.
        why: DisconnectReason,
        /// The next attempt comes after this long; `None` if none does, and `GaveUp` follows.
        retry_in: Option<Duration>,
    },
    /// There will be no further attempt: [`Backoff::retries`](super::Backoff::retries) are used up.
    GaveUp(DisconnectReason),
}

/// Why a connection was lost, or did not come about.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DisconnectReason {
    /// Nobody listens.
    #[error("nobody listens on port {port}: is the plug-in running, and is this its port?")]
    Refused {
        /// The port.
        port: u16,
    },
    /// The system did not complete the connect in time: as with a listener that accepts nobody and
    /// whose queue is full.
    #[error("port {port} did not answer the connect within {within:?}")]
    ConnectTimedOut {
        /// The port.
        port: u16,
        /// How long was waited.
        within: Duration,
    },
    /// Connected, but the ping was not answered. A plug-in serves one client (B1.6); the system
    /// connects others all the same.
    #[error(
        "connected, but nobody is serving: no answer within {within:?}; does another program \
         hold this plug-in's only place?"
    )]
    NotServed {
        /// How long was waited.
        within: Duration,
    },
    /// The plug-in has acknowledged the ping on its receive port, but the expected answer did not come
    /// on its send port.
    #[error(
        "the plug-in acknowledged the ping, but the expected answer did not come within {within:?}: \
         does another program hold its send port, or is the expected answer another one?"
    )]
    NotAnswered {
        /// How long was waited.
        within: Duration,
    },
    /// The plug-in has closed the connection.
    #[error("the plug-in closed the connection{}{}", if *.served { "" } else {
        " without having served it"
    }, cut_off(*.unfinished))]
    Closed {
        /// Whether it had been [`RemoteEvent::Ready`].
        served: bool,
        /// How many bytes of a last line came, without its line feed; they are dropped.
        unfinished: usize,
    },
    /// The system ended the connection.
    #[error("the connection failed: {error}{}", cut_off(*.unfinished))]
    Failed {
        /// What the system says.
        error: String,
        /// How many bytes of a last line came, without its line feed; they are dropped.
        unfinished: usize,
    },
    /// The plug-in sent more than [`Options::max_line`](super::Options::max_line) bytes without a line
    /// feed.
    #[error(
        "the plug-in sent {max_line} bytes without a line feed: raise max_line if lines are longer"
    )]
    LineTooLong {
        /// The limit, in bytes.
        max_line: usize,
    },
    /// The port file names other ports now.
    #[error("the port file names other ports now: {ports}")]
    PortsChanged {
        /// The new ones.
        ports: Ports,
    },
    /// The program asked for a [new connection](crate::Remote::reconnect).
    #[error("the program asked for a new connection")]
    Asked,
}

fn cut_off(unfinished: usize) -> String {
    if unfinished == 0 {
        String::new()
    } else {
        format!(", {unfinished} bytes into a line")
    }
}

/// Why there are no ports to connect to.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PortsUnavailable {
    /// The port file does not exist.
    #[error("{}: there is no such file yet; the plug-in writes it when it has its ports", .path.display())]
    Missing {
        /// The port file.
        path: PathBuf,
    },
    /// The port file cannot be read.
    #[error("{}: {error}", .path.display())]
    Unreadable {
        /// The port file.
        path: PathBuf,
        /// What the system says.
        error: String,
    },
    /// The port file has nothing in it, as while it is being written.
    #[error("{}: the file is empty", .path.display())]
    Empty {
        /// The port file.
        path: PathBuf,
    },
    /// The port file has something else in it than ports.
    #[error("{}: {problem}", .path.display())]
    Garbled {
        /// The port file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// The process that wrote the port file has ended.
    #[error("{}: it was written by process {pid}, which has ended: the ports are stale", .path.display())]
    Stale {
        /// The port file.
        path: PathBuf,
        /// The process.
        pid: u32,
    },
}
