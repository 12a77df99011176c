//! What has happened, for the failure of a test that waited in vain.

use lrsocket_host::proto::Phase;
use lrsocket_host::{Event, Line, Record};

use super::base::World;
use super::end::EndId;
use super::port::Port;
use crate::text::quoted;

/// How many of the bytes that the test has not taken are shown.
const SHOWN: usize = 200;

/// How many of the last events are shown.
const LAST: usize = 12;

impl World {
    /// Describes an end on which something expected did not arrive: what has arrived instead, and
    /// what happened on the socket. Each line begins with a newline.
    pub(crate) fn history(&mut self, id: EndId) -> String {
        let mut lines = Vec::new();
        let end = &mut self.ends[id.0];
        end.collect();
        let port = end.port;
        let name = match &end.socket {
            Some(socket) => format!("port {port}, the {} socket of {}", socket.mode, socket.at),
            None => format!("port {port}"),
        };
        if end.is_receiving() {
            lines.push(format!(
                "\nthe plug-in receives on this connection; {} acknowledgements have arrived, which do \
                 not count as lines. What it sends arrives at the end of its send socket",
                end.acks
            ));
        } else if !end.unread.is_empty() {
            lines.push(format!("\n{}", untaken(end.unread.as_bytes())));
        }
        for end in &self.ends {
            if let Some(hint) = end.unfinished.hint(end.port) {
                lines.push(format!("\n{hint}"));
            }
        }
        let about = |record: &&Record| {
            let socket = record.event.socket();
            socket.is_some_and(|socket| socket.port == port)
                || record.event.is_failure()
                || matches!(record.event, Event::Diagnostic { .. })
        };
        let events: Vec<&Record> = self.records().iter().filter(about).collect();
        let what = if events.is_empty() {
            "nothing has happened on"
        } else {
            "what has happened on"
        };
        let end = if events.is_empty() { "" } else { ":" };
        lines.push(format!("\n{what} {name}{end}"));
        let last = events.len().saturating_sub(LAST);
        if last > 0 {
            lines.push("\n        …".to_owned());
        }
        lines.extend(events[last..].iter().map(|record| line_of(record)));
        if self.has_ended(id) {
            lines.push(format!("\n{}", self.standing(id)));
        }
        if let Some(partner) = self.ends[id.0].partner {
            let standing = self.standing(partner);
            lines.push(format!("\nthe other end of the pair: {standing}"));
        }
        lines.concat()
    }

    /// The last events of all sockets, each line after a newline.
    pub(crate) fn recent(&self) -> String {
        let records = self.records();
        let last = records.len().saturating_sub(LAST);
        let lines = records[last..].iter().map(line_of);
        lines.collect()
    }

    /// Lists the open sockets of one plug-in or of all, for the error about one that is missing.
    pub(super) fn whereabouts(&mut self, plugin: Option<&str>) -> String {
        let sockets = match plugin {
            Some(plugin) => self.ports(plugin).unwrap_or_default(),
            None => match self.host() {
                Ok(host) => host.socket_summaries().iter().map(Port::of).collect(),
                Err(_) => Vec::new(),
            },
        };
        let there = sockets.iter().filter(|it| it.phase != Phase::Closed);
        let there: Vec<String> = there.map(|socket| self.described(socket)).collect();
        if there.is_empty() {
            return "; the plug-in has no open socket".to_owned();
        }
        let whose = plugin.map_or("the open sockets", |_| "its sockets");
        format!("; {whose} are: {}", there.join(", "))
    }
}

/// A record on a line of its own.
fn line_of(record: &Record) -> String {
    let Line { word, text, .. } = Line::of(&record.event);
    let seconds = record.time.since_start().as_secs_f64();
    format!("\n{seconds:9.3}  {word:<9}  {text}")
}

/// Describes the bytes that have arrived and that the test has not taken.
fn untaken(bytes: &[u8]) -> String {
    let cut = &bytes[..bytes.len().min(SHOWN)];
    let text = quoted(cut);
    let rest = match bytes.len() {
        all if cut.len() < all => format!("… ({all} bytes)"),
        _ => String::new(),
    };
    match bytes.split(|byte| *byte == b'\n').count() - 1 {
        0 => format!("what has arrived has no newline yet: {text}{rest}"),
        1 => format!("what else has arrived, 1 line: {text}{rest}"),
        lines => format!("what else has arrived, {lines} lines: {text}{rest}"),
    }
}
