//! Sending (§7), and writing out what either kind of socket has for its client.

use super::{Socket, SocketClosed, SocketInput, State};
use crate::config::Mode;
use crate::event::Diagnostic;
use crate::switch::UnconnectedSend;
use crate::time::Time;

/// How much waits at most while nobody is connected (B7.2).
const WAITING_WINDOW: usize = 1 << 20;

impl Socket {
    /// `socket:send(message)` (B7.1). Returns at once, whatever the size.
    pub fn send(&mut self, message: &[u8], now: Time) -> Result<(), SocketClosed> {
        if matches!(self.state, State::Closed { .. }) {
            return Err(SocketClosed); // B7.8
        }
        if self.config.mode == Mode::Receive {
            self.diagnose(Diagnostic::SendOnReceive); // B7.5
            return Ok(());
        }
        let State::Connected(connection) = &self.state else {
            self.send_unconnected(message);
            return Ok(());
        };
        if connection.peer_closed || !connection.can_write() {
            let lost = !connection.can_write();
            self.diagnose(Diagnostic::SentToVoid); // B7.3
            if lost {
                return Ok(());
            }
        }
        if !self.sends.push(message, self.profile.send_window) {
            self.diagnose(Diagnostic::SendWindowFull {
                message: message.len(),
            }); // B7.4
        }
        self.note_activity(now);
        Ok(())
    }

    /// B7.2
    fn send_unconnected(&mut self, message: &[u8]) {
        match self.profile.unconnected_send {
            UnconnectedSend::Queue => {
                let count = self.sends.push_waiting(message, WAITING_WINDOW);
                if count > 0 {
                    self.diagnose(Diagnostic::WaitingDropped { count });
                }
            }
            UnconnectedSend::Drop => self.diagnose(Diagnostic::SentToNobody),
        }
    }

    /// What the driver should write next; empty if nothing.
    pub fn transmit(&self) -> &[u8] {
        match (&self.state, self.config.mode) {
            (State::Connected(_), Mode::Receive) => self.acks.front(self.profile.ack),
            (State::Connected(_) | State::Closed { drain: Some(_) }, Mode::Send) => {
                self.sends.front()
            }
            _ => &[],
        }
    }

    /// The first `count` bytes of [`transmit`](Self::transmit) are written.
    pub fn handle_transmitted(&mut self, count: usize, now: Time) {
        self.note(|| SocketInput::Transmitted(count));
        self.note_activity(now);
        match self.config.mode {
            Mode::Receive => self.acks.advance(count),
            Mode::Send => {
                self.sends.advance(count);
                if self.sends.is_empty() {
                    self.end_drain(); // B7.7
                }
            }
        }
    }
}
