//! A socket of a plug-in, as a test sees it.

use std::sync::Arc;

use lrsocket_host::SocketSummary;
use lrsocket_host::proto::{Mode, Phase};

/// A socket of a plug-in at one moment.
#[derive(Clone, Debug)]
pub(crate) struct Port {
    /// The number of its `bind`, from 1.
    pub(super) id: u32,
    pub(crate) mode: Mode,
    pub(crate) number: u16,
    /// `file:line` of the `bind`.
    pub(crate) at: Arc<str>,
    pub(crate) phase: Phase,
}

impl Port {
    pub(super) fn of(summary: &SocketSummary) -> Self {
        let socket = &summary.socket;
        Port {
            id: socket.id,
            mode: socket.mode,
            number: socket.port,
            at: Arc::clone(&socket.at),
            phase: summary.phase,
        }
    }

    /// Whether its port is open.
    pub(crate) fn is_open(&self) -> bool {
        [Phase::Listening, Phase::Connected].contains(&self.phase)
    }

    /// Its phase as a test sees it.
    pub(crate) fn state(&self) -> &'static str {
        match self.phase {
            Phase::Opening => "opening",
            Phase::Listening => "listening",
            Phase::Connected => "connected",
            Phase::Idle => "idle",
            Phase::Closed => "closed",
        }
    }
}
