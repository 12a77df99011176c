//! Why a wait was in vain, as far as that is plain from what happened.

use lrsocket_host::proto::{Mode, Phase};
use lrsocket_host::{Event, Record};

use super::World;
use super::plugins::Port;
use crate::text::quoted;

/// How many bytes of an unfinished line are shown.
const SHOWN: usize = 60;

/// The end of what an outside program has written, as far as no newline has followed.
#[derive(Default)]
pub(super) struct Unfinished {
    beginning: Vec<u8>,
}

impl Unfinished {
    /// This was written.
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

    /// What an author of an outside program forgets easily (B6.3).
    pub(super) fn hint(&self, port: u16) -> Option<String> {
        if self.beginning.is_empty() {
            return None;
        }
        let text = quoted(&self.beginning);
        Some(format!(
            "the outside program has written {text} to port {port} and no newline after it: a \
             plug-in gets a line when its newline has come [B6.3]"
        ))
    }
}

impl World {
    /// A socket of a plug-in, and why nobody can connect to it.
    pub(super) fn told(&self, socket: &Port) -> String {
        let (mode, port, at, state) = (socket.mode, socket.number, &socket.at, socket.state());
        let why = match socket.phase {
            Phase::Idle => self.why_idle(socket),
            Phase::Connected if self.has_left(port) => Some(
                match mode {
                    Mode::Send => {
                        "its client has left, of which nothing tells a send socket [B3.5]"
                    }
                    Mode::Receive => "its client has left, of which nothing has told it [B3.4]",
                }
                .to_owned(),
            ),
            _ => None,
        };
        match why {
            Some(why) => format!("{mode} {port} ({at}, {state}: {why})"),
            None => format!("{mode} {port} ({at}, {state})"),
        }
    }

    /// Why nobody listens on a port that was right before (B1.8).
    pub(super) fn former(&self, port: u16) -> String {
        let listened = |record: &Record| match &record.event {
            Event::Connecting { socket } => Some(socket.clone()),
            _ => None,
        };
        let mut newest = self.records().iter().rev().filter_map(listened);
        let Some(was) = newest.find(|socket| socket.port == port) else {
            return String::new();
        };
        let mut newest = self.records().iter().rev().filter_map(listened);
        let now = newest.find(|socket| socket.id == was.id);
        if now.is_none_or(|now| now.port == port) {
            return String::new();
        }
        format!(
            "; port {port} was that of the {} socket bound at {} before it listened anew: with \
             port = 0 the number can be another one each time, onConnecting tells it [B1.8]",
            was.mode, was.at
        )
    }

    /// What has ended the listening of a socket that is idle (B4.3).
    fn why_idle(&self, socket: &Port) -> Option<String> {
        let own = |record: &&Record| {
            let about = record.event.socket();
            about.is_some_and(|about| about.id == socket.id)
        };
        let last = self.records().iter().rev().filter(own).find_map(|record| {
            let callback = match &record.event {
                Event::Error { message, .. } => format!("onError(\"{message}\")"),
                Event::Closed { .. } => "onClosed".to_owned(),
                _ => return None,
            };
            Some((record.time, callback))
        });
        let (time, callback) = last?;
        let seconds = time.since_start().as_secs_f64();
        Some(format!(
            "since {callback} at {seconds:.3} s; it listens again only after reconnect() [B4.3]"
        ))
    }
}
