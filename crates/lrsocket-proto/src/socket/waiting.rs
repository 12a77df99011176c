//! What waits to be taken: actions, events, diagnostics; and until when nothing happens.

use std::mem;

use super::{Socket, State};
use crate::event::{Departure, Diagnostic, SocketAction, SocketError, SocketEvent};
use crate::time::Time;

impl Socket {
    /// The next thing the driver is to do, in order.
    pub fn poll_action(&mut self) -> Option<SocketAction> {
        self.actions.pop_front()
    }

    /// The next callback to run. The next one is taken when it has ended (B3.8).
    pub fn poll_event(&mut self) -> Option<SocketEvent<'_>> {
        if let Some(event) = self.head.pop_front() {
            return Some(event);
        }
        if self.message_ready() {
            return self.take_message();
        }
        self.tail.take()
    }

    /// The line of the next event, if that is a [`SocketEvent::Message`]; else takes nothing. For drivers
    /// with a quicker way for messages than for the rest.
    pub fn poll_line(&mut self) -> Option<&[u8]> {
        if !self.head.is_empty() {
            return None;
        }
        self.take_line()
    }

    /// Whether [`poll_event`](Self::poll_event) has something.
    pub fn has_event(&mut self) -> bool {
        !self.head.is_empty() || self.message_ready() || self.tail.is_some()
    }

    /// The next thing a person should know.
    pub fn poll_diagnostic(&mut self) -> Option<Diagnostic> {
        self.diagnostics.pop_front()
    }

    /// Whether there is something to take from [`poll_diagnostic`](Self::poll_diagnostic).
    pub fn has_diagnostic(&self) -> bool {
        !self.diagnostics.is_empty()
    }

    /// How the client of a send socket has just left, if the plug-in is not told of it (B3.5).
    pub fn poll_departure(&mut self) -> Option<Departure> {
        self.departure.take()
    }

    /// When [`handle_timeout`](Self::handle_timeout) is to be called, if nothing happens before.
    pub fn next_deadline(&self) -> Option<Time> {
        let state = match &self.state {
            State::Listening { since } => Some(*since + self.profile.accept_timeout),
            State::Connected(connection) => self.idle_deadline(connection),
            State::Closed { drain } => drain.as_ref().map(|drain| drain.until),
            State::Opening | State::Idle => None,
        };
        [state, self.linger_until].into_iter().flatten().min()
    }

    /// The time is `now`: whatever is due happens. Calling it too early is harmless.
    pub fn handle_timeout(&mut self, now: Time) {
        if self.linger_until.is_some_and(|until| until <= now) {
            self.linger_until = None;
            self.actions.push_back(SocketAction::StopListening);
        }
        match &self.state {
            // B4.1
            State::Listening { since } if *since + self.profile.accept_timeout <= now => {
                self.actions.push_back(SocketAction::StopListening);
                self.end_period(SocketEvent::Error(SocketError::Timeout));
            }
            // B4.2
            State::Connected(connection)
                if self
                    .idle_deadline(connection)
                    .is_some_and(|deadline| deadline <= now) =>
            {
                self.drop_client();
                self.end_period(SocketEvent::Error(SocketError::Timeout));
            }
            // B7.7
            State::Closed { drain: Some(drain) } if drain.until <= now => self.end_drain(),
            _ => {}
        }
    }

    /// Nothing is open any more; this is the last that the plug-in hears of this period.
    pub(super) fn end_period(&mut self, last: SocketEvent<'static>) {
        self.state = State::Idle;
        self.tail = Some(last);
    }

    pub(super) fn forget_events(&mut self) {
        self.head.clear();
        self.lines.clear();
        self.line_acked = false;
        self.tail = None;
        self.acks.clear();
    }

    /// Says it, once in a listening period and once in a connection.
    pub(super) fn diagnose(&mut self, diagnostic: Diagnostic) {
        let kind = mem::discriminant(&diagnostic);
        if !self.said.contains(&kind) {
            self.said.push(kind);
            self.diagnostics.push_back(diagnostic);
        }
    }
}
