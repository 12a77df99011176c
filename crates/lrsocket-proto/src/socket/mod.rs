//! One socket: its states, and the three families of methods that drive it.

mod connection;
mod receive;
mod send;
mod switching;

use std::collections::VecDeque;
use std::mem::{self, Discriminant};
use std::time::Duration;

use crate::config::{Config, Mode, RequestedPort};
use crate::event::{Action, Departure, Diagnostic, Event, SocketError};
use crate::line::LineBuffer;
use crate::profile::{Profile, ReconnectPort, SendReconnect};
use crate::queue::{AckQueue, SendQueue};
use crate::time::Time;
use connection::{Connection, Drain};

/// How long `close()` lets what is queued be written (B7.7).
const DRAIN: Duration = Duration::from_secs(1);

/// Re-listens within [`STORM_WINDOW`] beyond which they are a storm (B3.13).
const STORM_COUNT: usize = 20;
const STORM_WINDOW: Duration = Duration::from_secs(1);

/// The call came after `close()` (B7.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the socket is closed")]
pub struct SocketClosed;

/// What `close()` did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Close {
    /// The socket is now closed; the caller fires `onClosed` before it does anything else (B3.6).
    Closed {
        /// How long the profile blocks the whole application (B7.7).
        stall: Duration,
    },
    /// It was closed before; nothing happened.
    Already,
}

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
    head: VecDeque<Event<'static>>,
    lines: LineBuffer,
    /// Whether the line at the front of `lines` is acknowledged already.
    line_acked: bool,
    /// `onClosed` or `onError`: the last event of a listening period.
    tail: Option<Event<'static>>,
    sends: SendQueue,
    acks: AckQueue,
    actions: VecDeque<Action>,
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
}

/// The calls of the SDK.
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
        };
        socket.listen();
        socket
    }

    /// `socket:reconnect()` (§5). Returns how long the profile blocks the whole application.
    pub fn reconnect(&mut self, now: Time) -> Result<Duration, SocketClosed> {
        match self.state {
            State::Closed { .. } => return Err(SocketClosed),
            State::Connected(_) => {
                // B5.2: the client is dropped, without onClosed.
                self.disconnect();
                self.actions.push_back(Action::StopListening);
            }
            State::Listening { .. } => self.actions.push_back(Action::StopListening), // B5.3, B1.7
            State::Opening => {
                if !self.cancel_listen() {
                    self.actions.push_back(Action::StopListening);
                }
            }
            State::Idle => {}
        }
        let mut stall = Duration::ZERO;
        if self.config.mode == Mode::Send && self.client_left {
            match self.profile.send_reconnect {
                SendReconnect::Works => {}
                SendReconnect::Dead => self.dead = true, // B5.5
                SendReconnect::Hang(blocked) => stall = blocked,
            }
        }
        self.forget_events(); // B3.12
        self.watch_for_storm(now);
        self.listen();
        Ok(stall)
    }

    /// `socket:close()`, or the end of the function context (B3.6, B7.7).
    pub fn close(&mut self, now: Time) -> Close {
        let mut drain = None;
        match &self.state {
            State::Closed { .. } => return Close::Already,
            State::Idle => {}
            State::Opening => {
                if !self.cancel_listen() {
                    self.give_port_free(now);
                }
            }
            State::Listening { .. } => self.give_port_free(now),
            State::Connected(connection) => {
                let unsent = self.config.mode == Mode::Send && !self.sends.is_empty();
                if unsent && connection.can_write() {
                    drain = Some(Drain {
                        until: now + DRAIN,
                        peer_closed: connection.peer_closed,
                    });
                } else {
                    self.finish_connection();
                }
                self.give_port_free(now);
            }
        }
        if drain.is_none() {
            self.sends = SendQueue::default();
        }
        self.state = State::Closed { drain };
        self.forget_events(); // B3.12
        self.lines = LineBuffer::default(); // A closed socket keeps no memory.
        Close::Closed {
            stall: self.profile.close_stall,
        }
    }
}

/// What the driver saw.
impl Socket {
    /// The port of [`Action::Listen`] is open.
    pub fn handle_listening(&mut self, port: u16, now: Time) {
        if matches!(self.state, State::Opening) {
            self.port = Some(port);
            self.state = State::Listening { since: now };
            self.head.push_back(Event::Connecting { port }); // B3.1
        }
    }

    /// The port of [`Action::Listen`] could not be opened (B1.10).
    pub fn handle_listen_failed(&mut self) {
        if matches!(self.state, State::Opening) {
            self.fail_to_open();
        }
    }

    /// A client was accepted (B3.3). Only valid while [`accept_wanted`](Self::accept_wanted).
    pub fn handle_accepted(&mut self, now: Time) {
        if let (State::Listening { .. }, Some(port)) = (&self.state, self.port) {
            self.state = State::Connected(Connection::new(now));
            self.said.clear();
            self.client_left = false;
            self.departure = None;
            self.head.push_back(Event::Connected { port });
            self.sends.release(); // B7.2
        }
    }

    /// The time is `now`: whatever is due happens. Calling it too early is harmless.
    pub fn handle_timeout(&mut self, now: Time) {
        if self.linger_until.is_some_and(|until| until <= now) {
            self.linger_until = None;
            self.actions.push_back(Action::StopListening);
        }
        match &self.state {
            // B4.1
            State::Listening { since } if *since + self.profile.accept_timeout <= now => {
                self.actions.push_back(Action::StopListening);
                self.end_period(Event::Error(SocketError::Timeout));
            }
            // B4.2
            State::Connected(connection)
                if self
                    .idle_deadline(connection)
                    .is_some_and(|deadline| deadline <= now) =>
            {
                self.disconnect();
                self.actions.push_back(Action::StopListening);
                self.end_period(Event::Error(SocketError::Timeout));
            }
            // B7.7
            State::Closed { drain: Some(drain) } if drain.until <= now => self.end_drain(),
            _ => {}
        }
    }
}

/// What comes out.
impl Socket {
    /// The next thing the driver is to do, in order.
    pub fn poll_action(&mut self) -> Option<Action> {
        self.actions.pop_front()
    }

    /// The next callback to run. The next one is taken when it has ended (B3.8).
    pub fn poll_event(&mut self) -> Option<Event<'_>> {
        if let Some(event) = self.head.pop_front() {
            return Some(event);
        }
        if self.message_ready() {
            return self.take_message();
        }
        self.tail.take()
    }

    /// The line of the next event, if that is a [`Event::Message`]; else takes nothing. For drivers
    /// with a quicker way for messages than for the rest.
    pub fn poll_line(&mut self) -> Option<&[u8]> {
        if !self.head.is_empty() {
            return None;
        }
        self.take_line()
    }

    /// Whether [`poll_event`](Self::poll_event) has something.
    pub fn has_event(&mut self) -> bool {
        !self.head.is_empty() || self.message_ready() || self.tail.is_some()
    }

    /// The next thing a person should know.
    pub fn poll_diagnostic(&mut self) -> Option<Diagnostic> {
        self.diagnostics.pop_front()
    }

    /// How the client of a send socket has just left, if the plug-in is not told of it (B3.5).
    pub fn poll_departure(&mut self) -> Option<Departure> {
        self.departure.take()
    }

    /// When [`handle_timeout`](Self::handle_timeout) is to be called, if nothing happens before.
    pub fn next_deadline(&self) -> Option<Time> {
        let state = match &self.state {
            State::Listening { since } => Some(*since + self.profile.accept_timeout),
            State::Connected(connection) => self.idle_deadline(connection),
            State::Closed { drain } => drain.as_ref().map(|drain| drain.until),
            State::Opening | State::Idle => None,
        };
        [state, self.linger_until].into_iter().flatten().min()
    }

    /// Whether the driver should accept a client. While it should not, clients wait in the
    /// backlog of the system (B1.6).
    pub fn accept_wanted(&self) -> bool {
        matches!(self.state, State::Listening { .. }) && !self.dead
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

    /// Whether the socket is closed and the driver has nothing more to do for it.
    pub fn is_finished(&self) -> bool {
        matches!(self.state, State::Closed { drain: None })
            && self.linger_until.is_none()
            && self.actions.is_empty()
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

impl Socket {
    /// Asks for the port, or fails right away for an address that nobody can open (B1.5).
    fn listen(&mut self) {
        self.said.clear();
        if !self.config.address.is_loopback() {
            self.fail_to_open();
            return;
        }
        let keep = self.profile.reconnect_port == ReconnectPort::Keep;
        let port = match self.port {
            Some(port) if keep => RequestedPort::new(port), // B5.4
            _ => self.config.port,
        };
        self.state = State::Opening;
        let also_ipv6 = self.profile.also_ipv6;
        self.actions.push_back(Action::Listen { port, also_ipv6 });
    }

    fn fail_to_open(&mut self) {
        let address = self.config.address.clone();
        let port = self.port.unwrap_or(self.config.port.number());
        self.end_period(Event::Error(SocketError::FailedToOpen { address, port }));
    }

    /// Takes back a request to listen that the driver has not seen. Returns whether there was one.
    fn cancel_listen(&mut self) -> bool {
        let before = self.actions.len();
        self.actions
            .retain(|action| !matches!(action, Action::Listen { .. }));
        self.actions.len() < before
    }

    /// Nothing is open any more; this is the last that the plug-in hears of this period.
    fn end_period(&mut self, last: Event<'static>) {
        self.state = State::Idle;
        self.tail = Some(last);
    }

    fn forget_events(&mut self) {
        self.head.clear();
        self.lines.clear();
        self.line_acked = false;
        self.tail = None;
        self.acks.clear();
    }

    fn give_port_free(&mut self, now: Time) {
        if self.profile.port_linger.is_zero() {
            self.actions.push_back(Action::StopListening);
        } else {
            self.linger_until = Some(now + self.profile.port_linger); // B5.6
        }
    }

    /// B3.13
    fn watch_for_storm(&mut self, now: Time) {
        let Some(relistens) = &mut self.relistens else {
            return;
        };
        relistens.push_back(now);
        while relistens
            .front()
            .is_some_and(|&first| now - first > STORM_WINDOW)
        {
            relistens.pop_front();
        }
        if relistens.len() > STORM_COUNT {
            self.relistens = None;
            self.diagnostics.push_back(Diagnostic::ReconnectStorm);
        }
    }

    /// Says it, once in a listening period and once in a connection.
    fn diagnose(&mut self, diagnostic: Diagnostic) {
        let kind = mem::discriminant(&diagnostic);
        if !self.said.contains(&kind) {
            self.said.push(kind);
            self.diagnostics.push_back(diagnostic);
        }
    }
}
