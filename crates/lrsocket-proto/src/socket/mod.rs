//! One socket: its states, and the three families of methods that drive it.

mod closing;
mod connection;
mod journal;
mod listening;
mod receive;
mod send;
mod switching;
mod waiting;

use std::collections::VecDeque;
use std::mem::Discriminant;

use crate::config::Config;
use crate::event::{Departure, Diagnostic, SocketAction, SocketEvent};
use crate::line::LineBuffer;
use crate::profile::Profile;
use crate::queue::{AckQueue, SendQueue};
use crate::time::Time;
pub use closing::Close;
use connection::{Connection, Drain};
use journal::Journal;
pub use journal::SocketInput;

/// The call came after `close()` (B7.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the socket is closed")]
pub struct SocketClosed;

/// Where in its life a socket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It is about to listen; the driver has not said yet whether the port is to be had.
    Opening,
    /// It listens and has no client.
    Listening,
    /// It has a client.
    Connected,
    /// Nothing is open. Only `reconnect()` leads out (B4.3).
    Idle,
    /// `close()` was called. Final.
    Closed,
}

#[derive(Debug)]
enum State {
    Opening,
    Listening {
        /// Since when, for `onError("timeout")` (B4.1).
        since: Time,
    },
    Connected(Connection),
    Idle,
    Closed {
        /// Set while queued bytes are still being written.
        drain: Option<Drain>,
    },
}

/// One `LrSocket`.
///
/// Its methods come in three families:
/// - the **calls** of the SDK: [`bind`](Self::bind), [`send`](Self::send),
///   [`reconnect`](Self::reconnect), [`close`](Self::close);
/// - **`handle_*`**: what the driver saw: a port opened, a client, bytes, the end of the stream,
///   room to write, a deadline;
/// - **`poll_*`** and the `*_wanted` questions: what comes out. After any call of the first two
///   families a driver takes every [`poll_action`](Self::poll_action), writes
///   [`transmit`](Self::transmit) as far as there is room, takes
///   [`poll_diagnostic`](Self::poll_diagnostic), and calls [`handle_timeout`](Self::handle_timeout)
///   no later than [`next_deadline`](Self::next_deadline).
///
/// Events wait in the machine until [`poll_event`](Self::poll_event) takes them, one callback each.
///
/// Invariant: undelivered events of one listening period are always `head`, then the lines in
/// `lines`, then `tail`; a new period or `close()` forgets them (B3.12).
#[derive(Debug)]
pub struct Socket {
    config: Config,
    profile: Profile,
    state: State,
    /// The port of the newest listening period.
    port: Option<u16>,
    /// `onConnecting`, `onConnected`.
    head: VecDeque<SocketEvent<'static>>,
    lines: LineBuffer,
    /// Whether the line at the front of `lines` is acknowledged already.
    line_acked: bool,
    /// `onClosed` or `onError`: the last event of a listening period.
    tail: Option<SocketEvent<'static>>,
    sends: SendQueue,
    acks: AckQueue,
    actions: VecDeque<SocketAction>,
    diagnostics: VecDeque<Diagnostic>,
    /// What was said in this period, so that a flood of messages is not a flood of diagnostics.
    said: Vec<Discriminant<Diagnostic>>,
    /// A client of this send socket has left, noticed or not (B5.5).
    client_left: bool,
    /// How it has left, if the plug-in is not told and nobody has taken this yet.
    departure: Option<Departure>,
    /// Never accepts again (B5.5, `send_reconnect = dead`).
    dead: bool,
    /// When a closed socket gives its port free (B5.6, `port_linger`).
    linger_until: Option<Time>,
    /// The newest re-listens, oldest first; `None` once a storm was reported (B3.13).
    relistens: Option<VecDeque<Time>>,
    /// Set if inputs are noted.
    journal: Option<Journal>,
}

impl Socket {
    /// `LrSocket.bind`. Nothing is open yet: the driver finds the request among the actions.
    pub fn bind(config: Config, profile: Profile) -> Self {
        let mut socket = Socket {
            config,
            profile,
            state: State::Idle,
            port: None,
            head: VecDeque::new(),
            lines: LineBuffer::default(),
            line_acked: false,
            tail: None,
            sends: SendQueue::default(),
            acks: AckQueue::default(),
            actions: VecDeque::new(),
            diagnostics: VecDeque::new(),
            said: Vec::new(),
            client_left: false,
            departure: None,
            dead: false,
            linger_until: None,
            relistens: Some(VecDeque::new()),
            journal: None,
        };
        socket.listen();
        socket
    }

    /// Where in its life the socket is.
    pub fn phase(&self) -> Phase {
        match self.state {
            State::Opening => Phase::Opening,
            State::Listening { .. } => Phase::Listening,
            State::Connected(_) => Phase::Connected,
            State::Idle => Phase::Idle,
            State::Closed { .. } => Phase::Closed,
        }
    }

    /// The port of the newest listening period; `None` before the first.
    pub fn port(&self) -> Option<u16> {
        self.port
    }

    /// What the socket was bound with.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// How it behaves.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }
}
