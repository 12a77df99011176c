//! `close()`, and the port of a socket that is closed (§7, B5.6).

use std::time::Duration;

use super::connection::Drain;
use super::{Socket, State};
use crate::config::Mode;
use crate::event::SocketAction;
use crate::line::LineBuffer;
use crate::queue::SendQueue;
use crate::time::Time;

/// How long `close()` lets what is queued be written (B7.7).
const DRAIN: Duration = Duration::from_secs(1);

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

impl Socket {
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
                let (can_write, peer_closed) = (connection.can_write(), connection.peer_closed);
                // Before the client sees its end: then the port is free (B5.6).
                self.give_port_free(now);
                let unsent = self.config.mode == Mode::Send && !self.sends.is_empty();
                if unsent && can_write {
                    drain = Some(Drain {
                        until: now + DRAIN,
                        peer_closed,
                    });
                } else {
                    self.finish_connection();
                }
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

    /// Whether the socket is closed and the driver has nothing more to do for it.
    pub fn is_finished(&self) -> bool {
        self.is_drained() && self.linger_until.is_none()
    }

    /// Whether the socket is closed and has nothing more to write. Its port may linger (B5.6).
    pub fn is_drained(&self) -> bool {
        matches!(self.state, State::Closed { drain: None }) && self.actions.is_empty()
    }

    fn give_port_free(&mut self, now: Time) {
        if self.profile.port_linger.is_zero() {
            self.actions.push_back(SocketAction::StopListening);
        } else {
            self.linger_until = Some(now + self.profile.port_linger); // B5.6
        }
    }
}
