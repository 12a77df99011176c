//! Faults: what the proxy does to the traffic, and to which ports.

mod parse;
mod quantity;

use std::fmt;
use std::time::Duration;

use lrsocket_proto::Mode;

use crate::route::Route;

/// What was wrong with the text of a fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultError {
    /// Not a duration.
    #[error("\"{0}\" is not a duration: write a number and its unit, such as 50ms, 1.5s or 2min")]
    NotADuration(String),
    /// Not an amount.
    #[error("\"{0}\" is not a moment: write a time, messages or bytes, such as 10s, 3msgs or 64kb")]
    NotAnAmount(String),
    /// Not a port of the proxy.
    #[error("\"{0}\" is not a port: write receive, send, all, or the number the proxy listens on")]
    NotAScope(String),
    /// A moment where a port should be.
    #[error("\"{0}\" is not a port; a moment is written behind @, as in @{0} or send@{0}")]
    NoAt(String),
    /// Only a stall may have an end.
    #[error("\"{0}\": only a stall can last for a time (+5s)")]
    NoEnd(String),
    /// Not the name of a fault.
    #[error(
        "there is no fault \"{0}\"; the faults are delay, stall, cut, reset, byte-by-byte and drop-acks"
    )]
    NoSuchFault(String),
    /// A fault that needs a value got none.
    #[error("{0} needs a value, such as \"{1}\"")]
    NoValue(&'static str, &'static str),
}

/// The ports that a fault is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every port.
    All,
    /// The ports of one direction.
    Mode(Mode),
    /// The port that the proxy listens on.
    Port(u16),
}

impl Scope {
    /// Whether this port is among them.
    pub fn covers(self, route: &Route) -> bool {
        match self {
            Scope::All => true,
            Scope::Mode(mode) => route.mode == mode,
            Scope::Port(port) => route.listen == port,
        }
    }
}

/// How a connection is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Both programs see an end of stream.
    Finish,
    /// Both programs see a reset.
    Reset,
}

/// When a fault begins, counted in each connection. Messages and bytes are those in the port's own
/// direction: to the plug-in on a receive port, from it on a send port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At once.
    Now,
    /// This long after the beginning of the connection.
    After(Duration),
    /// When this many messages have passed.
    Messages(u64),
    /// When this many bytes have passed.
    Bytes(u64),
}

/// A moment, or a random one around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// When.
    pub when: When,
    /// Anywhere between the beginning and twice the amount, drawn for each connection.
    pub random: bool,
}

impl Trigger {
    /// At once.
    pub const NOW: Trigger = Trigger {
        when: When::Now,
        random: false,
    };
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Everything passes this much later, in order.
    Delay {
        /// How much.
        by: Duration,
        /// How much more or less, drawn for each read.
        jitter: Duration,
    },
    /// Nothing passes any more, in neither direction, and the programs find their writes blocked.
    Stall {
        /// When it begins.
        at: Trigger,
        /// How long it lasts; `None` for ever.
        lasts: Option<Duration>,
    },
    /// The connection ends.
    Cut {
        /// When.
        at: Trigger,
        /// How.
        ending: Ending,
    },
    /// Each byte is written by itself.
    ByteByByte {
        /// The pause after each.
        gap: Duration,
    },
    /// Acknowledgements (B6.7) do not reach the outside program.
    DropAcks,
}

impl Kind {
    /// The name, as the option and the command have it.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Delay { .. } => "delay",
            Kind::Stall { .. } => "stall",
            Kind::Cut { .. } => "cut",
            Kind::ByteByByte { .. } => "byte-by-byte",
            Kind::DropAcks => "drop-acks",
        }
    }
}

/// One fault and the ports it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The ports.
    pub scope: Scope,
    /// What.
    pub kind: Kind,
}

impl Fault {
    /// What this one takes the place of: the same kind for the same ports.
    pub fn replaces(&self, other: &Fault) -> bool {
        self.scope == other.scope && self.kind.name() == other.kind.name()
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::All => f.write_str("all"),
            Scope::Mode(mode) => mode.fmt(f),
            Scope::Port(port) => port.fmt(f),
        }
    }
}

impl fmt::Display for Trigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let random = if self.random { "~" } else { "" };
        match self.when {
            When::Now => Ok(()),
            When::After(time) => write!(f, "@{random}{time:?}"),
            When::Messages(count) => write!(f, "@{random}{count}msgs"),
            When::Bytes(count) => write!(f, "@{random}{count}b"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { scope, kind } = self;
        match kind {
            Kind::Delay { by, jitter } if jitter.is_zero() => write!(f, "delay {scope}={by:?}"),
            Kind::Delay { by, jitter } => write!(f, "delay {scope}={by:?}±{jitter:?}"),
            Kind::Stall { at, lasts: None } => write!(f, "stall {scope}{at}"),
            Kind::Stall {
                at,
                lasts: Some(time),
            } => write!(f, "stall {scope}{at}+{time:?}"),
            Kind::Cut {
                at,
                ending: Ending::Finish,
            } => write!(f, "cut {scope}{at}"),
            Kind::Cut {
                at,
                ending: Ending::Reset,
            } => write!(f, "reset {scope}{at}"),
            Kind::ByteByByte { gap } => write!(f, "byte-by-byte {scope}={gap:?}"),
            Kind::DropAcks => write!(f, "drop-acks {scope}"),
        }
    }
}
