//! Where in its life a link is.

use lrsocket_proto::{Mode, Time};

use crate::remote::event::DisconnectReason;
use crate::remote::ports::Ports;

/// Where in its life a link is.
#[derive(Debug)]
pub(super) enum Phase {
    /// The ports were asked for.
    Finding,
    /// There are no ports; look again then.
    Waiting {
        until: Time,
    },
    /// The pause between two attempts.
    Resting {
        until: Time,
    },
    Connecting(Attempt),
    Connected(Connection),
    /// Given up, and why; or closed.
    Over(Option<DisconnectReason>),
}

/// One attempt to connect all ports.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) deadline: Time,
    pub(super) receive: Dial,
    pub(super) send: Dial,
}

/// How far one half has got.
#[derive(Debug)]
pub(super) enum Dial {
    /// There is no such port.
    None,
    Going,
    /// It failed while the other half was still under way or connected.
    Failed {
        why: DisconnectReason,
        again: Option<Time>,
    },
    Done,
}

impl Attempt {
    pub(super) fn new(ports: Ports, deadline: Time) -> Self {
        let dial = |half| ports.of(half).map_or(Dial::None, |_| Dial::Going);
        Attempt {
            deadline,
            receive: dial(Mode::Receive),
            send: dial(Mode::Send),
        }
    }

    pub(super) fn of(&mut self, half: Mode) -> &mut Dial {
        match half {
            Mode::Receive => &mut self.receive,
            Mode::Send => &mut self.send,
        }
    }

    pub(super) fn is_done(&self, half: Mode) -> bool {
        matches!(
            (half, &self.receive, &self.send),
            (Mode::Receive, Dial::Done, _) | (Mode::Send, _, Dial::Done)
        )
    }

    /// Whether nothing is left to connect.
    pub(super) fn is_complete(&self) -> bool {
        let complete = |dial: &Dial| matches!(dial, Dial::Done | Dial::None);
        complete(&self.receive) && complete(&self.send)
    }
}

/// A connection of all ports.
#[derive(Debug)]
pub(super) struct Connection {
    /// Since when it is ready, or, without proof, connected.
    pub(super) since: Time,
    pub(super) proof: Proof,
    pub(super) keep_alive_at: Option<Time>,
    /// It is over, but lines may still be on their way to the application.
    pub(super) ending: Option<Ending>,
}

/// Whether the plug-in serves this connection (B1.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// The ping was sent; the answer must come until then.
    Asked {
        until: Time,
    },
    /// No ping was given, and nothing has come yet.
    None,
    Given,
}

/// A connection that has lost a half.
#[derive(Debug)]
pub(super) struct Ending {
    pub(super) half: Mode,
    pub(super) why: DisconnectReason,
    /// How many bytes more are read from the send half, which may hold the plug-in's last lines.
    pub(super) drain: usize,
}

/// The other half.
pub(super) fn other(half: Mode) -> Mode {
    match half {
        Mode::Receive => Mode::Send,
        Mode::Send => Mode::Receive,
    }
}
