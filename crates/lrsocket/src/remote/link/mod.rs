//! What decides for a [`Remote`](crate::Remote): no sockets, no files, no clock.

mod connecting;
mod connection;
mod events;
mod phase;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::time::Duration;

use lrsocket_proto::{LineBuffer, Mode, Time};

use self::phase::{Dial, Phase, Proof};
use super::acknowledgements::Acknowledgements;
use super::backoff::Pauses;
use super::error::SendError;
use super::event::{DisconnectReason, PortsUnavailable, RemoteEvent};
use super::options::Options;
use super::ports::Ports;
use super::requests::Requests;

/// How often a port file is looked at that has no usable ports. It is watched, too; this is for
/// where that does not work, and for a process that ends without touching its file.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// What a driver is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RemoteAction {
    /// Look which ports there are, and tell [`RemoteLink::handle_ports`].
    FindPorts,
    /// Connect, and tell [`RemoteLink::handle_connected`] or [`RemoteLink::handle_connect_failed`].
    Connect { half: Mode, port: u16 },
    /// Let go of both halves, also of connects under way.
    Disconnect,
}

/// One link to a plug-in: attempts and pauses, the proof that somebody serves, lines, acknowledgements
/// and requests.
///
/// - `handle_*`: what the driver saw.
/// - [`poll_action`](Self::poll_action), [`transmit`](Self::transmit), [`read_wanted`](Self::read_wanted),
///   [`next_deadline`](Self::next_deadline): what the driver is to do.
/// - [`has_event`](Self::has_event), [`take_event`](Self::take_event): what the application is told.
///
/// Invariants: only in [`Phase::Connecting`] and [`Phase::Connected`] are there bytes in `lines`; only in
/// `Connected` are there requests and bytes in `out`.
pub(super) struct RemoteLink {
    options: Options,
    phase: Phase,
    ports: Option<Ports>,
    pauses: Pauses,
    /// What came from the send half.
    lines: LineBuffer,
    acknowledgements: Acknowledgements,
    requests: Requests,
    /// Bytes for the receive half, and how many of them are written.
    out: Vec<u8>,
    written: usize,
    /// How many lines were handed to this connection.
    lines_sent: u64,
    /// Whether the last byte of `out`, ever, ended a line.
    at_line_start: bool,
    /// Events that come before the lines in the buffer.
    head: VecDeque<RemoteEvent<'static>>,
    actions: VecDeque<RemoteAction>,
    /// The last reason that was told for having no ports.
    told: Option<PortsUnavailable>,
}

impl RemoteLink {
    /// A link that asks for its ports at once.
    pub(super) fn new(options: Options, random: fastrand::Rng) -> Self {
        RemoteLink {
            phase: Phase::Finding,
            ports: None,
            pauses: Pauses::new(options.backoff.clone(), random),
            lines: LineBuffer::default(),
            acknowledgements: Acknowledgements::default(),
            #[cfg(feature = "json")]
            requests: Requests::new(options.id_field.clone()),
            #[cfg(not(feature = "json"))]
            requests: Requests::new(),
            out: Vec::new(),
            written: 0,
            lines_sent: 0,
            at_line_start: true,
            head: VecDeque::new(),
            actions: VecDeque::from([RemoteAction::FindPorts]),
            told: None,
            options,
        }
    }

    /// The next thing to do.
    pub(super) fn poll_action(&mut self) -> Option<RemoteAction> {
        self.actions.pop_front()
    }

    /// When [`handle_timeout`](Self::handle_timeout) is due.
    pub(super) fn next_deadline(&self) -> Option<Time> {
        match &self.phase {
            Phase::Finding | Phase::Over(_) => None,
            Phase::Waiting { until } | Phase::Resting { until } => Some(*until),
            Phase::Connecting(attempt) => {
                let again = |dial: &Dial| match dial {
                    Dial::Failed { again, .. } => *again,
                    _ => None,
                };
                [
                    Some(attempt.deadline),
                    again(&attempt.receive),
                    again(&attempt.send),
                ]
                .into_iter()
                .flatten()
                .min()
            }
            Phase::Connected(connection) => {
                let asked = match connection.proof {
                    Proof::Asked { until } => Some(until),
                    Proof::None | Proof::Given => None,
                };
                [
                    asked,
                    connection.keep_alive_at,
                    self.requests.next_deadline(),
                ]
                .into_iter()
                .flatten()
                .min()
            }
        }
    }

    /// Time has passed. To be called after everything that came in time was handled.
    pub(super) fn handle_timeout(&mut self, now: Time) {
        match &self.phase {
            Phase::Waiting { until } | Phase::Resting { until } if *until <= now => {
                self.phase = Phase::Finding;
                self.actions.push_back(RemoteAction::FindPorts);
            }
            Phase::Connecting(_) => self.connecting_timeout(now),
            Phase::Connected(_) => self.connection_timeout(now),
            _ => {}
        }
    }

    /// Whether lines are taken from the application, and if not, why.
    pub(super) fn open(&self) -> Result<(), SendError> {
        match &self.phase {
            Phase::Over(_) => Err(SendError::Closed),
            Phase::Connected(connection) if connection.ending.is_none() => {
                if self.port(Mode::Receive).is_none() {
                    Err(SendError::NoReceivePort)
                } else if matches!(connection.proof, Proof::Asked { .. }) {
                    Err(SendError::NotReady)
                } else {
                    Ok(())
                }
            }
            _ => Err(SendError::NotConnected),
        }
    }

    /// Ends the connection or the attempt, and begins a new one at once.
    pub(super) fn reconnect(&mut self, now: Time) {
        self.pauses.reset();
        match self.phase {
            Phase::Connecting(_) | Phase::Connected(_) => {
                self.lose(self.first_half(), DisconnectReason::Asked, now);
            }
            Phase::Over(_) | Phase::Waiting { .. } | Phase::Resting { .. } => {
                self.phase = Phase::Finding;
                self.actions.push_back(RemoteAction::FindPorts);
            }
            Phase::Finding => {}
        }
    }

    /// Whether there will be no further attempt.
    pub(super) fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Over(_))
    }

    /// Why there will be no further attempt.
    pub(super) fn gave_up(&self) -> Option<DisconnectReason> {
        match &self.phase {
            Phase::Over(why) => why.clone(),
            _ => None,
        }
    }

    /// Whether the plug-in serves the connection.
    pub(super) fn is_ready(&self) -> bool {
        matches!(&self.phase, Phase::Connected(connection)
            if connection.proof == Proof::Given && connection.ending.is_none())
    }

    /// Whether all ports are connected.
    pub(super) fn is_connected(&self) -> bool {
        matches!(self.phase, Phase::Connected(_))
    }

    /// Acknowledgements of this connection, and lines that it was handed.
    pub(super) fn acknowledged(&self) -> (u64, u64) {
        (self.acknowledgements.count(), self.lines_sent)
    }

    /// Bytes on the receive port of this connection that are no acknowledgement.
    pub(super) fn strange(&self) -> u64 {
        self.acknowledgements.strange()
    }

    /// The ports of this connection, or of the last one.
    pub(super) fn ports(&self) -> Option<Ports> {
        self.ports
    }

    fn port(&self, half: Mode) -> Option<u16> {
        self.ports.and_then(|ports| ports.of(half))
    }

    /// The half to name where it is about both.
    fn first_half(&self) -> Mode {
        if self.port(Mode::Receive).is_some() {
            Mode::Receive
        } else {
            Mode::Send
        }
    }

    /// The attempt has failed or the connection is over: both halves end, and the next attempt is
    /// planned.
    fn lose(&mut self, half: Mode, why: DisconnectReason, now: Time) {
        if let Phase::Connected(connection) = &self.phase
            && now - connection.since >= self.pauses.config().reset_after
            && !matches!(connection.proof, Proof::Asked { .. })
        {
            self.pauses.reset();
        }
        let pause = match why {
            DisconnectReason::Asked | DisconnectReason::PortsChanged { .. } => Some(Duration::ZERO),
            _ => self.pauses.fail(),
        };
        self.actions.clear();
        self.actions.push_back(RemoteAction::Disconnect);
        self.requests.fail_all(&super::error::RequestError::Lost);
        self.lines.clear();
        self.out = Vec::new();
        self.written = 0;
        self.at_line_start = true;
        self.head.push_back(RemoteEvent::Lost {
            half,
            why: why.clone(),
            retry_in: pause,
        });
        if let Some(pause) = pause {
            let until = now + pause;
            self.phase = Phase::Resting { until };
        } else {
            self.head.push_back(RemoteEvent::GaveUp(why.clone()));
            self.phase = Phase::Over(Some(why));
        }
    }
}
