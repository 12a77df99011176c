//! A network in memory: what the kernel does between a plug-in and its outside programs.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use lrsocket_host::proto::{Action, Time};
use lrsocket_host::{Host, SocketId};

/// The port that a first `port = 0` gets; the next one gets the next.
const FIRST_PORT: u16 = 50_000;

/// What a read takes at most.
const READ_SIZE: usize = 64 * 1024;

/// How the outside program sees the plug-in's end of its connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Open,
    /// The plug-in has closed it in order.
    Finished,
    /// The plug-in has dropped it, or never accepted it.
    Reset,
}

/// What the outside program has done to its own end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    No,
    /// Closed: the first write to it still seems to succeed, the answer to it is a reset.
    Closed,
    Reset,
}

/// One connection.
#[derive(Debug)]
struct Wire {
    to_plugin: VecDeque<u8>,
    from_plugin: Vec<u8>,
    left: Left,
    /// Whether the plug-in's end knows that the outside program is gone.
    end_seen: bool,
    reading: bool,
    end: End,
}

/// The outside program's end of a connection. Dropping it does not close it.
pub(crate) struct Client(Rc<RefCell<Wire>>);

impl Client {
    pub(crate) fn write(&self, bytes: &[u8]) {
        self.0.borrow_mut().to_plugin.extend(bytes);
    }

    /// What has arrived since the last time.
    pub(crate) fn read(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.borrow_mut().from_plugin)
    }

    /// The same as text.
    pub(crate) fn read_text(&self) -> String {
        String::from_utf8(self.read()).expect("text")
    }

    /// Closes in order; what was written before still arrives.
    pub(crate) fn close(&self) {
        self.0.borrow_mut().left = Left::Closed;
    }

    /// Closes with a reset: what was written and not read by the plug-in is lost.
    pub(crate) fn reset(&self) {
        let mut wire = self.0.borrow_mut();
        wire.left = Left::Reset;
        wire.to_plugin.clear();
    }

    /// Whether it takes what the plug-in writes.
    pub(crate) fn set_reading(&self, reading: bool) {
        self.0.borrow_mut().reading = reading;
    }

    /// How the plug-in's end looks.
    pub(crate) fn end(&self) -> End {
        self.0.borrow().end
    }

    /// How many bytes the plug-in has not read.
    pub(crate) fn unread(&self) -> usize {
        self.0.borrow().to_plugin.len()
    }
}

/// What the system keeps for one socket.
#[derive(Default)]
struct Entry {
    port: Option<u16>,
    /// Connects that the system has completed and nobody has accepted.
    backlog: VecDeque<Rc<RefCell<Wire>>>,
    wire: Option<Rc<RefCell<Wire>>>,
}

pub(super) struct Network {
    busy: BTreeSet<u16>,
    next_port: u16,
    entries: BTreeMap<SocketId, Entry>,
}

impl Network {
    pub(super) fn new(busy: Vec<u16>) -> Self {
        Network {
            busy: busy.into_iter().collect(),
            next_port: FIRST_PORT,
            entries: BTreeMap::new(),
        }
    }

    pub(super) fn listens(&self, port: u16) -> bool {
        self.entries.values().any(|entry| entry.port == Some(port))
    }

    pub(super) fn connect(&mut self, port: u16) -> Option<Client> {
        let mut entries = self.entries.values_mut();
        let entry = entries.find(|entry| entry.port == Some(port))?;
        let wire = Rc::new(RefCell::new(Wire {
            to_plugin: VecDeque::new(),
            from_plugin: Vec::new(),
            left: Left::No,
            end_seen: false,
            reading: true,
            end: End::Open,
        }));
        entry.backlog.push_back(Rc::clone(&wire));
        Some(Client(wire))
    }

    /// Carries out what the sockets ask for. Whether there was something.
    pub(super) fn act(&mut self, host: &mut Host, now: Time) -> bool {
        let mut any = false;
        while let Some((id, action)) = host.poll_action() {
            any = true;
            match action {
                Action::Listen { port, .. } => {
                    let port = self.free_port(port.number());
                    self.entries.entry(id).or_default().port = port;
                    host.with_socket(id, |machine| match port {
                        Some(port) => machine.handle_listening(port, now),
                        None => machine.handle_listen_failed(),
                    });
                }
                Action::StopListening => {
                    let entry = self.entries.entry(id).or_default();
                    entry.port = None;
                    for wire in entry.backlog.drain(..) {
                        wire.borrow_mut().end = End::Reset;
                    }
                }
                Action::Disconnect => self.end(id, End::Reset, &[]),
                Action::Finish { last } => self.end(id, End::Finished, &last),
            }
        }
        self.entries
            .retain(|_, entry| entry.port.is_some() || entry.wire.is_some());
        any
    }

    fn end(&mut self, id: SocketId, end: End, last: &[u8]) {
        if let Some(wire) = self.entries.entry(id).or_default().wire.take() {
            let mut wire = wire.borrow_mut();
            wire.end = end;
            if wire.left == Left::No && wire.reading {
                wire.from_plugin.extend(last);
            }
        }
    }

    fn free_port(&mut self, wanted: u16) -> Option<u16> {
        if wanted != 0 {
            let taken = self.busy.contains(&wanted) || self.listens(wanted);
            return (!taken).then_some(wanted);
        }
        while self.busy.contains(&self.next_port) || self.listens(self.next_port) {
            self.next_port += 1;
        }
        self.next_port += 1;
        Some(self.next_port - 1)
    }

    /// Accepts, reads and writes for every socket. Whether anything moved.
    pub(super) fn carry(&mut self, host: &mut Host, now: Time) -> bool {
        while host.poll_dirty().is_some() {} // All are looked at anyway.
        let mut any = false;
        for (&id, entry) in &mut self.entries {
            if !entry.backlog.is_empty() && host.with_socket(id, |m| m.accept_wanted()) {
                entry.wire = entry.backlog.pop_front();
                host.with_socket(id, |machine| machine.handle_accepted(now));
                any = true;
            }
            if let Some(wire) = &entry.wire {
                let mut wire = wire.borrow_mut();
                any |= wire.write(host, id, now);
                any |= wire.read(host, id, now);
                any |= wire.write(host, id, now);
            }
        }
        any
    }
}

impl Wire {
    fn read(&mut self, host: &mut Host, id: SocketId, now: Time) -> bool {
        host.with_socket(id, |machine| {
            let mut any = false;
            while machine.read_wanted() {
                let count = self.to_plugin.len().min(READ_SIZE);
                if count > 0 {
                    machine.read_buffer().extend(self.to_plugin.drain(..count));
                    machine.handle_received(now);
                    any = true;
                } else if self.left != Left::No && !self.end_seen {
                    self.end_seen = true;
                    machine.handle_peer_closed();
                    any = true;
                } else {
                    break;
                }
            }
            any
        })
    }

    fn write(&mut self, host: &mut Host, id: SocketId, now: Time) -> bool {
        host.with_socket(id, |machine| {
            let mut any = false;
            while !machine.transmit().is_empty() && (self.reading || self.left != Left::No) {
                any = true;
                let bytes = machine.transmit();
                let count = bytes.len();
                match self.left {
                    Left::No => self.from_plugin.extend(bytes),
                    Left::Closed => self.left = Left::Reset,
                    Left::Reset => {
                        machine.handle_write_failed();
                        break;
                    }
                }
                machine.handle_transmitted(count, now);
            }
            any
        })
    }
}
