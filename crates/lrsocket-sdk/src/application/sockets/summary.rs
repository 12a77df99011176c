//! Sockets as a run shows them: listening ones, and all of them at its end.

use std::sync::Arc;

use lrsocket_proto::{Mode, Phase};
use lrsocket_vm::SocketId;

use crate::record::SocketInfo;

/// What went through a socket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Lines received.
    pub messages_in: u64,
    /// Calls of `send`.
    pub messages_out: u64,
    /// Clients accepted.
    pub connections: u64,
    /// `onError`s.
    pub errors: u64,
}

/// A socket in the summary of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocketSummary {
    /// The socket.
    pub socket: SocketInfo,
    /// What went through it.
    pub counts: Counts,
    /// Where in its life it is.
    pub phase: Phase,
    /// The `LrToolkitIdentifier` of its plug-in.
    pub plugin: Arc<str>,
    /// Whether a reload has left its Lua state behind (B8.2, `reload_leak`).
    pub left_behind: bool,
}

/// A listening socket, as the host shows it.
#[derive(Clone, Copy, Debug)]
pub struct Listening<'a> {
    /// The socket's id.
    pub id: SocketId,
    /// The number of its `bind` in this run, from 1, as in [`SocketInfo::id`].
    pub bind: u32,
    /// The direction.
    pub mode: Mode,
    /// The port that it listens on.
    pub port: u16,
    /// The `LrToolkitIdentifier` of its plug-in.
    pub plugin: &'a str,
    /// Whether a reload has left its Lua state behind (B8.2, `reload_leak`).
    pub left_behind: bool,
}
