//! Listening (§3, §5): from `bind` or `reconnect()` to a client, an error, or the next time.

use std::time::Duration;

use super::connection::Connection;
use super::{Socket, SocketClosed, SocketInput, State};
use crate::config::{Mode, RequestedPort};
use crate::event::{Diagnostic, SocketAction, SocketError, SocketEvent};
use crate::switch::{ReconnectPort, SendReconnect};
use crate::time::Time;

/// Re-listens within [`STORM_WINDOW`] beyond which they are a storm (B3.13).
const STORM_COUNT: usize = 20;
const STORM_WINDOW: Duration = Duration::from_secs(1);

impl Socket {
    /// `socket:reconnect()` (§5). Returns how long the profile blocks the whole application.
    pub fn reconnect(&mut self, now: Time) -> Result<Duration, SocketClosed> {
        match self.state {
            State::Closed { .. } => return Err(SocketClosed),
            State::Connected(_) => self.drop_client(), // B5.2: without onClosed.
            State::Listening { .. } => self.actions.push_back(SocketAction::StopListening), // B5.3, B1.7
            State::Opening => {
                if !self.cancel_listen() {
                    self.actions.push_back(SocketAction::StopListening);
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

    /// The port of [`SocketAction::Listen`] is open.
    pub fn handle_listening(&mut self, port: u16, now: Time) {
        self.note(|| SocketInput::Listening(port));
        if matches!(self.state, State::Opening) {
            self.port = Some(port);
            self.state = State::Listening { since: now };
            self.head.push_back(SocketEvent::Connecting { port }); // B3.1
        }
    }

    /// The port of [`SocketAction::Listen`] could not be opened (B1.10).
    pub fn handle_listen_failed(&mut self) {
        self.note(|| SocketInput::ListenFailed);
        if matches!(self.state, State::Opening) {
            self.fail_to_open();
        }
    }

    /// Whether the driver should accept a client. While it should not, clients wait in the
    /// backlog of the system (B1.6).
    pub fn accept_wanted(&self) -> bool {
        matches!(self.state, State::Listening { .. }) && !self.dead
    }

    /// A client was accepted (B3.3). Only valid while [`accept_wanted`](Self::accept_wanted).
    pub fn handle_accepted(&mut self, now: Time) {
        self.note(|| SocketInput::Accepted);
        if let (State::Listening { .. }, Some(port)) = (&self.state, self.port) {
            self.state = State::Connected(Connection::new(now));
            self.said.clear();
            self.client_left = false;
            self.departure = None;
            self.head.push_back(SocketEvent::Connected { port });
            self.sends.release(); // B7.2
        }
    }

    /// Asks for the port, or fails right away for an address that nobody can open (B1.5).
    pub(super) fn listen(&mut self) {
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
        self.actions
            .push_back(SocketAction::Listen { port, also_ipv6 });
    }

    fn fail_to_open(&mut self) {
        let address = self.config.address.clone();
        let port = self.port.unwrap_or(self.config.port.number());
        self.end_period(SocketEvent::Error(SocketError::FailedToOpen {
            address,
            port,
        }));
    }

    /// Takes back a request to listen that the driver has not seen. Returns whether there was one.
    pub(super) fn cancel_listen(&mut self) -> bool {
        let before = self.actions.len();
        self.actions
            .retain(|action| !matches!(action, SocketAction::Listen { .. }));
        self.actions.len() < before
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
}
