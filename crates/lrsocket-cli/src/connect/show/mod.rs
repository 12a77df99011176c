//! What the terminal shows: lines for a person, JSON for programs, bytes as they are.

mod human;
mod json;

use lrsocket::remote::{Ports, RemoteEvent};
use lrsocket_host::proto::Time;

use super::ended::Ended;
use crate::output::Streams;
use human::Human;
use json::Json;

/// Where all that happens is shown.
pub(crate) enum Show {
    Human(Human),
    Json(Json),
}

/// How a person is shown it.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is there or is not, in any combination"
)]
pub(crate) struct Look {
    /// Bytes from the plug-in go to stdout as they are.
    pub(crate) raw: bool,
    /// Acknowledgements are not shown.
    pub(crate) quiet_acks: bool,
    /// Lines that go out are shown: nobody typed them here.
    pub(crate) sent: bool,
    /// The plug-in's own run is shown on the same terminal.
    pub(crate) beside_run: bool,
}

impl Show {
    pub(crate) fn human(streams: &Streams, look: Look) -> Self {
        Show::Human(Human::new(streams, look))
    }

    pub(crate) fn json(streams: &Streams, quiet_acks: bool) -> Self {
        Show::Json(Json::new(streams, quiet_acks))
    }

    /// Returns whether more may be shown: what a program reads must not be dropped.
    pub(super) fn has_room(&self) -> bool {
        match self {
            Show::Human(human) => human.has_room(),
            Show::Json(json) => json.has_room(),
        }
    }

    /// What the remote tells, of the connection to these ports.
    pub(super) fn event(&mut self, now: Time, event: &RemoteEvent<'_>, ports: Option<Ports>) {
        match self {
            Show::Human(human) => human.event(now, event, ports),
            Show::Json(json) => json.event(now, event, ports),
        }
    }

    /// Lines that were sent, each with its line feed.
    pub(super) fn sent(&mut self, now: Time, lines: &[u8]) {
        match self {
            Show::Human(human) => human.sent(now, lines),
            Show::Json(json) => json.sent(now, lines),
        }
    }

    /// Something to look at.
    pub(super) fn warn(&mut self, now: Time, message: &str) {
        match self {
            Show::Human(human) => human.warn(now, message),
            Show::Json(json) => json.warn(now, message),
        }
    }

    /// The end.
    pub(super) fn ended(&mut self, now: Time, ended: &Ended) {
        match self {
            Show::Human(human) => human.ended(now, ended),
            Show::Json(json) => json.ended(now, ended),
        }
        self.flush();
    }

    /// Writes out what was shown since the last time.
    pub(super) fn flush(&mut self) {
        match self {
            Show::Human(human) => human.flush(),
            Show::Json(json) => json.flush(),
        }
    }
}

/// Each line, without its line feed.
fn each_line(lines: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = lines.strip_suffix(b"\n").unwrap_or(lines);
    lines.split(|byte| *byte == b'\n')
}
