//! The loop of every driver: carry, run, act.
//!
//! A [`Drive`] holds a [`Host`] and the [`Network`] that its sockets live on. What is decided here
//! holds for the simulated network and for the real one alike: which socket comes first, when a
//! one-shot fault strikes, when the clients that are faults themselves come and go, and how all of
//! that is reported. When to begin the next round is the driver's decision: a [`Round`] says whether
//! something is left to do, [`Drive::next_deadline`] until when to wait otherwise.

mod fault_clients;
mod network;
mod report;

use std::iter;
use std::mem;

use lrsocket_proto::{Impairment, OneShotFault, Time};

use crate::host::Host;
use fault_clients::FaultClients;
use lrsocket_vm::SocketId;
pub use network::{CLOSED, ClientState, Network, RESET, Report};
pub use report::{OWN_PORT, TAKEN_PORT, port_in_use};

/// A host and its network, driven in rounds.
pub struct Drive<N: Network> {
    host: Host,
    network: N,
    clients: FaultClients<N::Client>,
    /// The sockets that the current round looks at; kept for its memory.
    looked_at: Vec<SocketId>,
}

/// What a round leaves to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// Bytes, clients or faults moved, and more may follow.
    Moved,
    /// A task is ready, or a deadline has passed.
    Due,
    /// A plug-in has something to write or reads again (B7.1), or a port has changed.
    Unwritten,
    /// Nothing, before time passes or the outside does something.
    Quiet,
}

impl<N: Network> Drive<N> {
    /// Drives `host` on `network`.
    pub fn new(host: Host, network: N) -> Self {
        Drive {
            host,
            network,
            clients: FaultClients::default(),
            looked_at: Vec::new(),
        }
    }

    /// The plug-ins and their Lightroom.
    pub fn host(&mut self) -> &mut Host {
        &mut self.host
    }

    /// The network.
    pub fn network(&self) -> &N {
        &self.network
    }

    /// The network, to be changed.
    pub fn network_mut(&mut self) -> &mut N {
        &mut self.network
    }

    /// Replaces the host, which has quit, by another one on the same network.
    pub fn restart(&mut self, host: Host) {
        self.host = host;
        self.clients = FaultClients::default();
    }

    /// Ends the drive and returns its host.
    pub fn into_host(self) -> Host {
        self.host
    }

    /// Runs one round: moves what the network has (carry), lets the plug-ins run, carries out what
    /// they ask for (act). `run` is [`Host::run`], or something around it.
    pub fn round(&mut self, run: impl FnOnce(&mut Host, Time)) -> Round {
        let now = self.host.now();
        let moved = self.carry(now);
        run(&mut self.host, now);
        // Lua code may have taken its time.
        let now = self.host.now();
        let acted = self.act(now);
        self.host.app.end_round();
        if moved {
            Round::Moved
        } else if self.host.next_deadline(now).is_some_and(|at| at <= now) {
            Round::Due
        } else if acted || self.host.has_dirty() {
            Round::Unwritten
        } else {
            Round::Quiet
        }
    }

    /// When the next round has something to do, if nothing happens before.
    pub fn next_deadline(&self) -> Option<Time> {
        let now = self.host.glance();
        let host = self.host.next_deadline(now);
        let network = self.network.next_deadline(now);
        let clients = self.clients.next_deadline();
        host.into_iter().chain(network).chain(clients).min()
    }

    /// Accepts, reads and writes for each socket that may need it, in the order in which they were
    /// bound. Returns whether anything moved, or is left for the next round.
    fn carry(&mut self, now: Time) -> bool {
        let mut ids = mem::take(&mut self.looked_at);
        ids.clear();
        ids.extend(iter::from_fn(|| self.host.poll_dirty()));
        self.network.ready(&mut ids, now);
        let mut moved = self.clients.storm(&mut self.host, &mut self.network, now);
        ids.extend(self.clients.second_clients());
        ids.sort_unstable();
        ids.dedup();
        for &id in &ids {
            moved |= self.carry_one(id, now);
        }
        self.looked_at = ids;
        moved
    }

    fn carry_one(&mut self, id: SocketId, now: Time) -> bool {
        let link = self.host.impairment(id);
        let network = &mut self.network;
        let carried = self.host.with_socket(id, |machine| {
            let moved = network.carry(id, machine, link, now);
            (moved, machine.take_inputs())
        });
        let mut moved = false;
        match carried {
            Some((any, inputs)) => {
                moved = any;
                self.host.app.note_carried(id, inputs);
            }
            None => network.forget(id),
        }
        self.report_trouble(id);
        moved |= self.attend(id, link, now);
        if let Some(strike) = self.host.poll_one_shot(id) {
            moved = true;
            self.strike(id, strike, now);
        }
        moved
    }

    /// Lets the second client of a socket come or go (B1.6). Returns whether one did.
    fn attend(&mut self, id: SocketId, link: Impairment, now: Time) -> bool {
        let wanted = link.second_client;
        let (host, network) = (&mut self.host, &mut self.network);
        self.clients.attend(id, wanted, host, network, now)
    }

    /// Applies a one-shot fault and reports it.
    fn strike(&mut self, id: SocketId, strike: OneShotFault, now: Time) {
        match strike {
            OneShotFault::Vanish => {
                self.network.kill(id);
                report::record(&mut self.host, id, report::vanished());
            }
            OneShotFault::Reset => {
                self.network.reset(id, now);
                report::record(&mut self.host, id, report::reset());
            }
            OneShotFault::Storm { clients } => {
                if let Some(socket) = self.host.socket_info(id) {
                    self.clients.begin_storm(id, socket.port, clients, now);
                }
            }
        }
    }

    /// Carries out what the plug-ins ask for, in the order in which they asked: a port that one
    /// socket gives up is free for the next (B5.6). Returns whether there was anything.
    fn act(&mut self, now: Time) -> bool {
        let mut acted = false;
        while let Some((id, action)) = self.host.poll_action() {
            acted = true;
            let link = self.host.impairment(id);
            let network = &mut self.network;
            let inputs = self.host.with_socket(id, |machine| {
                network.act(id, action, machine, link, now);
                machine.take_inputs()
            });
            self.host.app.note_acted(id, inputs.unwrap_or_default());
            self.report_trouble(id);
        }
        self.host.release_records();
        acted
    }

    /// Records what the operating system complains of.
    fn report_trouble(&mut self, id: SocketId) {
        if self.network.has_trouble(id)
            && let Some(socket) = self.host.socket_info(id)
            && let Some(trouble) = self.network.take_trouble(id, socket.port)
        {
            report::record(&mut self.host, id, trouble);
        }
    }
}
