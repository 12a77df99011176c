//! What is known of the client that is there, and how a connection ends.

use super::{Socket, SocketInput, State};
use crate::config::Mode;
use crate::event::{Departure, Diagnostic, SocketAction, SocketEvent};
use crate::switch::{ReceiveSeesClose, SendSeesClose};
use crate::time::Time;

/// The client that is there.
#[derive(Debug)]
pub(super) struct Connection {
    /// When bytes last went either way, for `idle_timeout`.
    last_activity: Time,
    /// The client has closed its end, or reset the connection.
    pub(super) peer_closed: bool,
    /// It was a reset.
    peer_reset: bool,
    /// A write failed.
    write_failed: bool,
}

/// A closed socket that still writes what was queued (B7.7).
#[derive(Debug)]
pub(super) struct Drain {
    /// When it gives up.
    pub(super) until: Time,
    /// The client has closed its end, or reset the connection.
    pub(super) peer_closed: bool,
}

impl Connection {
    pub(super) fn new(now: Time) -> Self {
        Connection {
            last_activity: now,
            peer_closed: false,
            peer_reset: false,
            write_failed: false,
        }
    }

    /// Whether writing can still succeed.
    pub(super) fn can_write(&self) -> bool {
        !self.write_failed
    }
}

impl Socket {
    /// The client has closed its end: there is nothing more to read.
    pub fn handle_peer_closed(&mut self) {
        self.note(|| SocketInput::PeerClosed);
        self.peer_left(Departure::Closed);
    }

    /// The client has reset the connection: there is nothing more to read.
    pub fn handle_peer_reset(&mut self) {
        self.note(|| SocketInput::PeerReset);
        self.peer_left(Departure::Reset);
    }

    fn peer_left(&mut self, how: Departure) {
        let connection = match &mut self.state {
            State::Connected(connection) => connection,
            State::Closed { drain: Some(drain) } => {
                drain.peer_closed = true; // B7.7: it may still read.
                return;
            }
            _ => return,
        };
        connection.peer_closed = true;
        connection.peer_reset = how == Departure::Reset;
        if self.config.mode == Mode::Receive {
            // B3.4: `message_ready` and `take_message` go on from here, once all lines are taken.
            return;
        }
        self.client_left = true;
        if self.profile.send_sees_close == SendSeesClose::Prompt {
            self.lose_client();
        } else {
            self.departure = Some(how); // B3.5: nothing happens.
        }
    }

    /// A write to the client failed.
    pub fn handle_write_failed(&mut self) {
        self.note(|| SocketInput::WriteFailed);
        match &mut self.state {
            State::Connected(connection) => {
                let is_news = !(connection.write_failed || connection.peer_closed);
                connection.write_failed = true;
                if self.config.mode == Mode::Receive {
                    self.acks.clear(); // B6.7: best effort
                    return;
                }
                self.client_left = true;
                if self.profile.send_sees_close == SendSeesClose::Never {
                    if is_news {
                        self.departure = Some(Departure::Reset);
                    }
                    self.drop_unsent();
                } else {
                    self.lose_client(); // B3.5
                }
            }
            State::Closed { drain: Some(_) } => self.end_drain(),
            _ => {}
        }
    }

    /// When the connection has been idle for too long (B4.2). One whose client has left ends with
    /// `onClosed`, however long the plug-in takes for its lines (B3.4).
    pub(super) fn idle_deadline(&self, connection: &Connection) -> Option<Time> {
        let idle = self.profile.idle_timeout?;
        (!self.closing_is_seen()).then(|| connection.last_activity + idle)
    }

    /// Bytes went one way or the other.
    pub(super) fn note_activity(&mut self, now: Time) {
        if let State::Connected(connection) = &mut self.state {
            connection.last_activity = now;
        }
    }

    /// Whether the client of a receive socket has closed and the plug-in is to hear of it, once
    /// it has all lines (B3.4).
    pub(super) fn closing_is_seen(&self) -> bool {
        let State::Connected(connection) = &self.state else {
            return false;
        };
        let is_seen = match self.profile.receive_sees_close {
            ReceiveSeesClose::Prompt => true,
            ReceiveSeesClose::UnlessReset => !connection.peer_reset,
            ReceiveSeesClose::Never => false,
        };
        is_seen && connection.peer_closed && self.config.mode == Mode::Receive
    }

    /// The client of a send socket has gone, and the plug-in is told.
    pub(super) fn lose_client(&mut self) {
        self.drop_client();
        self.end_period(SocketEvent::Closed);
    }

    /// Closes the port and drops the client, in this order: who sees the end of its connection finds
    /// the port closed (B4.4).
    pub(super) fn drop_client(&mut self) {
        self.actions.push_back(SocketAction::StopListening);
        self.disconnect();
    }

    /// Drops the client at once.
    fn disconnect(&mut self) {
        self.drop_unsent();
        if self.acks.is_empty() {
            self.actions.push_back(SocketAction::Disconnect);
        } else {
            self.finish_connection(); // B6.7: the callbacks of these lines may have run.
        }
    }

    fn drop_unsent(&mut self) {
        if !self.sends.is_empty() {
            let count = self.sends.len();
            self.sends.clear();
            self.diagnose(Diagnostic::UnsentDropped { count });
        }
    }

    /// Lets go of the connection after a last try to write the acknowledgements.
    pub(super) fn finish_connection(&mut self) {
        let last = match self.config.mode {
            Mode::Receive => self.acks.take(self.profile.ack),
            Mode::Send => Vec::new(),
        };
        self.actions.push_back(SocketAction::Finish { last });
    }

    /// What was queued at `close()` is written, or never will be (B7.7).
    pub(super) fn end_drain(&mut self) {
        if let State::Closed { drain } = &mut self.state
            && drain.take().is_some()
        {
            if self.sends.is_empty() {
                self.actions
                    .push_back(SocketAction::Finish { last: Vec::new() });
            } else {
                self.disconnect();
            }
        }
    }
}
