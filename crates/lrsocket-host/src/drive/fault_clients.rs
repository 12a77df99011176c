//! Outside programs that exist only as a fault: the clients of `storm` and `second_client`.

use std::collections::BTreeMap;
use std::time::Duration;

use lrsocket_proto::{Phase, Socket, Time};

use super::network::{ClientState, Network, Report};
use super::report;
use crate::host::Host;
use lrsocket_vm::SocketId;

/// The pause between two clients of a storm: enough for a plug-in that listens again at once.
const BREATH: Duration = Duration::from_millis(2);

/// How long a client tries to connect.
const PATIENCE: Duration = Duration::from_millis(500);

/// The clients of all sockets.
pub(super) struct FaultClients<C> {
    storms: Vec<Storm<C>>,
    seconds: BTreeMap<SocketId, Second<C>>,
}

/// Clients that connect and leave at once, one after the other.
struct Storm<C> {
    /// The socket that the storm was meant for.
    id: SocketId,
    port: u16,
    /// The number of clients that have yet to come.
    left: u32,
    came: u32,
    refused: u32,
    /// When the next client comes.
    next: Time,
    /// The client whose connect is under way.
    connecting: Option<Attempt<C>>,
}

/// The client that waits behind the one that is connected (B1.6).
struct Second<C> {
    attempt: Attempt<C>,
    port: u16,
    /// Whether it was reported as connected.
    waits: bool,
}

/// A client, and when it began to connect.
struct Attempt<C> {
    client: C,
    since: Time,
}

impl<C> Default for FaultClients<C> {
    fn default() -> Self {
        FaultClients {
            storms: Vec::new(),
            seconds: BTreeMap::new(),
        }
    }
}

impl<C> FaultClients<C> {
    pub(super) fn begin_storm(&mut self, id: SocketId, port: u16, clients: u32, now: Time) {
        self.storms.push(Storm {
            id,
            port,
            left: clients,
            came: 0,
            refused: 0,
            next: now,
            connecting: None,
        });
    }

    /// The sockets that have a second client.
    pub(super) fn second_clients(&self) -> impl Iterator<Item = SocketId> {
        self.seconds.keys().copied()
    }

    /// When a client comes, or gives up.
    pub(super) fn next_deadline(&self) -> Option<Time> {
        let storms = self.storms.iter().map(|storm| match &storm.connecting {
            Some(attempt) => attempt.deadline(),
            None => storm.next,
        });
        let seconds = self.seconds.values().filter(|second| !second.waits);
        let seconds = seconds.map(|second| second.attempt.deadline());
        storms.chain(seconds).min()
    }

    /// Lets the clients of storms come that are due. Returns whether one came.
    pub(super) fn storm<N>(&mut self, host: &mut Host, network: &mut N, now: Time) -> bool
    where
        N: Network<Client = C>,
    {
        let mut any = false;
        self.storms.retain_mut(|storm| {
            any |= storm.advance(network, now);
            if storm.left == 0 {
                let told = report::stormed(storm.port, storm.came, storm.refused);
                report::record(host, storm.id, told);
            }
            storm.left > 0
        });
        any
    }

    /// Lets the second client of a socket come or go. Returns whether one did.
    pub(super) fn attend<N>(
        &mut self,
        id: SocketId,
        wanted: bool,
        host: &mut Host,
        network: &mut N,
        now: Time,
    ) -> bool
    where
        N: Network<Client = C>,
    {
        if let Some(second) = self.seconds.remove(&id) {
            let reported = second.waits;
            let second = match second.advance(network, now) {
                Ok(second) => second,
                Err(report) => {
                    report::record(host, id, report);
                    return true;
                }
            };
            if !wanted {
                network.disconnect_client(second.attempt.client, now);
                return true;
            }
            let news = second.waits && !reported;
            if news {
                report::record(host, id, report::second_waits(second.port));
            }
            self.seconds.insert(id, second);
            return news;
        }
        let connected = |machine: &mut Socket| {
            let connected = machine.phase() == Phase::Connected;
            machine.port().filter(|_| connected)
        };
        if wanted && let Some(port) = host.with_socket(id, connected).flatten() {
            let second = Second {
                attempt: Attempt {
                    client: network.connect_client(port, now),
                    since: now,
                },
                port,
                waits: false,
            };
            self.seconds.insert(id, second);
            // Where connecting takes no time, it is connected already.
            return self.attend(id, wanted, host, network, now);
        }
        false
    }
}

impl<C> Attempt<C> {
    fn deadline(&self) -> Time {
        self.since + PATIENCE
    }

    /// The state of the client; a connect that takes too long counts as refused.
    fn state<N: Network<Client = C>>(&mut self, network: &mut N, now: Time) -> ClientState {
        match network.client_state(&mut self.client, now) {
            ClientState::Connecting if self.deadline() <= now => ClientState::Refused,
            state => state,
        }
    }
}

impl<C> Storm<C> {
    /// Lets the clients come that are due. Returns whether one came.
    fn advance<N: Network<Client = C>>(&mut self, network: &mut N, now: Time) -> bool {
        let mut any = false;
        while self.left > 0 {
            let begun = self.connecting.take();
            let begins = begun.is_none();
            if begins && self.next > now {
                break;
            }
            let mut attempt = begun.unwrap_or_else(|| Attempt {
                client: network.connect_client(self.port, now),
                since: now,
            });
            match attempt.state(network, now) {
                ClientState::Connecting => {
                    self.connecting = Some(attempt);
                    break;
                }
                ClientState::Connected => {
                    self.came += 1;
                    network.disconnect_client(attempt.client, now);
                }
                ClientState::Disconnected(_) => self.came += 1,
                ClientState::Refused => self.refused += 1,
            }
            any = true;
            self.left -= 1;
            self.next = if begins { self.next } else { now } + BREATH;
        }
        any
    }
}

impl<C> Second<C> {
    /// Looks at the client. The error is the report of a client that is gone.
    fn advance<N: Network<Client = C>>(
        mut self,
        network: &mut N,
        now: Time,
    ) -> Result<Self, Report> {
        match self.attempt.state(network, now) {
            ClientState::Connecting => Ok(self),
            ClientState::Connected => {
                self.waits = true;
                Ok(self)
            }
            ClientState::Refused => Err(report::second_is_refused(self.port)),
            ClientState::Disconnected(how) => Err(report::second_leaves(self.port, &how)),
        }
    }
}
