//! How the connection of an end stands, and why it ended.

use lrsocket_host::proto::{Phase, Time};
use lrsocket_host::sim::{End, EndedBy};
use lrsocket_host::{ClosedBy, Event, SocketInfo, SocketSummary};

use super::base::World;
use super::end::EndId;

impl World {
    /// Whether the connection of an end is over, for whatever reason.
    pub(super) fn has_ended(&self, id: EndId) -> bool {
        let remote = &self.ends[id.0].remote;
        !remote.is_open() || remote.end() != End::Open
    }

    /// Describes the connection of an end: its state, why it ended, and what the socket does now.
    pub(crate) fn standing(&mut self, id: EndId) -> String {
        let end = &self.ends[id.0];
        let name = match &end.socket {
            Some(socket) => format!(
                "the {} socket, port {} ({})",
                socket.mode, end.port, socket.at
            ),
            None => format!("port {}", end.port),
        };
        let (ended, is_open, since) = (end.remote.ended_by(), end.remote.is_open(), end.since);
        let (state, socket) = (self.state_of(id), end.socket.clone());
        match ended {
            None if is_open => format!("{name}: open"),
            None => format!("{name}: {state}; the test ended this connection"),
            Some((time, _)) if !is_open && self.noticed(socket.as_ref(), since, time) => {
                format!("{name}: {state}; the test ended this connection")
            }
            Some((time, by)) => {
                let seconds = time.since_start().as_secs_f64();
                let socket = socket.as_ref();
                let why = socket.map_or(String::new(), |socket| {
                    self.why_ended(socket, since, time, by)
                });
                let now = socket.map_or(String::new(), |socket| self.what_now(socket));
                format!("{name}: {state} at {seconds:.3} s{why}{now}")
            }
        }
    }

    /// Explains what ended a connection, from what the socket did then.
    fn why_ended(&self, socket: &SocketInfo, since: usize, time: Time, by: EndedBy) -> String {
        let cause = match by {
            EndedBy::Fault => return ", by a fault".to_owned(),
            EndedBy::Unaccepted | EndedBy::Socket => self.cause(socket, since, time),
        };
        match by {
            EndedBy::Unaccepted => format!(
                ", by {cause} before the plug-in accepted this client: clients that wait are reset \
                 [B1.7]"
            ),
            _ => format!(", by {cause}"),
        }
    }

    /// Whether the socket dropped its client because the client had left.
    fn noticed(&self, socket: Option<&SocketInfo>, since: usize, time: Time) -> bool {
        let mut later = self.records()[since..].iter();
        let own = |about: &SocketInfo| socket.is_some_and(|socket| about.id == socket.id);
        later.any(|record| match &record.event {
            Event::Closed {
                socket,
                by: ClosedBy::Remote,
            } => own(socket) && record.time >= time,
            _ => false,
        })
    }

    /// The call or event that made a socket stop listening or drop its client at this time; the client
    /// connected when there were `since` records.
    fn cause(&self, socket: &SocketInfo, since: usize, time: Time) -> &'static str {
        let own = |event: &Event| event.socket().is_some_and(|about| about.id == socket.id);
        let later = self.records()[since..].iter();
        let later = later.filter(|record| record.time >= time);
        for record in later.filter(|record| own(&record.event)) {
            return match &record.event {
                Event::Connecting { .. } => "reconnect()",
                Event::Error { .. } => "onError",
                Event::Closed { .. } => "close() or the end of its function context",
                _ => continue,
            };
        }
        "the plug-in"
    }

    /// Describes where a test has to connect now instead; empty if nowhere.
    fn what_now(&mut self, socket: &SocketInfo) -> String {
        let Ok(host) = self.host() else {
            return String::new();
        };
        let summaries = host.socket_summaries();
        let open =
            |summary: &&SocketSummary| summary.phase != Phase::Closed && !summary.left_behind;
        let same = |summary: &&SocketSummary| summary.socket.id == socket.id;
        let plugin = summaries.iter().find(same).map(|own| own.plugin.clone());
        let mut newer = summaries.iter().filter(open).filter(|summary| {
            summary.socket.mode == socket.mode
                && summary.socket.id > socket.id
                && Some(&summary.plugin) == plugin.as_ref()
        });
        let (mode, next) = (socket.mode, newer.next_back());
        let listens = |summary: &&SocketSummary| summary.phase == Phase::Listening;
        if let Some(again) = summaries.iter().filter(listens).find(same) {
            let port = again.socket.port;
            return format!("; it listens again on port {port}: connect again");
        }
        match next {
            Some(next) => {
                let (port, at) = (next.socket.port, &next.socket.at);
                format!(
                    "; the plug-in has bound another {mode} socket since, on port {port} ({at}): \
                     connect to that one, with lr.connect(plugin, \"{mode}\") or lr.pair(plugin)"
                )
            }
            None => String::new(),
        }
    }
}
