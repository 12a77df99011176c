//! What the operating system does between a plug-in and its outside programs: ports, the queue of
//! connects that nobody has accepted, connections.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use lrsocket_proto::{Impairment, OneShotFault, Phase, Socket, SocketAction, Time};

use super::schedule::Schedule;
use super::strangers::{self, Storm};
use super::wire::Wire;
use crate::host::Host;
use crate::outside;
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
    /// Those of the fault `storm`.
    storms: Vec<Storm>,
    /// What comes of the next attempts of sockets to listen: see [`Network::foresee`].
    foreseen: BTreeMap<u32, VecDeque<Option<u16>>>,
}

/// What the system keeps for one socket.
#[derive(Default)]
struct Place {
    /// The port, while it listens.
    port: Option<u16>,
    /// Connects that the system has completed and nobody has accepted.
    backlog: VecDeque<Connection>,
    connection: Option<Connection>,
    /// The client of the fault `second_client`.
    second: Option<Connection>,
}

impl Default for Network {
    fn default() -> Self {
        Network {
            occupied: BTreeSet::new(),
            next_port: FIRST_PORT,
            places: BTreeMap::new(),
            leaving: Vec::new(),
            storms: Vec::new(),
            foreseen: BTreeMap::new(),
        }
    }
}

impl Network {
    pub(super) fn occupy(&mut self, port: u16) {
        self.occupied.insert(port);
    }

    pub(super) fn foresee(&mut self, bind: u32, attempts: VecDeque<Option<u16>>) {
        self.foreseen.insert(bind, attempts);
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
        let storms = self.storms.iter().map(Storm::next);
        places.chain(leaving).chain(storms).min()
    }

    /// Accepts, reads and writes for every socket. Whether anything moved, or is left for the next
    /// turn.
    pub(super) fn carry(&mut self, host: &mut Host, now: Time, schedule: &mut Schedule) -> bool {
        while host.poll_dirty().is_some() {} // All are looked at anyway.
        self.leaving
            .retain(|wire| wire.borrow().next_after(now).is_some());
        let mut any = self.blow(host, now, schedule);
        for (&id, place) in &mut self.places {
            let link = host.impairment(id);
            any |= host.with_socket(id, |machine| {
                let work = place.has_work(machine, link, now);
                if work && schedule.serves() {
                    place.serve(machine, link, now, schedule);
                }
                work
            });
            any |= place.attend(id, link, host, now, schedule);
            if let Some(strike) = host.poll_one_shot(id) {
                any = true;
                match strike {
                    OneShotFault::Vanish => {
                        if let Some(wire) = &place.connection {
                            wire.borrow_mut().kill();
                        }
                        outside::tell(host, id, outside::vanished());
                    }
                    OneShotFault::Reset => {
                        if let Some(wire) = &place.connection {
                            wire.borrow_mut().reset_both(now, schedule);
                        }
                        outside::tell(host, id, outside::reset());
                    }
                    OneShotFault::Storm { clients } => {
                        let port = host.socket_info(id).port;
                        self.storms.push(Storm::new(id, port, clients, now));
                    }
                }
            }
        }
        any
    }

    /// Lets the clients of storms come that are due. Whether one has.
    fn blow(&mut self, host: &mut Host, now: Time, schedule: &mut Schedule) -> bool {
        let mut storms = std::mem::take(&mut self.storms);
        let mut any = false;
        for storm in &mut storms {
            while !storm.is_over() && storm.next() <= now {
                any = true;
                let client = self.connect(storm.port, now, schedule);
                storm.count(client.is_some());
                if let Some(client) = client {
                    strangers::leave(&client, now, schedule);
                }
            }
            if storm.is_over() {
                let told = outside::stormed(storm.port, storm.came, storm.refused);
                outside::tell(host, storm.id, told);
            }
        }
        storms.retain(|storm| !storm.is_over());
        self.storms = storms;
        any
    }

    /// Carries out what the sockets ask for. Whether there was something.
    pub(super) fn act(&mut self, host: &mut Host, now: Time, schedule: &mut Schedule) -> bool {
        let mut any = false;
        while let Some((id, action)) = host.poll_action() {
            any = true;
            match action {
                SocketAction::Listen { port, .. } => {
                    let port = self.port_for(host.socket_info(id).id, port.number());
                    self.places.entry(id).or_default().port = port;
                    host.with_socket(id, |machine| match port {
                        Some(port) => machine.handle_listening(port, now),
                        None => machine.handle_listen_failed(),
                    });
                }
                SocketAction::StopListening => {
                    let place = self.places.entry(id).or_default();
                    place.port = None;
                    for wire in place.backlog.drain(..) {
                        wire.borrow_mut().refuse_by_plugin(now, schedule);
                        self.leaving.push(wire);
                    }
                }
                SocketAction::Disconnect => {
                    if let Some(wire) = self.connection_of(id, host) {
                        wire.borrow_mut().drop_by_plugin(now, schedule);
                        self.leaving.push(wire);
                    }
                }
                SocketAction::Finish { last } => {
                    if let Some(wire) = self.connection_of(id, host) {
                        let not_reading = host.impairment(id).not_reading;
                        let last = if not_reading { &[] } else { &*last };
                        wire.borrow_mut().finish_by_plugin(last, now, schedule);
                        self.leaving.push(wire);
                    }
                }
            }
        }
        self.places.retain(|_, place| {
            place.port.is_some() || place.connection.is_some() || place.second.is_some()
        });
        any
    }

    /// The connection of a socket that gives it up, if the outside program is to hear of that.
    fn connection_of(&mut self, id: SocketId, host: &Host) -> Option<Connection> {
        let wire = self.places.get_mut(&id)?.connection.take()?;
        let unheard = wire.borrow().is_unheard(host.impairment(id));
        (!unheard).then_some(wire)
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

    /// Lets a second client come or go (B1.6). Whether one has.
    fn attend(
        &mut self,
        id: SocketId,
        link: Impairment,
        host: &mut Host,
        now: Time,
        schedule: &mut Schedule,
    ) -> bool {
        if let Some(second) = &self.second {
            if let Some(how) = strangers::turned_away(second, now) {
                self.second = None;
                let port = host.socket_info(id).port;
                outside::tell(host, id, outside::second_leaves(port, how));
            } else if !link.second_client {
                strangers::leave(second, now, schedule);
                self.second = None;
            } else {
                return false;
            }
            return true;
        }
        let connected = |machine: &mut Socket| machine.phase() == Phase::Connected;
        if !link.second_client || !host.with_socket(id, connected) {
            return false;
        }
        let Some(port) = self.port else {
            return false;
        };
        let second = Rc::new(RefCell::new(Wire::new(schedule.arrival(now))));
        self.backlog.push_back(Rc::clone(&second));
        self.second = Some(second);
        outside::tell(host, id, outside::second_waits(port));
        true
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
