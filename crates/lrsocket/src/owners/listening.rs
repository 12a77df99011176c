//! All listening ports, from the tables of the system.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;

use listeners::{Protocol, SocketState};

use super::Holder;

/// Why the ports could not be listed.
#[derive(Debug, thiserror::Error)]
#[error("the system does not tell which ports are open: {0}")]
pub struct ListError(String);

/// A port that a process listens on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listening {
    /// The port.
    pub port: u16,
    /// The addresses; 0.0.0.0 and :: are all interfaces.
    pub addresses: Vec<IpAddr>,
    /// Who listens.
    pub holder: Holder,
    /// How many connections the process has accepted on it, and not ended.
    pub connected: usize,
}

impl Listening {
    /// Whether a program of this machine that connects to `localhost` reaches it.
    pub fn is_reachable(&self) -> bool {
        let reached = |it: &IpAddr| it.is_loopback() || it.is_unspecified();
        self.addresses.iter().any(reached)
    }
}

/// The ports that processes listen on and that can be reached at `localhost`, by their numbers.
pub fn listening() -> Result<Vec<Listening>, ListError> {
    let all = listeners::get_all().map_err(|error| ListError(error.to_string()))?;
    let mut connected: HashMap<(u16, u32), usize> = HashMap::new();
    let mut found: BTreeMap<(u16, u32), Listening> = BTreeMap::new();
    for socket in all {
        if socket.protocol != Protocol::TCP {
            continue;
        }
        let (port, pid) = (socket.socket.port(), socket.process.pid);
        match socket.state {
            SocketState::Listen => {
                let listening = found.entry((port, pid)).or_insert_with(|| Listening {
                    port,
                    addresses: Vec::new(),
                    holder: Holder {
                        pid,
                        name: socket.process.name,
                    },
                    connected: 0,
                });
                listening.addresses.push(socket.socket.ip());
                listening.addresses.sort_unstable();
            }
            // A connection that was accepted has the port of the listener.
            SocketState::Established | SocketState::CloseWait => {
                *connected.entry((port, pid)).or_default() += 1;
            }
            _ => {}
        }
    }
    let with_counts = found.into_iter().map(|(key, listening)| Listening {
        connected: connected.get(&key).copied().unwrap_or(0),
        ..listening
    });
    Ok(with_counts.filter(Listening::is_reachable).collect())
}
