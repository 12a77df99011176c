//! One end of an outside program: what it has received and written.

use lrsocket_host::SocketInfo;
use lrsocket_host::proto::{CarriageReturn, LineBuffer, Mode};
use lrsocket_host::sim::RemoteEnd;

use crate::text::quoted;

/// How many bytes of an unfinished line are shown.
const SHOWN: usize = 60;

/// An end of a test, by its place in the order of the connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EndId(pub(crate) usize);

/// The outside program's end of a connection, as a test uses it.
pub(super) struct OutsideEnd {
    pub(super) remote: RemoteEnd,
    pub(super) port: u16,
    /// The socket of the plug-in at the other end, if known.
    pub(super) socket: Option<SocketInfo>,
    /// How many records there were when it connected.
    pub(super) since: usize,
    /// The other end of the pair.
    pub(super) partner: Option<EndId>,
    /// The bytes that have arrived and that the test has not taken.
    pub(super) unread: LineBuffer,
    /// The number of acknowledgements that have arrived. Nothing else comes from a receive socket
    /// (B6.7, B7.5), so they are its lines.
    pub(super) acks: usize,
    /// What the test has written since the last newline.
    pub(super) unfinished: Unfinished,
}

impl OutsideEnd {
    pub(super) fn new(
        remote: RemoteEnd,
        port: u16,
        socket: Option<SocketInfo>,
        since: usize,
    ) -> Self {
        OutsideEnd {
            remote,
            port,
            socket,
            since,
            partner: None,
            unread: LineBuffer::default(),
            acks: 0,
            unfinished: Unfinished::default(),
        }
    }

    /// Moves what has arrived to `unread`.
    pub(super) fn collect(&mut self) {
        let bytes = self.remote.read();
        if self.is_receiving() {
            self.acks += bytes.split(|byte| *byte == b'\n').count() - 1;
        }
        self.unread.room_for(bytes.len()).extend(bytes);
    }

    /// Whether the plug-in receives on this connection.
    pub(super) fn is_receiving(&self) -> bool {
        let socket = self.socket.as_ref();
        socket.is_some_and(|socket| socket.mode == Mode::Receive)
    }

    /// Takes the next whole line that has been collected, without its end. Acknowledgements do not
    /// count as lines.
    pub(super) fn take_collected(&mut self) -> Option<&[u8]> {
        let skips = self.is_receiving();
        while skips && self.unread.peek_line(CarriageReturn::StripLast) == Some(b"ok") {
            self.unread.take_line(CarriageReturn::StripLast);
        }
        self.unread.take_line(CarriageReturn::StripLast)
    }

    /// Takes the next whole line that has arrived.
    pub(super) fn take_line(&mut self) -> Option<Vec<u8>> {
        self.collect();
        self.take_collected().map(<[u8]>::to_vec)
    }
}

/// The beginning of what an outside program has written after its last newline.
#[derive(Default)]
pub(super) struct Unfinished {
    beginning: Vec<u8>,
}

impl Unfinished {
    /// Notes what was written.
    pub(super) fn wrote(&mut self, bytes: &[u8]) {
        let rest = match bytes.iter().rposition(|byte| *byte == b'\n') {
            Some(newline) => {
                self.beginning.clear();
                &bytes[newline + 1..]
            }
            None => bytes,
        };
        let room = SHOWN.saturating_sub(self.beginning.len());
        self.beginning.extend(&rest[..rest.len().min(room)]);
    }

    /// Points out a forgotten newline (B6.3), the commonest mistake in an outside program.
    pub(super) fn hint(&self, port: u16) -> Option<String> {
        if self.beginning.is_empty() {
            return None;
        }
        let text = quoted(&self.beginning);
        Some(format!(
            "the outside program has written {text} to port {port} without a newline: a plug-in \
             receives a line when its newline arrives [B6.3]"
        ))
    }
}
