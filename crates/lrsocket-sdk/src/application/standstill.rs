//! Standstills: Lua code that does not yield, and faults that block the whole application. Each is
//! reported once while it lasts, and once more when it is over.

use std::time::Duration;

use lrsocket_proto::Time;

use crate::application::Application;
use crate::record::{Event, SocketInfo};
use lrsocket_vm::InstanceId;

/// How long a turn may take until it is reported.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long closing sockets can block Lightroom while it quits.
const STALL_AT_QUIT: Duration = Duration::from_secs(10);

/// How many of the sockets that wait are named.
const NAMED: usize = 4;

/// The application is blocked (B5.5, B7.7).
#[derive(Clone, Copy)]
pub struct Frozen {
    since: Time,
    until: Time,
}

impl Application {
    /// Lua code of this plug-in is running: reports that if the turn already takes long (R1.1).
    /// `at` returns the `file:line` that runs.
    pub fn notice_busy(&self, instance: InstanceId, at: impl FnOnce() -> Option<String>) {
        self.release_records();
        let busy = self.glance().saturating_since(self.turn());
        if busy < PATIENCE || self.busy.get().is_some() {
            return;
        }
        self.busy.set(Some(instance));
        // The hook may run while Rust code holds the sockets.
        let waiting = self.sockets.try_borrow();
        let waiting = waiting.map(|sockets| list(sockets.served()));
        let message = format!(
            "the plug-in has been busy for {:.1} s without yielding: no other task runs, and no \
             socket is served{}",
            busy.as_secs_f64(),
            waiting.unwrap_or_default(),
        );
        self.record(Some(instance), diagnostic(message, at()));
    }

    /// The turn is over: reports how long it took, if it was reported as busy.
    pub fn end_turn(&self) {
        if let Some(instance) = self.busy.take() {
            let busy = self.glance().saturating_since(self.turn());
            let message = format!("the plug-in goes on after {:.1} s", busy.as_secs_f64());
            self.record(Some(instance), diagnostic(message, None));
        }
    }

    /// Nothing runs for this long (B5.5, B7.7), or for this much longer.
    pub fn freeze(&self, blocked: Duration) {
        let now = self.now();
        let (since, from) = match self.frozen.get() {
            Some(frozen) => (frozen.since, frozen.until.max(now)),
            None => (now, now),
        };
        let until = from + blocked;
        self.frozen.set(Some(Frozen { since, until }));
    }

    /// How long closing a socket blocks everything, if it does for this long (B7.7). All the sockets
    /// that close because Lightroom quits block it for ten seconds together.
    pub fn close_stall(&self, stall: Duration) -> Duration {
        if !self.quitting.get() {
            return stall;
        }
        let before = self.stalled_at_quit.get();
        let stall = stall.min(STALL_AT_QUIT.saturating_sub(before));
        self.stalled_at_quit.set(before + stall);
        stall
    }

    /// Ends a freeze whose time is over, and reports that.
    pub fn thaw(&self, now: Time) {
        if let Some(frozen) = self.frozen.get().filter(|frozen| frozen.until <= now) {
            self.frozen.set(None);
            let blocked = now.saturating_since(frozen.since).as_secs_f64();
            let message = format!("Lightroom goes on after {blocked:.1} s");
            self.record(None, diagnostic(message, None));
        }
    }

    /// Until when nothing runs; `None` if that is over at `now`.
    pub fn frozen_until(&self, now: Time) -> Option<Time> {
        let until = self.frozen.get().map(|frozen| frozen.until);
        until.filter(|until| *until > now)
    }

    /// Whether nothing may run just now, for a driver.
    pub fn seems_frozen(&self) -> bool {
        self.frozen
            .get()
            .is_some_and(|frozen| frozen.until > self.glance())
    }

    /// Whether nothing may run just now.
    pub fn is_frozen(&self) -> bool {
        // Most plug-ins never are: the clock is only asked if there is something to compare.
        self.frozen
            .get()
            .is_some_and(|frozen| frozen.until > self.now())
    }
}

/// ` (receive 127.0.0.1:50000, …)`, or nothing.
fn list(sockets: impl Iterator<Item = SocketInfo>) -> String {
    let mut names = Vec::new();
    let mut more = 0_usize;
    for socket in sockets {
        if names.len() < NAMED {
            names.push(format!("{} 127.0.0.1:{}", socket.mode, socket.port));
        } else {
            more += 1;
        }
    }
    if more > 0 {
        names.push(format!("and {more} more"));
    }
    if names.is_empty() {
        return String::new();
    }
    format!(" ({})", names.join(", "))
}

fn diagnostic(message: String, at: Option<String>) -> Event {
    Event::Diagnostic {
        rule: "R1.1",
        message,
        socket: None,
        at,
        fails: false,
    }
}
