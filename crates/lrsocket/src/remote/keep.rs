//! Events that came while something else was awaited.

use std::collections::VecDeque;

use super::event::RemoteEvent;

/// How many bytes of lines are kept at most.
const MOST: usize = 64 << 20;

/// An event that owns its line.
pub(super) enum Kept {
    Line(Vec<u8>),
    Other(RemoteEvent<'static>),
}

/// Events in their order.
#[derive(Default)]
pub(super) struct Keeper {
    events: VecDeque<Kept>,
    bytes: usize,
    /// The line that was taken last, for as long as it is borrowed.
    current: Vec<u8>,
}

impl Keeper {
    pub(super) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        self.bytes >= MOST
    }

    pub(super) fn keep(&mut self, event: Kept) {
        self.bytes += event.size();
        self.events.push_back(event);
    }

    pub(super) fn take(&mut self) -> Option<RemoteEvent<'_>> {
        let event = self.events.pop_front()?;
        self.bytes -= event.size();
        Some(match event {
            Kept::Line(line) => {
                self.current = line;
                RemoteEvent::Line(&self.current)
            }
            Kept::Other(event) => event,
        })
    }
}

impl Kept {
    fn size(&self) -> usize {
        match self {
            Kept::Line(line) => line.len() + size_of::<Kept>(),
            Kept::Other(_) => size_of::<Kept>(),
        }
    }
}

impl From<RemoteEvent<'_>> for Kept {
    fn from(event: RemoteEvent<'_>) -> Self {
        Kept::Other(match event {
            RemoteEvent::Line(line) => return Kept::Line(line.to_vec()),
            RemoteEvent::Waiting(why) => RemoteEvent::Waiting(why),
            RemoteEvent::Connecting { ports, attempt } => {
                RemoteEvent::Connecting { ports, attempt }
            }
            RemoteEvent::Connected => RemoteEvent::Connected,
            RemoteEvent::Ready => RemoteEvent::Ready,
            RemoteEvent::Acknowledged(count) => RemoteEvent::Acknowledged(count),
            RemoteEvent::Lost {
                half,
                why,
                retry_in,
            } => RemoteEvent::Lost {
                half,
                why,
                retry_in,
            },
            RemoteEvent::GaveUp(why) => RemoteEvent::GaveUp(why),
        })
    }
}
