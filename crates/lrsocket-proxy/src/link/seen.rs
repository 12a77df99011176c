//! What is seen passing by, and how it is found in the bytes.

use lrsocket_proto::Mode;

use super::Side;
use super::lines::Lines;
use lrsocket_faults::TrafficFault;

/// Receives what is seen.
pub(super) type Watcher<'w> = &'w mut dyn FnMut(Seen<'_>);

/// What was seen passing by.
///
/// All of it is what the plug-in sees and does: a message is seen when it has been passed on to the
/// plug-in, what the plug-in sends when it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen<'a> {
    /// A line to a receive port, without its line feed and a carriage return before it (B6.1).
    Message {
        /// The line, or its beginning.
        bytes: &'a [u8],
        /// How long it is.
        length: u64,
    },
    /// What the plug-in sent: a line with its line feed, or what came before a pause or the end.
    Sent {
        /// The bytes, or their beginning.
        bytes: &'a [u8],
        /// How many they are.
        length: u64,
    },
    /// The plug-in acknowledged so many lines (B6.7).
    Acknowledged {
        /// How many.
        count: u64,
        /// Whether the fault took them out.
        dropped: bool,
    },
    /// Bytes against the direction of the port: to a send port (B6.8), or other than
    /// acknowledgements from a receive port.
    Stray {
        /// Who wrote them.
        from: Side,
        /// The bytes, or their beginning.
        bytes: &'a [u8],
        /// How many they are.
        length: u64,
    },
    /// The outside program ended in the midst of a line (B6.4).
    Unterminated {
        /// How much of it had come.
        length: u64,
    },
    /// A fault began.
    Fault(TrafficFault),
    /// A stall ended.
    FaultEnds(TrafficFault),
    /// The connection ends. Comes once.
    Closed {
        /// Because of this side, as the plug-in sees it.
        by: Side,
        /// Whether it was a fault: to the plug-in it looks as if the outside program left.
        by_fault: bool,
    },
}

/// What has passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Bytes to the plug-in.
    pub bytes_in: u64,
    /// Bytes from the plug-in.
    pub bytes_out: u64,
    /// Messages in the direction of the port.
    pub messages: u64,
    /// Acknowledgements that were taken out.
    pub dropped_acks: u64,
}

pub(super) fn stray(from: Side, bytes: &[u8], length: u64) -> Seen<'_> {
    Seen::Stray {
        from,
        bytes,
        length,
    }
}

/// Tells of what stands in `bytes`.
pub(super) fn watch(
    mode: Mode,
    from: Side,
    lines: &mut Lines,
    bytes: &[u8],
    dropped: bool,
    seen: Watcher<'_>,
) {
    match (mode, from) {
        (Mode::Receive, Side::Remote) => lines.feed(bytes, |line, length| {
            // B6.1: the line feed and one carriage return before it. A cut line has lost both.
            let bytes = line.strip_suffix(b"\n").unwrap_or(line);
            let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
            // Of one that is reported in part the end is not there to be looked at.
            let ending = match line.len() - bytes.len() {
                0 if length > line.len() as u64 => 1,
                count => count as u64,
            };
            let length = length - ending;
            seen(Seen::Message { bytes, length });
        }),
        (Mode::Send, Side::Plugin) => {
            lines.feed(bytes, |bytes, length| seen(Seen::Sent { bytes, length }));
        }
        (Mode::Receive, Side::Plugin) => {
            let mut count = 0;
            lines.feed(bytes, |line, length| {
                if matches!(line, b"ok\n" | b"ok\r\n") {
                    count += 1;
                } else {
                    seen(stray(from, line, length));
                }
            });
            if count > 0 {
                seen(Seen::Acknowledged { count, dropped });
            }
        }
        (Mode::Send, Side::Remote) => {
            seen(stray(from, bytes, bytes.len() as u64));
        }
    }
}
