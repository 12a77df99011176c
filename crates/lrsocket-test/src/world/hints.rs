//! Why a wait was in vain, as far as the records show it.

use lrsocket_host::proto::{Mode, Phase};
use lrsocket_host::{Event, Record};

use super::base::World;
use super::port::Port;

impl World {
    /// Describes a socket of a plug-in, and why nobody can connect to it.
    pub(super) fn described(&self, socket: &Port) -> String {
        let (mode, port, at, state) = (socket.mode, socket.number, &socket.at, socket.state());
        let why = match socket.phase {
            Phase::Idle => self.why_idle(socket),
            Phase::Connected if self.has_left(port) => Some(
                match mode {
                    Mode::Send => "its client has left, which a send socket never learns [B3.5]",
                    Mode::Receive => "its client has left, which it has not learned [B3.4]",
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

    /// Explains why nobody listens on a port that was open before (B1.8).
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
            "; port {port} belonged to the {} socket bound at {} before that socket listened again: \
             with port = 0 the number can change each time; onConnecting reports it [B1.8]",
            was.mode, was.at
        )
    }

    /// The callback that ended the listening of an idle socket (B4.3).
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
