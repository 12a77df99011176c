//! From ports to a connection.

use lrsocket_proto::{Mode, Time};

use super::phase::{Attempt, Connection, Dial, Phase, Proof, other};
use super::{LOOK_AGAIN, RemoteAction, RemoteLink};
use crate::remote::acknowledgements::Acknowledgements;
use crate::remote::event::{DisconnectReason, PortsUnavailable, RemoteEvent};
use crate::remote::ports::Ports;

impl RemoteLink {
    /// What looking for the ports gave: the answer to [`RemoteAction::FindPorts`], or news at any time.
    pub(in crate::remote) fn handle_ports(
        &mut self,
        found: Result<Ports, PortsUnavailable>,
        now: Time,
    ) {
        match (&self.phase, found) {
            (Phase::Finding, Ok(ports)) => self.begin(ports, now),
            // News: the plug-in has just written its file.
            (Phase::Waiting { .. } | Phase::Resting { .. }, Ok(ports)) => {
                self.pauses.reset();
                self.begin(ports, now);
            }
            (Phase::Connecting(_) | Phase::Connected(_), Ok(ports))
                if self.ports != Some(ports) =>
            {
                self.pauses.reset();
                self.lose(
                    self.first_half(),
                    DisconnectReason::PortsChanged { ports },
                    now,
                );
            }
            (Phase::Finding | Phase::Waiting { .. }, Err(why)) => {
                self.phase = Phase::Waiting {
                    until: now + LOOK_AGAIN,
                };
                if self.told.as_ref() != Some(&why) {
                    self.told = Some(why.clone());
                    self.head.push_back(RemoteEvent::Waiting(why));
                }
            }
            // What is connected stays so, whatever becomes of the file: it may be in writing.
            _ => {}
        }
    }

    fn begin(&mut self, ports: Ports, now: Time) {
        self.told = None;
        self.ports = Some(ports);
        self.acknowledgements = Acknowledgements::default();
        self.lines_sent = 0;
        let deadline = now + self.options.connect_timeout;
        self.phase = Phase::Connecting(Attempt::new(ports, deadline));
        self.head.push_back(RemoteEvent::Connecting {
            ports,
            attempt: self.pauses.failures() + 1,
        });
        for half in [Mode::Receive, Mode::Send] {
            if let Some(port) = ports.of(half) {
                self.actions.push_back(RemoteAction::Connect { half, port });
            }
        }
    }

    /// The system has connected this half.
    pub(in crate::remote) fn handle_connected(&mut self, half: Mode, now: Time) {
        let Phase::Connecting(attempt) = &mut self.phase else {
            return;
        };
        *attempt.of(half) = Dial::Done;
        // A plug-in may open its second port when the first is taken: now is the time.
        if let Dial::Failed { again, .. } = attempt.of(other(half)) {
            *again = Some(now + self.options.backoff.first);
        }
        if attempt.is_complete() {
            self.connected(now);
        }
    }

    /// This half could not be connected.
    pub(in crate::remote) fn handle_connect_failed(
        &mut self,
        half: Mode,
        why: DisconnectReason,
        now: Time,
    ) {
        let Phase::Connecting(attempt) = &mut self.phase else {
            return;
        };
        match attempt.of(other(half)) {
            Dial::None | Dial::Failed { again: None, .. } => self.lose(half, why, now),
            Dial::Going => *attempt.of(half) = Dial::Failed { why, again: None },
            Dial::Done | Dial::Failed { again: Some(_), .. } => {
                let again = Some(now + self.options.backoff.first);
                *attempt.of(half) = Dial::Failed { why, again };
            }
        }
    }

    pub(super) fn connecting_timeout(&mut self, now: Time) {
        let Phase::Connecting(attempt) = &mut self.phase else {
            return;
        };
        if attempt.deadline <= now {
            let half = if attempt.is_done(Mode::Receive) || matches!(attempt.receive, Dial::None) {
                Mode::Send
            } else {
                Mode::Receive
            };
            let failed = match attempt.of(half) {
                Dial::Failed { why, .. } => Some(why.clone()),
                _ => None,
            };
            let why = failed.unwrap_or_else(|| DisconnectReason::ConnectTimedOut {
                port: self.port(half).unwrap_or_default(),
                within: self.options.connect_timeout,
            });
            self.lose(half, why, now);
            return;
        }
        for half in [Mode::Receive, Mode::Send] {
            if let Dial::Failed {
                again: Some(at), ..
            } = attempt.of(half)
                && *at <= now
                && let Some(port) = self.ports.and_then(|ports| ports.of(half))
            {
                *attempt.of(half) = Dial::Going;
                self.actions.push_back(RemoteAction::Connect { half, port });
            }
        }
    }

    /// All ports are connected; whether anybody serves them is another question (B1.6).
    fn connected(&mut self, now: Time) {
        self.head.push_back(RemoteEvent::Connected);
        let proof = match &self.options.ping {
            Some(ping) => {
                if self.port(Mode::Receive).is_some() {
                    self.out.extend_from_slice(&ping.line);
                    self.lines_sent += 1;
                }
                Proof::Asked {
                    until: now + self.options.ping_timeout,
                }
            }
            None => Proof::None,
        };
        let mut connection = Connection {
            since: now,
            proof,
            keep_alive_at: None,
            ending: None,
        };
        if proof == Proof::None {
            connection.keep_alive_at = self.first_keep_alive(now);
        }
        self.phase = Phase::Connected(connection);
    }

    /// When the first line of the keep-alive is due in a connection that may be used from now on.
    pub(super) fn first_keep_alive(&self, now: Time) -> Option<Time> {
        self.port(Mode::Receive)?;
        let keep_alive = self.options.keep_alive.as_ref()?;
        Some(now + keep_alive.every)
    }
}
