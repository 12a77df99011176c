//! What a test does with its ends: connect, write, wait, read.

use std::time::Duration;

use lrsocket_host::proto::Mode;
use lrsocket_host::sim::{End, RemoteEnd};

use super::base::World;
use super::end::{EndId, OutsideEnd};
use super::error::WorldError;
use crate::text::quoted_beginning;

impl World {
    /// Connects to a port. The inner error is a refused connection, with what listens instead.
    pub(crate) fn connect(&mut self, port: u16) -> Result<Result<EndId, String>, WorldError> {
        self.settle()?;
        let refused = format!("nobody listens on port {port}: the connection is refused");
        let Some(simulation) = &mut self.simulation else {
            return Ok(Err(format!("{refused}; no plug-in was started yet")));
        };
        let socket = simulation.socket_on(port);
        let Some(remote) = simulation.connect(port) else {
            let former = self.former(port);
            return Ok(Err(refused + &former + &self.whereabouts(None)));
        };
        let socket = socket.and_then(|id| simulation.host().socket_info(id));
        let since = simulation.records().len();
        self.ends.push(OutsideEnd::new(remote, port, socket, since));
        self.settle()?;
        Ok(Ok(EndId(self.ends.len() - 1)))
    }

    /// Connects to the socket of this mode of a plug-in as soon as one listens, within `limit`; to
    /// the one bound last if there are several.
    pub(crate) fn connect_to(
        &mut self,
        plugin: &str,
        mode: Mode,
        limit: Duration,
    ) -> Result<EndId, WorldError> {
        let mut found = None;
        self.running()?;
        self.wait(limit, |simulation| {
            simulation.host().each_listening(|socket| {
                if socket.mode == mode && socket.plugin == plugin && !socket.left_behind {
                    found = Some(socket.port);
                }
            });
            found.is_some()
        })?;
        match found {
            Some(port) => Ok(self.connect(port)??),
            None => Err(WorldError::Failed(format!(
                "the plug-in opened no {mode} socket within {} s{}",
                limit.as_secs_f64(),
                self.whereabouts(Some(plugin))
            ))),
        }
    }

    /// Waits until a socket listens for which `is_meant` holds, within `limit`; `is_meant` gets the
    /// number of its `bind`, its mode and its port. Returns the number and the port of the first.
    pub(crate) fn wait_for_port(
        &mut self,
        limit: Duration,
        is_meant: impl Fn(u32, Mode, u16) -> bool,
    ) -> Result<Option<(u32, u16)>, WorldError> {
        let mut found = None;
        self.wait(limit, |simulation| {
            simulation.host().each_listening(|socket| {
                if found.is_none() && is_meant(socket.bind, socket.mode, socket.port) {
                    found = Some((socket.bind, socket.port));
                }
            });
            found.is_some()
        })?;
        Ok(found)
    }

    /// Does something to an end.
    pub(crate) fn act(
        &mut self,
        id: EndId,
        act: impl FnOnce(&RemoteEnd),
    ) -> Result<(), WorldError> {
        act(&self.ends[id.0].remote);
        self.settle()
    }

    /// Makes two ends a pair, whose failures show both.
    pub(crate) fn pair(&mut self, to_plugin: EndId, from_plugin: EndId) {
        self.ends[to_plugin.0].partner = Some(from_plugin);
        self.ends[from_plugin.0].partner = Some(to_plugin);
    }

    /// Writes to the plug-in; an error if the plug-in has ended the connection.
    pub(crate) fn write(&mut self, id: EndId, bytes: &[u8]) -> Result<(), WorldError> {
        if self.ends[id.0].remote.ended_by().is_some() {
            let bytes = quoted_beginning(bytes);
            let standing = self.standing(id);
            let message = format!("cannot send {bytes}: the connection has ended\n{standing}");
            return Err(message.into());
        }
        self.ends[id.0].unfinished.wrote(bytes);
        self.act(id, |end| end.write(bytes))
    }

    /// Whether every outside program that connected to this port has left.
    pub(super) fn has_left(&self, port: u16) -> bool {
        let mut own = self.ends.iter().filter(|end| end.port == port).peekable();
        own.peek().is_some() && own.all(|end| !end.remote.is_open())
    }

    /// The port that an end has connected to.
    pub(crate) fn port_of(&self, id: EndId) -> u16 {
        self.ends[id.0].port
    }

    /// The state of the connection as the outside program sees it: `open`, `closed` or `reset`.
    pub(crate) fn state_of(&self, id: EndId) -> &'static str {
        let end = &self.ends[id.0];
        match end.remote.end() {
            End::Reset => "reset",
            End::Open if end.remote.is_open() => "open",
            End::Open | End::Finished => "closed",
        }
    }

    /// Takes all bytes that have arrived.
    pub(crate) fn take_all(&mut self, id: EndId) -> Result<Vec<u8>, WorldError> {
        self.settle()?;
        let end = &mut self.ends[id.0];
        end.collect();
        Ok(end.unread.take_all().to_vec())
    }

    /// The number of acknowledgements that have arrived; `None` if the plug-in does not receive on
    /// this connection.
    pub(crate) fn acks(&mut self, id: EndId) -> Result<Option<usize>, WorldError> {
        self.settle()?;
        let end = &mut self.ends[id.0];
        end.collect();
        Ok(end.is_receiving().then_some(end.acks))
    }

    /// Takes the whole lines that have arrived, one at a time: there may be more of them than a Lua
    /// state has room for at once.
    pub(crate) fn take_lines(
        &mut self,
        id: EndId,
        mut take: impl FnMut(&[u8]) -> Result<(), WorldError>,
    ) -> Result<(), WorldError> {
        self.settle()?;
        let end = &mut self.ends[id.0];
        end.collect();
        while let Some(line) = end.take_collected() {
            take(line)?;
        }
        Ok(())
    }

    /// Waits for the next line, within `limit`.
    pub(crate) fn wait_line(
        &mut self,
        id: EndId,
        limit: Duration,
    ) -> Result<Option<Vec<u8>>, WorldError> {
        self.wait_for(id, limit, OutsideEnd::take_line)
    }

    /// Waits for `count` bytes, within `limit`.
    pub(crate) fn wait_bytes(
        &mut self,
        id: EndId,
        count: usize,
        limit: Duration,
    ) -> Result<Option<Vec<u8>>, WorldError> {
        self.wait_for(id, limit, |end| {
            end.collect();
            (end.unread.len() >= count).then(|| end.unread.take_bytes(count).to_vec())
        })
    }

    /// Lets time pass until the next thing happens, but at most `limit`.
    pub(crate) fn step(&mut self, limit: Duration) -> Result<(), WorldError> {
        let mut moments = 0;
        self.wait(limit, |_| {
            moments += 1;
            moments > 1
        })?;
        Ok(())
    }

    /// Waits until the plug-in has ended the connection, within `limit`.
    pub(crate) fn wait_end(&mut self, id: EndId, limit: Duration) -> Result<bool, WorldError> {
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
    ) -> Result<Option<T>, WorldError> {
        let mut ends = std::mem::take(&mut self.ends);
        let mut taken = None;
        let waited = self.wait(limit, |_| {
            taken = take(&mut ends[id.0]);
            taken.is_some()
        });
        self.ends = ends;
        waited?;
        Ok(taken)
    }
}
