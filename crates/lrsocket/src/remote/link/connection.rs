//! The bytes of a connection, in and out.

use lrsocket_proto::{Mode, Time};

use super::RemoteLink;
use super::phase::{Connection, Dial, Ending, Phase, Proof};
use crate::remote::event::{DisconnectReason, RemoteEvent};
use crate::remote::requests::{Key, Request};

/// How much of the send half is still read after the receive half has ended: more than systems keep in
/// their buffers.
const DRAIN: usize = 16 << 20;

/// A buffer larger than this is not kept for the next lines.
const BURST: usize = 4 << 20;

impl RemoteLink {
    /// Whether this half is to be read now. The receive half always is, so that acknowledgements never
    /// fill the window (B6.7); the send half when no line waits to be taken, so that a plug-in that is
    /// faster than the application is held back by TCP.
    pub(in crate::remote) fn read_wanted(&mut self, half: Mode) -> bool {
        let connected = match &self.phase {
            Phase::Connecting(attempt) => attempt.is_done(half),
            Phase::Connected(Connection { ending: None, .. }) => true,
            Phase::Connected(Connection {
                ending: Some(ending),
                ..
            }) => half == Mode::Send && ending.drain > 0,
            _ => false,
        };
        connected && (half == Mode::Receive || !self.lines.has_line())
    }

    /// Whether the send half is not read because a line waits to be taken.
    pub(in crate::remote) fn line_waits(&mut self) -> bool {
        matches!(self.phase, Phase::Connected(_)) && self.lines.has_line()
    }

    /// Room for so many bytes from the send half; then [`handle_received`](Self::handle_received).
    pub(in crate::remote) fn read_buffer(&mut self, size: usize) -> &mut Vec<u8> {
        self.lines.room_for(size)
    }

    /// So many bytes were appended to the [read buffer](Self::read_buffer).
    pub(in crate::remote) fn handle_received(&mut self, count: usize) {
        if let Phase::Connected(Connection {
            ending: Some(ending),
            ..
        }) = &mut self.phase
        {
            ending.drain = ending.drain.saturating_sub(count);
        }
    }

    /// Whether the connection is over and the rest of the send half is being read.
    pub(in crate::remote) fn is_ending(&self) -> bool {
        matches!(&self.phase, Phase::Connected(connection) if connection.ending.is_some())
    }

    /// Nothing more is there on the send half now.
    pub(in crate::remote) fn handle_drained(&mut self) {
        if let Phase::Connected(Connection {
            ending: Some(ending),
            ..
        }) = &mut self.phase
        {
            ending.drain = 0;
        }
    }

    /// These bytes came from the receive half (B6.7).
    pub(in crate::remote) fn handle_acknowledgements(&mut self, bytes: &[u8], now: Time) {
        let count = self.acknowledgements.take(bytes);
        if count == 0 {
            return;
        }
        if self.options.report_acknowledgements {
            if let Some(RemoteEvent::Acknowledged(before)) = self.head.back_mut() {
                *before += count;
            } else {
                self.head.push_back(RemoteEvent::Acknowledged(count));
            }
        }
        // Where no line can come, the acknowledgement is the proof; without a ping any sign is.
        let alone = self.port(Mode::Send).is_none();
        if let Phase::Connected(connection) = &self.phase
            && match connection.proof {
                Proof::Asked { .. } => alone,
                Proof::None => true,
                Proof::Given => false,
            }
        {
            self.ready(now);
        }
    }

    /// The plug-in has closed this half (`error` is `None`), or the system has. Both halves end; what
    /// the plug-in sent before is still told.
    pub(in crate::remote) fn handle_ended(&mut self, half: Mode, error: Option<String>, now: Time) {
        let why = match error {
            None => DisconnectReason::Closed {
                served: false,
                unfinished: 0,
            },
            Some(error) => DisconnectReason::Failed {
                error,
                unfinished: 0,
            },
        };
        let both = self.port(Mode::Send).is_some();
        match &mut self.phase {
            Phase::Connecting(attempt) => {
                // The other half's failure is the better reason, if there is one.
                let failed = match attempt.of(super::phase::other(half)) {
                    Dial::Failed { why, .. } => Some(why.clone()),
                    _ => None,
                };
                match failed {
                    Some(why) => self.lose(super::phase::other(half), why, now),
                    None => self.lose(half, why, now),
                }
            }
            Phase::Connected(connection) => {
                if let Some(ending) = &mut connection.ending {
                    if half == Mode::Send {
                        ending.drain = 0;
                    }
                } else {
                    let drain = if half == Mode::Receive && both {
                        DRAIN
                    } else {
                        0
                    };
                    connection.ending = Some(Ending { half, why, drain });
                    connection.keep_alive_at = None;
                    self.out.clear();
                    self.written = 0;
                }
            }
            _ => {}
        }
    }

    /// What is to be written to the receive half.
    pub(in crate::remote) fn transmit(&self) -> &[u8] {
        &self.out[self.written..]
    }

    /// So much of [`transmit`](Self::transmit) is written.
    pub(in crate::remote) fn handle_transmitted(&mut self, count: usize) {
        self.written += count;
        if self.written >= self.out.len() {
            self.out.clear();
            self.written = 0;
        }
    }

    /// Takes all bytes of the application at once, by exchanging the buffers. Only when nothing is left
    /// to [transmit](Self::transmit), and the link is [open](Self::open).
    pub(in crate::remote) fn exchange(&mut self, bytes: &mut Vec<u8>) {
        debug_assert!(self.transmit().is_empty());
        std::mem::swap(&mut self.out, bytes);
        self.written = 0;
        bytes.clear();
        // What one burst has grown gives its memory back.
        if bytes.capacity() > BURST {
            *bytes = Vec::new();
        }
        self.lines_sent += memchr::memchr_iter(b'\n', &self.out).count() as u64;
        if let Some(&last) = self.out.last() {
            self.at_line_start = last == b'\n';
        }
    }

    /// The application has asked something; its line is among the bytes.
    pub(in crate::remote) fn add_request(&mut self, request: Request, now: Time) {
        self.requests.add(request, now);
    }

    /// Nobody waits for this answer any more.
    pub(in crate::remote) fn cancel_request(&mut self, key: Key) {
        self.requests.cancel(key);
    }

    /// The program wants no more of it: requests fail, and nothing happens any more.
    pub(in crate::remote) fn close(&mut self) {
        self.requests
            .fail_all(&crate::remote::error::RequestError::Closed);
        self.phase = Phase::Over(None);
        self.actions.clear();
        self.head.clear();
        self.lines.clear();
    }

    pub(super) fn connection_timeout(&mut self, now: Time) {
        self.requests.handle_timeout(now);
        let Phase::Connected(connection) = &mut self.phase else {
            return;
        };
        if let Proof::Asked { until } = connection.proof
            && until <= now
            && connection.ending.is_none()
        {
            let within = self.options.ping_timeout;
            let (half, why) = if self.acknowledgements.count() > 0 {
                (Mode::Send, DisconnectReason::NotAnswered { within })
            } else {
                (self.first_half(), DisconnectReason::NotServed { within })
            };
            self.lose(half, why, now);
            return;
        }
        if let Some(at) = connection.keep_alive_at
            && at <= now
            && let Some(keep_alive) = &self.options.keep_alive
        {
            // From now, not from when it was due: after a pause one line is enough.
            connection.keep_alive_at = Some(now + keep_alive.every);
            // A plug-in that does not read gets no heap of them, and a line that the application has
            // begun is not broken.
            if self.out.is_empty() && self.at_line_start {
                self.out.extend_from_slice(&keep_alive.line);
                self.lines_sent += 1;
            }
        }
    }
}
