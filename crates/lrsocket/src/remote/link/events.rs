//! What the application is told.

use lrsocket_proto::{CarriageReturn, Mode, Time};

use super::RemoteLink;
use super::phase::{Phase, Proof};
use crate::remote::event::{DisconnectReason, RemoteEvent};

impl RemoteLink {
    /// Whether an event is there. Lines that answer a request or the ping are taken out on the way.
    pub(in crate::remote) fn has_event(&mut self, now: Time) -> bool {
        loop {
            if !self.head.is_empty() {
                return true;
            }
            let Phase::Connected(connection) = &self.phase else {
                return false;
            };
            if self.options.pieces && !self.lines.is_empty() {
                if connection.proof == Proof::None {
                    self.ready(now);
                }
                return true;
            }
            let found = self.lines.has_line();
            if self.lines.next_line_len() > self.options.max_line {
                let max_line = self.options.max_line;
                self.lose(Mode::Send, DisconnectReason::LineTooLong { max_line }, now);
            } else if found {
                if connection.proof == Proof::Given && self.requests.is_empty() {
                    return true;
                }
                if !self.consumed(now) {
                    return true;
                }
            } else if let Some(ending) = &connection.ending {
                if ending.drain > 0 {
                    return false;
                }
                let half = ending.half;
                let served = connection.proof == Proof::Given;
                let why = at_the_end(ending.why.clone(), served, self.lines.len());
                self.lose(half, why, now);
            } else {
                return false;
            }
        }
    }

    /// A line that needs no thought is there: what [`has_event`](Self::has_event) would find without
    /// knowing the time.
    pub(in crate::remote) fn has_plain_line(&mut self) -> bool {
        self.head.is_empty()
            && self.requests.is_empty()
            && matches!(&self.phase, Phase::Connected(connection) if connection.proof == Proof::Given)
            && self.lines.has_line()
            && self.lines.next_line_len() <= self.options.max_line
    }

    /// Takes the event that [`has_event`](Self::has_event) found.
    pub(in crate::remote) fn take_event(&mut self) -> Option<RemoteEvent<'_>> {
        if let Some(event) = self.head.pop_front() {
            return Some(event);
        }
        // Lines that came before the connection was complete wait for it.
        if !matches!(self.phase, Phase::Connected(_)) {
            return None;
        }
        if self.options.pieces {
            let piece = self.lines.take_all();
            return (!piece.is_empty()).then_some(RemoteEvent::Line(piece));
        }
        self.lines
            .take_line(CarriageReturn::StripLast)
            .map(RemoteEvent::Line)
    }

    /// Whether the next line is not for the application.
    fn consumed(&mut self, now: Time) -> bool {
        let Phase::Connected(connection) = &self.phase else {
            return false;
        };
        let proof = connection.proof;
        let Some(line) = self.lines.peek_line(CarriageReturn::StripLast) else {
            return false;
        };
        let taken = match proof {
            Proof::Given => self.requests.offer(line),
            Proof::Asked { .. } => {
                let can_ask = self
                    .ports
                    .is_some_and(|ports| ports.of(Mode::Receive).is_some());
                let answers = match &self.options.ping {
                    Some(ping) if can_ask => (ping.expected)(line),
                    _ => false,
                };
                if answers || !can_ask {
                    self.ready(now);
                }
                answers
            }
            Proof::None => {
                let taken = self.requests.offer(line);
                self.ready(now);
                taken
            }
        };
        if taken {
            self.lines.take_line(CarriageReturn::StripLast);
        }
        taken
    }

    /// The plug-in has shown that it serves this connection.
    pub(super) fn ready(&mut self, now: Time) {
        let keep_alive_at = self.first_keep_alive(now);
        if let Phase::Connected(connection) = &mut self.phase {
            connection.proof = Proof::Given;
            connection.since = now;
            if connection.keep_alive_at.is_none() && connection.ending.is_none() {
                connection.keep_alive_at = keep_alive_at;
            }
            self.head.push_back(RemoteEvent::Ready);
        }
    }
}

/// What is known only when the last line is taken.
fn at_the_end(why: DisconnectReason, served: bool, unfinished: usize) -> DisconnectReason {
    match why {
        DisconnectReason::Closed { .. } => DisconnectReason::Closed { served, unfinished },
        DisconnectReason::Failed { error, .. } => DisconnectReason::Failed { error, unfinished },
        other => other,
    }
}
