//! Which ports of a plug-in there are.

use std::fmt;

use lrsocket_proto::Mode;

/// The ports of one plug-in, called as the plug-in calls them: its *receive* port takes our lines, its
/// *send* port gives us lines (B1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ports {
    /// Lines go to the plug-in, nothing comes back but acknowledgements.
    Receive(u16),
    /// Lines come from the plug-in, nothing can be sent.
    Send(u16),
    /// Both, connected and lost as one.
    Both {
        /// Where the plug-in receives.
        receive: u16,
        /// Where the plug-in sends.
        send: u16,
    },
}

impl Ports {
    /// The port of this half; `None` if there is no such half.
    pub fn of(self, half: Mode) -> Option<u16> {
        match (self, half) {
            (Ports::Receive(port) | Ports::Both { receive: port, .. }, Mode::Receive)
            | (Ports::Send(port) | Ports::Both { send: port, .. }, Mode::Send) => Some(port),
            (Ports::Receive(_), Mode::Send) | (Ports::Send(_), Mode::Receive) => None,
        }
    }
}

impl fmt::Display for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ports::Receive(port) => write!(f, "receive {port}"),
            Ports::Send(port) => write!(f, "send {port}"),
            Ports::Both { receive, send } => write!(f, "receive {receive}, send {send}"),
        }
    }
}
