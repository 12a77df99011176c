//! What the operating system does between a plug-in and its outside programs: ports, the queue of
//! connects that nobody has accepted, connections.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use lrsocket_proto::{Impairment, Socket, SocketAction, Time};

use super::pipe::Last;
use super::schedule::Schedule;
use super::wire::{Outside, Wire};
use crate::drive::{self, ClientState};
use lrsocket_vm::SocketId;

/// The port that the first `port = 0` gets; the next one gets the next.
const FIRST_PORT: u16 = 50_000;

pub(super) type Connection = Rc<RefCell<Wire>>;

/// The simulated loopback interface.
pub(super) struct Network {
    occupied: BTreeSet<u16>,
    next_port: u16,
    /// Ports that sockets were refused, and whether a socket of this Lightroom has them.
    troubles: BTreeMap<SocketId, bool>,
    places: BTreeMap<SocketId, Place>,
    /// Connections that no socket has any more, with something on its way to the outside program.
    leaving: Vec<Connection>,
    /// What comes of the next attempts of sockets to listen: see [`Network::foresee`].
    foreseen: BTreeMap<u32, VecDeque<Option<u16>>>,
    schedule: Rc<RefCell<Schedule>>,
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

impl Network {
    pub(super) fn new(schedule: Rc<RefCell<Schedule>>) -> Self {
        Network {
            occupied: BTreeSet::new(),
            next_port: FIRST_PORT,
            troubles: BTreeMap::new(),
            places: BTreeMap::new(),
            leaving: Vec::new(),
            foreseen: BTreeMap::new(),
            schedule,
        }
    }

    pub(super) fn occupy(&mut self, port: u16) {
        self.occupied.insert(port);
    }

    pub(super) fn foresee(&mut self, bind: u32, attempts: VecDeque<Option<u16>>) {
        self.foreseen.insert(bind, attempts);
    }

    pub(super) fn listens(&self, port: u16) -> bool {
        self.places.values().any(|place| place.port == Some(port))
    }

    /// The socket that has this port open.
    pub(super) fn socket_on(&self, port: u16) -> Option<SocketId> {
        let mut places = self.places.iter();
        let found = places.find(|(_, place)| place.port == Some(port));
        found.map(|(id, _)| *id)
    }

    pub(super) fn connect(&mut self, port: u16, now: Time) -> Option<Connection> {
        let mut places = self.places.values_mut();
        let place = places.find(|place| place.port == Some(port))?;
        let since = self.schedule.borrow_mut().arrival(now);
        let wire = Rc::new(RefCell::new(Wire::new(since)));
        place.backlog.push_back(Rc::clone(&wire));
        Some(wire)
    }

    /// Forgets the sockets that have neither a port nor a connection.
    fn tidy(&mut self) {
        self.places
            .retain(|_, place| place.port.is_some() || place.connection.is_some());
    }

    /// The connection of a socket that gives it up, if the outside program is to hear of that.
    fn connection_of(&mut self, id: SocketId, link: Impairment) -> Option<Connection> {
        let wire = self.places.get_mut(&id)?.connection.take()?;
        let unheard = wire.borrow().is_unheard(link);
        (!unheard).then_some(wire)
    }

    /// The connection of a socket.
    fn connected(&self, id: SocketId) -> Option<&Connection> {
        self.places.get(&id)?.connection.as_ref()
    }

    /// The port that a socket gets which asks for this one; `None` if none.
    fn port_for(&mut self, bind: u32, wanted: u16) -> Option<u16> {
        let foreseen = self.foreseen.get_mut(&bind);
        match foreseen.and_then(VecDeque::pop_front) {
            Some(None) => None,
            Some(Some(port)) if wanted == 0 => {
                let free = self.free_port(port);
                free.or_else(|| self.free_port(wanted))
            }
            _ => self.free_port(wanted),
        }
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

impl drive::Network for Network {
    /// `None` if it was refused.
    type Client = Option<Connection>;

    fn ready(&mut self, ids: &mut Vec<SocketId>, now: Time) {
        self.leaving
            .retain(|wire| wire.borrow().next_after(now).is_some());
        self.tidy();
        let schedule = &mut self.schedule.borrow_mut();
        for place in self.places.values() {
            for wire in place.backlog.iter().chain(&place.connection) {
                let mut wire = wire.borrow_mut();
                wire.collect(now);
                wire.pump(now, schedule);
            }
        }
        ids.extend(self.places.keys());
    }

    fn carry(&mut self, id: SocketId, machine: &mut Socket, link: Impairment, now: Time) -> bool {
        let Some(place) = self.places.get_mut(&id) else {
            return false;
        };
        let work = place.has_work(machine, link, now);
        let schedule = &mut *self.schedule.borrow_mut();
        if work && schedule.serves() {
            place.serve(machine, link, now, schedule);
        }
        work
    }

    fn act(
        &mut self,
        id: SocketId,
        action: SocketAction,
        machine: &mut Socket,
        link: Impairment,
        now: Time,
    ) {
        match action {
            SocketAction::Listen { port, .. } => {
                let wanted = port.number();
                let port = self.port_for(id.number(), wanted);
                self.places.entry(id).or_default().port = port;
                if let Some(port) = port {
                    machine.handle_listening(port, now);
                } else {
                    let is_own = self.listens(wanted);
                    self.troubles.insert(id, is_own);
                    machine.handle_listen_failed();
                }
            }
            SocketAction::StopListening => {
                let place = self.places.entry(id).or_default();
                place.port = None;
                for wire in place.backlog.drain(..) {
                    let schedule = &mut self.schedule.borrow_mut();
                    wire.borrow_mut().refuse_by_plugin(now, schedule);
                    self.leaving.push(wire);
                }
            }
            SocketAction::Disconnect => {
                if let Some(wire) = self.connection_of(id, link) {
                    let schedule = &mut self.schedule.borrow_mut();
                    wire.borrow_mut().drop_by_plugin(now, schedule);
                    self.leaving.push(wire);
                }
            }
            SocketAction::Finish { last } => {
                if let Some(wire) = self.connection_of(id, link) {
                    let last = if link.not_reading { &[] } else { &*last };
                    let schedule = &mut self.schedule.borrow_mut();
                    wire.borrow_mut().finish_by_plugin(last, now, schedule);
                    self.leaving.push(wire);
                }
            }
        }
    }

    fn has_trouble(&self, id: SocketId) -> bool {
        self.troubles.contains_key(&id)
    }

    fn take_trouble(&mut self, id: SocketId, port: u16) -> Option<drive::Report> {
        let is_own = self.troubles.remove(&id)?;
        let holder = if is_own {
            drive::OWN_PORT
        } else {
            drive::TAKEN_PORT
        };
        Some(drive::port_in_use(port, holder))
    }

    /// When something that is under way arrives next.
    fn next_deadline(&self, now: Time) -> Option<Time> {
        let places = self.places.values();
        let places = places.filter_map(|place| place.next_after(now));
        let leaving = self.leaving.iter();
        let leaving = leaving.filter_map(|wire| wire.borrow().next_after(now));
        places.chain(leaving).min()
    }

    fn kill(&mut self, id: SocketId) {
        if let Some(wire) = self.connected(id) {
            wire.borrow_mut().kill();
        }
    }

    fn reset(&mut self, id: SocketId, now: Time) {
        if let Some(wire) = self.connected(id) {
            let schedule = &mut self.schedule.borrow_mut();
            wire.borrow_mut().reset_both(now, schedule);
        }
    }

    fn connect_client(&mut self, port: u16, now: Time) -> Self::Client {
        self.connect(port, now)
    }

    fn client_state(&mut self, client: &mut Self::Client, now: Time) -> ClientState {
        let Some(wire) = client else {
            return ClientState::Refused;
        };
        let mut wire = wire.borrow_mut();
        wire.collect(now);
        match wire.from_plugin.ended(now) {
            None => ClientState::Connected,
            Some(Last::Fin) => ClientState::Disconnected(drive::CLOSED.to_owned()),
            Some(Last::Reset) => ClientState::Disconnected(drive::RESET.to_owned()),
        }
    }

    fn disconnect_client(&mut self, client: Self::Client, now: Time) {
        let Some(wire) = client else { return };
        let mut wire = wire.borrow_mut();
        if wire.outside == Outside::Open {
            wire.leave(Outside::Closed);
            let schedule = &mut self.schedule.borrow_mut();
            wire.to_plugin.end(Last::Fin, now, schedule);
        }
    }
}

impl Place {
    fn has_work(&self, machine: &mut Socket, link: Impairment, now: Time) -> bool {
        let connection = self.connection.as_ref();
        self.can_accept(machine, link, now)
            || connection.is_some_and(|wire| wire.borrow().has_work(machine, link, now))
    }

    fn can_accept(&self, machine: &Socket, link: Impairment, now: Time) -> bool {
        let waits = self.backlog.front().is_some_and(arrived(now));
        waits && machine.accept_wanted() && !link.no_accept
    }

    fn serve(
        &mut self,
        machine: &mut Socket,
        link: Impairment,
        now: Time,
        schedule: &mut Schedule,
    ) {
        if self.can_accept(machine, link, now) {
            self.connection = self.backlog.pop_front();
            machine.handle_accepted(now);
        }
        if let Some(wire) = &self.connection {
            wire.borrow_mut().carry(machine, link, now, schedule);
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
