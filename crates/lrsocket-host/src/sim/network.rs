//! What the operating system does between a plug-in and its outside programs: ports, the queue of
//! connects that nobody has accepted, connections.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use lrsocket_proto::{Action, Socket, Time};

use super::schedule::Schedule;
use super::wire::Wire;
use crate::host::Host;
use crate::sockets::SocketId;

/// The port that the first `port = 0` gets; the next one gets the next.
const FIRST_PORT: u16 = 50_000;

pub(super) type Connection = Rc<RefCell<Wire>>;

/// The simulated loopback interface.
pub(super) struct Network {
    occupied: BTreeSet<u16>,
    next_port: u16,
    places: BTreeMap<SocketId, Place>,
    /// Connections that no socket has any more, with something on its way to the outside program.
    leaving: Vec<Connection>,
}

/// What the system keeps for one socket.
#[derive(Default)]
struct Place {
    /// The port, while it listens.
    port: Option<u16>,
    /// Connects that the system has completed and nobody has accepted.
    backlog: VecDeque<Connection>,
    connection: Option<Connection>,
}

impl Default for Network {
    fn default() -> Self {
        Network {
            occupied: BTreeSet::new(),
            next_port: FIRST_PORT,
            places: BTreeMap::new(),
            leaving: Vec::new(),
        }
    }
}

impl Network {
    pub(super) fn occupy(&mut self, port: u16) {
        self.occupied.insert(port);
    }

    pub(super) fn listens(&self, port: u16) -> bool {
        self.places.values().any(|place| place.port == Some(port))
    }

    pub(super) fn connect(
        &mut self,
        port: u16,
        now: Time,
        schedule: &mut Schedule,
    ) -> Option<Connection> {
        let mut places = self.places.values_mut();
        let place = places.find(|place| place.port == Some(port))?;
        let wire = Rc::new(RefCell::new(Wire::new(schedule.arrival(now))));
        place.backlog.push_back(Rc::clone(&wire));
        Some(wire)
    }

    /// When something that is under way arrives next.
    pub(super) fn next_after(&self, now: Time) -> Option<Time> {
        let places = self.places.values();
        let places = places.filter_map(|place| place.next_after(now));
        let leaving = self.leaving.iter();
        let leaving = leaving.filter_map(|wire| wire.borrow().next_after(now));
        places.chain(leaving).min()
    }

    /// Accepts, reads and writes for every socket. Whether anything moved, or is left for the next
    /// turn.
    pub(super) fn carry(&mut self, host: &mut Host, now: Time, schedule: &mut Schedule) -> bool {
        while host.poll_dirty().is_some() {} // All are looked at anyway.
        self.leaving
            .retain(|wire| wire.borrow().next_after(now).is_some());
        let mut any = false;
        for (&id, place) in &mut self.places {
            any |= host.with_socket(id, |machine| {
                let work = place.has_work(machine, now);
                if work && schedule.serves() {
                    place.serve(machine, now, schedule);
                }
                work
            });
        }
        any
    }

    /// Carries out what the sockets ask for. Whether there was something.
    pub(super) fn act(&mut self, host: &mut Host, now: Time, schedule: &mut Schedule) -> bool {
        let mut any = false;
        while let Some((id, action)) = host.poll_action() {
            any = true;
            match action {
                Action::Listen { port, .. } => {
                    let port = self.free_port(port.number());
                    self.places.entry(id).or_default().port = port;
                    host.with_socket(id, |machine| match port {
                        Some(port) => machine.handle_listening(port, now),
                        None => machine.handle_listen_failed(),
                    });
                }
                Action::StopListening => {
                    let place = self.places.entry(id).or_default();
                    place.port = None;
                    for wire in place.backlog.drain(..) {
                        wire.borrow_mut().refuse_by_plugin(now, schedule);
                        self.leaving.push(wire);
                    }
                }
                Action::Disconnect => {
                    if let Some(wire) = self.connection_of(id) {
                        wire.borrow_mut().drop_by_plugin(now, schedule);
                        self.leaving.push(wire);
                    }
                }
                Action::Finish { last } => {
                    if let Some(wire) = self.connection_of(id) {
                        wire.borrow_mut().finish_by_plugin(&last, now, schedule);
                        self.leaving.push(wire);
                    }
                }
            }
        }
        self.places
            .retain(|_, place| place.port.is_some() || place.connection.is_some());
        any
    }

    /// The connection of a socket that gives it up.
    fn connection_of(&mut self, id: SocketId) -> Option<Connection> {
        self.places.get_mut(&id)?.connection.take()
    }

    fn free_port(&mut self, wanted: u16) -> Option<u16> {
        let taken = |port| self.occupied.contains(&port) || self.listens(port);
        if wanted != 0 {
            return (!taken(wanted)).then_some(wanted);
        }
        let free = (self.next_port..=u16::MAX).find(|port| !taken(*port))?;
        self.next_port = free.saturating_add(1);
        Some(free)
    }
}

impl Place {
    fn has_work(&self, machine: &mut Socket, now: Time) -> bool {
        let waits = machine.accept_wanted() && self.backlog.front().is_some_and(arrived(now));
        let connection = self.connection.as_ref();
        waits || connection.is_some_and(|wire| wire.borrow().has_work(machine, now))
    }

    fn serve(&mut self, machine: &mut Socket, now: Time, schedule: &mut Schedule) {
        if machine.accept_wanted() && self.backlog.front().is_some_and(arrived(now)) {
            self.connection = self.backlog.pop_front();
            machine.handle_accepted(now);
        }
        if let Some(wire) = &self.connection {
            wire.borrow_mut().carry(machine, now, schedule);
        }
    }

    fn next_after(&self, now: Time) -> Option<Time> {
        let backlog = self.backlog.iter().map(|wire| wire.borrow().since);
        let backlog = backlog.filter(|since| *since > now).min();
        let connection = self.connection.as_ref();
        let connection = connection.and_then(|wire| wire.borrow().next_after(now));
        backlog.into_iter().chain(connection).min()
    }
}

/// Whether the connect has reached the plug-in's system.
fn arrived(now: Time) -> impl Fn(&Connection) -> bool {
    move |wire| wire.borrow().since <= now
}
