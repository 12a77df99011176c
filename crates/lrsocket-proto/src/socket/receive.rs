//! Receiving (§6): from bytes to messages.

use super::{Socket, State};
use crate::config::Mode;
use crate::event::{Diagnostic, SocketAction, SocketEvent};
use crate::switch::{CarriageReturn, TrailingLine};
use crate::time::Time;

impl Socket {
    /// Whether the driver should read. While it should not, TCP pushes back (B6.9).
    pub fn read_wanted(&mut self) -> bool {
        match (&self.state, self.config.mode) {
            (State::Connected(connection), Mode::Receive) => {
                // A line longer than the window must still become whole.
                let full = self.lines.len() >= self.profile.receive_window;
                !(connection.peer_closed || full && self.lines.has_line())
            }
            (State::Connected(connection), Mode::Send) => !connection.peer_closed,
            // A connection that is closed with bytes unread is reset, and the client may lose what
            // was written to it.
            (State::Closed { drain: Some(drain) }, _) => !drain.peer_closed,
            _ => false,
        }
    }

    /// Where the driver appends what it reads, before it calls
    /// [`handle_received`](Self::handle_received). At least 64 KiB of capacity are free.
    pub fn read_buffer(&mut self) -> &mut Vec<u8> {
        let room = self.lines.room();
        if let Some(journal) = &mut self.journal {
            journal.read_from(room.len());
        }
        room
    }

    /// The driver has appended bytes to the [`read_buffer`](Self::read_buffer).
    pub fn handle_received(&mut self, now: Time) {
        self.note_received();
        match (&self.state, self.config.mode) {
            (State::Connected(_), Mode::Receive) => {
                self.note_activity(now);
                self.find_line();
            }
            (State::Connected(_), Mode::Send) => {
                self.note_activity(now);
                self.ignore_received(); // B6.8
            }
            _ => self.lines.clear(),
        }
    }

    /// Whether [`take_message`](Self::take_message) has something: a line, or the end of the
    /// connection.
    pub(super) fn message_ready(&mut self) -> bool {
        self.find_line() || self.closing_is_seen()
    }

    /// The next whole line.
    pub(super) fn take_line(&mut self) -> Option<&[u8]> {
        if !self.find_line() {
            return None;
        }
        self.line_acked = false;
        self.lines.take_line(self.profile.cr)
    }

    /// The next line; after the last, what follows from the client having closed (B3.4).
    pub(super) fn take_message(&mut self) -> Option<SocketEvent<'_>> {
        if self.find_line() {
            return self.take_line().map(SocketEvent::Message);
        }
        if !self.closing_is_seen() {
            return self.tail.take(); // The line was too long, and the client is dropped.
        }
        let trailing = self.lines.len();
        if trailing > 0 {
            match self.profile.trailing_line {
                TrailingLine::Drop => {
                    self.lines.clear();
                    self.diagnose(Diagnostic::TrailingBytesDropped { count: trailing }); // B6.4
                }
                TrailingLine::Deliver => {
                    self.acknowledge();
                    return Some(SocketEvent::Message(self.lines.take_rest(self.profile.cr)));
                }
            }
        }
        self.actions.push_back(SocketAction::StopListening); // B4.4
        self.finish_connection();
        self.state = State::Idle;
        Some(SocketEvent::Closed)
    }

    /// Whether a whole line is there. One that is found is acknowledged, before its callback
    /// (B6.7); one that is too long ends the connection (B6.5). Lines that came before a connection
    /// ended for another reason are still there after it.
    fn find_line(&mut self) -> bool {
        let found = self.lines.has_line();
        if self.lines.next_line_len() > self.profile.max_line {
            self.drop_long_line();
            return false;
        }
        if found && !self.line_acked {
            self.line_acked = true;
            self.acknowledge();
        }
        found
    }

    /// B6.5
    fn drop_long_line(&mut self) {
        self.lines.clear();
        self.line_acked = false;
        let max_line = self.profile.max_line;
        self.diagnose(Diagnostic::LineTooLong { max_line });
        if matches!(self.state, State::Connected(_)) {
            self.drop_client();
            self.end_period(SocketEvent::Closed);
        }
    }

    fn acknowledge(&mut self) {
        let writable = matches!(&self.state, State::Connected(c) if c.can_write());
        if writable && !self.acks.push(self.profile.ack) {
            self.diagnose(Diagnostic::AcksDropped);
        }
    }

    /// Drops what a client wrote to a send socket, and reports it unless it is `ok` lines: some
    /// companions acknowledge what they read, as a receive socket does (B6.7, B6.8).
    fn ignore_received(&mut self) {
        const ACK: &[u8] = b"ok";
        let count = self.lines.len();
        let mut is_ack = true;
        while let Some(line) = self.lines.take_line(CarriageReturn::StripAll) {
            is_ack &= line == ACK;
        }
        // The beginning of an acknowledgement waits for its end.
        let rest = self.lines.as_bytes();
        if !is_ack || !b"ok\r".starts_with(rest) {
            self.lines.clear();
            self.diagnose(Diagnostic::BytesToSendSocket { count });
        }
    }
}
