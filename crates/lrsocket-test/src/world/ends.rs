//! The outside programs' ends of connections, as a test uses them.

use std::time::Duration;

use lrsocket_host::proto::{CarriageReturn, LineBuffer, Mode, Phase};
use lrsocket_host::sim::{End, RemoteEnd};

use super::hints::Unfinished;
use super::{Port, Trouble, World};

/// Which of a test's ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EndId(pub(crate) usize);

/// Those of a test.
#[derive(Default)]
pub(super) struct Ends(pub(super) Vec<OutsideEnd>);

/// One of them.
pub(super) struct OutsideEnd {
    pub(super) remote: RemoteEnd,
    pub(super) port: u16,
    /// The socket of the plug-in that it has connected to.
    pub(super) socket: Option<Port>,
    /// What has arrived and the test has not taken.
    pub(super) unread: LineBuffer,
    /// The acknowledgements that have arrived. Nothing else comes from a receive socket (B6.7,
    /// B7.5), so they are its lines.
    pub(super) acks: usize,
    /// What it has written since the last newline.
    pub(super) unfinished: Unfinished,
}

impl OutsideEnd {
    pub(super) fn collect(&mut self) {
        let bytes = self.remote.read();
        if self.is_receiving() {
            self.acks += bytes.iter().filter(|byte| **byte == b'\n').count();
        }
        self.unread.room_for(bytes.len()).extend(bytes);
    }

    /// Whether the plug-in receives here.
    pub(super) fn is_receiving(&self) -> bool {
        let socket = self.socket.as_ref();
        socket.is_some_and(|socket| socket.mode == Mode::Receive)
    }

    /// Takes the next whole line that has been collected, without its end. Acknowledgements do not
    /// count as lines.
    fn take_collected(&mut self) -> Option<&[u8]> {
        let skips = self.is_receiving();
        while skips && self.unread.peek_line(CarriageReturn::StripLast) == Some(b"ok") {
            self.unread.take_line(CarriageReturn::StripLast);
        }
        self.unread.take_line(CarriageReturn::StripLast)
    }

    /// Takes the next whole line that has arrived.
    fn take_line(&mut self) -> Option<Vec<u8>> {
        self.collect();
        self.take_collected().map(<[u8]>::to_vec)
    }
}

impl World {
    /// Connects to a port; if nobody listens there, what there is instead.
    pub(crate) fn connect(&mut self, port: u16) -> Result<Result<EndId, Trouble>, Trouble> {
        self.settle()?;
        let refused = format!("nobody listens on port {port}: the connection is refused");
        let Some(simulation) = &mut self.simulation else {
            return Ok(Err(format!("{refused}; no plug-in was started yet")));
        };
        let Some(remote) = simulation.connect(port) else {
            let former = self.former(port);
            return Ok(Err(refused + &former + &self.whereabouts(None)));
        };
        let summaries = simulation.host().socket_summaries();
        let mut sockets = summaries.iter().map(Port::of);
        let socket = sockets.rfind(|socket| socket.number == port && socket.is_open());
        self.ends.0.push(OutsideEnd {
            remote,
            port,
            socket,
            unread: LineBuffer::default(),
            acks: 0,
            unfinished: Unfinished::default(),
        });
        self.settle()?;
        Ok(Ok(EndId(self.ends.0.len() - 1)))
    }

    /// Connects to the socket of this mode of a plug-in, as soon as one listens, but within `limit`.
    pub(crate) fn connect_to(
        &mut self,
        plugin: &str,
        mode: Mode,
        limit: Duration,
    ) -> Result<EndId, Trouble> {
        let mut found = None;
        self.running()?;
        self.wait(limit, |simulation| {
            let summaries = simulation.host().socket_summaries();
            let own = summaries.iter().filter(|summary| {
                let listens = summary.phase == Phase::Listening;
                listens
                    && !summary.left_behind
                    && summary.socket.mode == mode
                    && &*summary.plugin == plugin
            });
            found = own.map(|summary| summary.socket.port).next_back();
            found.is_some()
        })?;
        match found {
            Some(port) => self.connect(port)?,
            None => Err(format!(
                "no {mode} socket of the plug-in has listened within {} s{}",
                limit.as_secs_f64(),
                self.whereabouts(Some(plugin))
            )),
        }
    }

    /// The outside program does something to its end.
    pub(crate) fn act(&mut self, id: EndId, act: impl FnOnce(&RemoteEnd)) -> Result<(), Trouble> {
        act(&self.ends.0[id.0].remote);
        self.settle()
    }

    /// The outside program writes.
    pub(crate) fn write(&mut self, id: EndId, bytes: &[u8]) -> Result<(), Trouble> {
        self.ends.0[id.0].unfinished.wrote(bytes);
        self.act(id, |end| end.write(bytes))
    }

    /// Whether every outside program that was connected to this port has left it.
    pub(super) fn has_left(&self, port: u16) -> bool {
        let mut own = self.ends.0.iter().filter(|end| end.port == port).peekable();
        own.peek().is_some() && own.all(|end| !end.remote.is_open())
    }

    /// The port that it has connected to.
    pub(crate) fn port_of(&self, id: EndId) -> u16 {
        self.ends.0[id.0].port
    }

    /// How the connection looks to the outside program: `open`, `closed` or `reset`.
    pub(crate) fn state_of(&self, id: EndId) -> &'static str {
        let end = &self.ends.0[id.0];
        match end.remote.end() {
            End::Reset => "reset",
            End::Open if end.remote.is_open() => "open",
            End::Open | End::Finished => "closed",
        }
    }

    /// All bytes that have arrived and were not taken.
    pub(crate) fn take_all(&mut self, id: EndId) -> Result<Vec<u8>, Trouble> {
        self.settle()?;
        let end = &mut self.ends.0[id.0];
        end.collect();
        Ok(end.unread.take_all().to_vec())
    }

    /// How many acknowledgements have arrived; `None` if the plug-in does not receive here.
    pub(crate) fn acks(&mut self, id: EndId) -> Result<Option<usize>, Trouble> {
        self.settle()?;
        let end = &mut self.ends.0[id.0];
        end.collect();
        Ok(end.is_receiving().then_some(end.acks))
    }

    /// Takes the whole lines that have arrived, one at a time: there may be more of them than a Lua
    /// state has room for at once.
    pub(crate) fn take_lines(
        &mut self,
        id: EndId,
        mut take: impl FnMut(&[u8]) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        self.settle()?;
        let end = &mut self.ends.0[id.0];
        end.collect();
        while let Some(line) = end.take_collected() {
            take(line)?;
        }
        Ok(())
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
            (end.unread.len() >= count).then(|| end.unread.take_bytes(count).to_vec())
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
}
