//! What the outside did to a socket, noted so that it can be repeated exactly.

use std::mem;

use super::Socket;
use crate::time::Time;

/// A call of one of a socket's `handle_*` methods by its driver, apart from
/// [`handle_timeout`](Socket::handle_timeout), which follows from the time alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SocketInput {
    /// The port was opened.
    Listening(u16),
    /// The port could not be opened.
    ListenFailed,
    /// A client was accepted.
    Accepted,
    /// These bytes were read.
    Received(Vec<u8>),
    /// The client closed its end.
    PeerClosed,
    /// The client reset the connection.
    PeerReset,
    /// A write failed.
    WriteFailed,
    /// This many bytes were written.
    Transmitted(usize),
}

/// The inputs of a socket that nobody has taken yet.
#[derive(Debug, Default)]
pub(super) struct Journal {
    inputs: Vec<SocketInput>,
    /// The length of the read buffer when it was last handed out.
    read_from: usize,
}

impl Journal {
    /// The read buffer is handed out with this many bytes in it.
    pub(super) const fn read_from(&mut self, len: usize) {
        self.read_from = len;
    }
}

impl Socket {
    /// Notes every input from now on: see [`take_inputs`](Self::take_inputs).
    pub fn note_inputs(&mut self) {
        self.journal.get_or_insert_default();
    }

    /// Takes the inputs since the last call, in order; none unless they are
    /// [noted](Self::note_inputs).
    pub fn take_inputs(&mut self) -> Vec<SocketInput> {
        let journal = self.journal.as_mut();
        journal.map_or_else(Vec::new, |journal| mem::take(&mut journal.inputs))
    }

    /// Repeats an input.
    pub fn handle(&mut self, input: &SocketInput, now: Time) {
        match input {
            SocketInput::Listening(port) => self.handle_listening(*port, now),
            SocketInput::ListenFailed => self.handle_listen_failed(),
            SocketInput::Accepted => self.handle_accepted(now),
            SocketInput::Received(bytes) => {
                self.read_buffer().extend_from_slice(bytes);
                self.handle_received(now);
            }
            SocketInput::PeerClosed => self.handle_peer_closed(),
            SocketInput::PeerReset => self.handle_peer_reset(),
            SocketInput::WriteFailed => self.handle_write_failed(),
            // A plug-in that has changed may have less to write.
            SocketInput::Transmitted(count) => {
                self.handle_transmitted((*count).min(self.transmit().len()), now);
            }
        }
    }

    pub(super) fn note(&mut self, input: impl FnOnce() -> SocketInput) {
        if let Some(journal) = &mut self.journal {
            journal.inputs.push(input());
        }
    }

    /// Notes what was added to the read buffer.
    pub(super) fn note_received(&mut self) {
        if let Some(journal) = &mut self.journal {
            let bytes = self.lines.stored().get(journal.read_from..);
            let bytes = bytes.unwrap_or_default().to_vec();
            journal.inputs.push(SocketInput::Received(bytes));
        }
    }
}
