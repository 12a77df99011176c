//! The outside programs' ends of connections, as a test uses them.

use std::time::Duration;

use lrsocket_host::proto::Mode;
use lrsocket_host::sim::{End, RemoteEnd};
use lrsocket_host::{Line, Record, SocketInfo};

use super::{Trouble, World};

/// Which of a test's ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EndId(pub(crate) usize);

/// Those of a test.
#[derive(Default)]
pub(super) struct Ends(Vec<OutsideEnd>);

/// One of them.
struct OutsideEnd {
    remote: RemoteEnd,
    port: u16,
    /// What has arrived and the test has not taken.
    unread: Vec<u8>,
}

impl OutsideEnd {
    fn collect(&mut self) {
        self.unread.extend(self.remote.read());
    }

    /// The next whole line, without its end.
    fn take_line(&mut self) -> Option<Vec<u8>> {
        self.collect();
        let end = self.unread.iter().position(|byte| *byte == b'\n')?;
        let mut line: Vec<u8> = self.unread.drain(..=end).collect();
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Some(line)
    }
}

impl World {
    /// Connects to a port. Fails if nobody listens there.
    pub(crate) fn connect(&mut self, port: u16) -> Result<EndId, Trouble> {
        self.settle()?;
        let refused = || format!("nobody listens on port {port}: the connection is refused");
        let Some(simulation) = &mut self.simulation else {
            return Err(refused());
        };
        let Some(remote) = simulation.connect(port) else {
            return Err(format!("{}{}", refused(), self.whereabouts()));
        };
        self.ends.0.push(OutsideEnd {
            remote,
            port,
            unread: Vec::new(),
        });
        self.settle()?;
        Ok(EndId(self.ends.0.len() - 1))
    }

    /// Connects to the socket of this mode, as soon as one listens, but within `limit`.
    pub(crate) fn connect_to(&mut self, mode: Mode, limit: Duration) -> Result<EndId, Trouble> {
        let port = |host: &lrsocket_host::Host| {
            let summaries = host.socket_summaries().into_iter();
            let mut ports = summaries.filter(|summary| {
                summary.socket.mode == mode
                    && summary.phase == lrsocket_host::proto::Phase::Listening
            });
            ports.next_back().map(|summary| summary.socket.port)
        };
        let mut found = None;
        self.running()?;
        self.wait(limit, |simulation| {
            found = port(simulation.host());
            found.is_some()
        })?;
        match found {
            Some(port) => self.connect(port),
            None => Err(format!(
                "no {mode} socket has listened within {} s{}",
                limit.as_secs_f64(),
                self.whereabouts()
            )),
        }
    }

    /// The outside program does something to its end.
    pub(crate) fn act(&mut self, id: EndId, act: impl FnOnce(&RemoteEnd)) -> Result<(), Trouble> {
        act(&self.ends.0[id.0].remote);
        self.settle()
    }

    /// The port that it has connected to.
    pub(crate) fn port_of(&self, id: EndId) -> u16 {
        self.ends.0[id.0].port
    }

    /// How the connection looks to the outside program: `open`, `closed` or `reset`.
    pub(crate) fn state_of(&self, id: EndId) -> &'static str {
        let end = &self.ends.0[id.0];
        match end.remote.end() {
            _ if !end.remote.is_open() => "closed",
            End::Open => "open",
            End::Finished => "closed",
            End::Reset => "reset",
        }
    }

    /// All bytes that have arrived and were not taken.
    pub(crate) fn take_all(&mut self, id: EndId) -> Result<Vec<u8>, Trouble> {
        self.settle()?;
        let end = &mut self.ends.0[id.0];
        end.collect();
        Ok(std::mem::take(&mut end.unread))
    }

    /// The whole lines that have arrived and were not taken.
    pub(crate) fn take_lines(&mut self, id: EndId) -> Result<Vec<Vec<u8>>, Trouble> {
        self.settle()?;
        let end = &mut self.ends.0[id.0];
        Ok(std::iter::from_fn(|| end.take_line()).collect())
    }

    /// The next line, as soon as it has arrived, but within `limit`.
    pub(crate) fn wait_line(
        &mut self,
        id: EndId,
        limit: Duration,
    ) -> Result<Option<Vec<u8>>, Trouble> {
        self.wait_for(id, limit, OutsideEnd::take_line)
    }

    /// So many bytes, as soon as they have arrived, but within `limit`.
    pub(crate) fn wait_bytes(
        &mut self,
        id: EndId,
        count: usize,
        limit: Duration,
    ) -> Result<Option<Vec<u8>>, Trouble> {
        self.wait_for(id, limit, |end| {
            end.collect();
            (end.unread.len() >= count).then(|| end.unread.drain(..count).collect())
        })
    }

    /// The connection has ended, as the outside program sees it, within `limit`.
    pub(crate) fn wait_end(&mut self, id: EndId, limit: Duration) -> Result<bool, Trouble> {
        let ended = self.wait_for(id, limit, |end| {
            (end.remote.end() != End::Open).then_some(())
        })?;
        Ok(ended.is_some())
    }

    fn wait_for<T>(
        &mut self,
        id: EndId,
        limit: Duration,
        mut take: impl FnMut(&mut OutsideEnd) -> Option<T>,
    ) -> Result<Option<T>, Trouble> {
        let mut ends = std::mem::take(&mut self.ends);
        let mut taken = None;
        let waited = self.wait(limit, |_| {
            taken = take(&mut ends.0[id.0]);
            taken.is_some()
        });
        self.ends = ends;
        waited?;
        Ok(taken)
    }

    /// What an end can tell when something did not come: what has arrived instead, and what
    /// happened on the socket.
    pub(crate) fn history(&mut self, id: EndId) -> String {
        /// How many of the last events are told.
        const LAST: usize = 12;
        let end = &mut self.ends.0[id.0];
        end.collect();
        let port = end.port;
        let unread = String::from_utf8_lossy(&end.unread)
            .escape_debug()
            .to_string();
        let mut told = String::new();
        if !unread.is_empty() {
            told += &format!("\nwhat has arrived has no line end yet: \"{unread}\"");
        }
        let about = |record: &&Record| {
            record
                .event
                .socket()
                .is_some_and(|socket| socket.port == port)
                || record.event.is_failure()
        };
        let events: Vec<&Record> = self.records().iter().filter(about).collect();
        if events.is_empty() {
            return told + "\nnothing has happened on that port";
        }
        told += &format!("\nwhat has happened on port {port}:");
        for record in &events[events.len().saturating_sub(LAST)..] {
            told += &format!("\n{}", line_of(record));
        }
        told
    }

    /// The sockets that there are, for an error about one that is not.
    fn whereabouts(&mut self) -> String {
        let open = self.open_sockets().unwrap_or_default();
        if open.is_empty() {
            return "; the plug-in has no open socket".to_owned();
        }
        let told = |socket: &SocketInfo| format!("{} {} ({})", socket.mode, socket.port, socket.at);
        let open: Vec<String> = open.iter().map(told).collect();
        format!("; the plug-in has open: {}", open.join(", "))
    }
}

/// A record as a line of a failure's history.
pub(crate) fn line_of(record: &Record) -> String {
    let Line { word, text, .. } = Line::of(&record.event);
    let seconds = record.time.since_start().as_secs_f64();
    format!("{seconds:9.3}  {word:<9}  {text}")
}
