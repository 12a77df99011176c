//! Faults of the proxy: what it does to traffic, on which ports, and when.

mod parse;

use std::fmt;
use std::time::Duration;

use lrsocket_proto::Mode;

use crate::units::{ShowSize, ShowTime};

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
    /// Returns whether the port of this direction that the proxy listens on is among them.
    pub fn covers(self, mode: Mode, listen: u16) -> bool {
        match self {
            Scope::All => true,
            Scope::Mode(only) => mode == only,
            Scope::Port(port) => listen == port,
        }
    }
}

/// How a fault ends a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Both programs see a FIN.
    Fin,
    /// Both programs see a RST.
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
    /// The moment.
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

/// What the proxy does to the traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrafficKind {
    /// Everything passes this much later, in order.
    Delay {
        /// The delay.
        by: Duration,
        /// How much longer or shorter it may be, drawn for each read.
        jitter: Duration,
    },
    /// Nothing passes in either direction, and the programs find their writes blocked.
    Stall {
        /// When it begins.
        at: Trigger,
        /// How long it lasts; `None` until it is switched off.
        lasts: Option<Duration>,
    },
    /// The connection ends.
    End {
        /// When.
        at: Trigger,
        /// With a FIN or a RST.
        ending: Ending,
    },
    /// Each byte is written separately.
    ByteByByte {
        /// The pause after each.
        gap: Duration,
    },
    /// Acknowledgements (B6.7) do not reach the outside program.
    DropAcks,
}

impl TrafficKind {
    /// Returns the name of the fault.
    pub const fn name(self) -> &'static str {
        match self {
            TrafficKind::Delay { .. } => "delay",
            TrafficKind::Stall { .. } => "stall",
            TrafficKind::End {
                ending: Ending::Fin,
                ..
            } => "fin",
            TrafficKind::End {
                ending: Ending::Reset,
                ..
            } => "reset",
            TrafficKind::ByteByByte { .. } => "byte_by_byte",
            TrafficKind::DropAcks => "drop_acks",
        }
    }
}

/// A fault of the proxy and the ports it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrafficFault {
    /// The ports.
    pub scope: Scope,
    /// What the fault does.
    pub kind: TrafficKind,
}

impl TrafficFault {
    /// Returns whether this fault takes the place of the other: the same name for the same ports.
    pub fn replaces(&self, other: &TrafficFault) -> bool {
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
            When::After(time) => write!(f, "@{random}{}", ShowTime(time)),
            When::Messages(count) => write!(f, "@{random}{count}msgs"),
            When::Bytes(count) => write!(f, "@{random}{}", ShowSize(count)),
        }
    }
}

/// Writes the fault as [`TrafficFault::parse`] reads it.
impl fmt::Display for TrafficFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TrafficFault { scope, kind } = self;
        write!(f, "{} {scope}", kind.name())?;
        match kind {
            TrafficKind::Delay { by, jitter } => {
                write!(f, "={}", ShowTime(*by))?;
                if jitter.is_zero() {
                    return Ok(());
                }
                write!(f, "±{}", ShowTime(*jitter))
            }
            TrafficKind::Stall { at, lasts } => {
                at.fmt(f)?;
                lasts.map_or(Ok(()), |lasts| write!(f, "+{}", ShowTime(lasts)))
            }
            TrafficKind::End { at, .. } => at.fmt(f),
            TrafficKind::ByteByByte { gap } => write!(f, "={}", ShowTime(*gap)),
            TrafficKind::DropAcks => Ok(()),
        }
    }
}
