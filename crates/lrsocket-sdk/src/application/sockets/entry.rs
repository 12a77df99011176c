//! One socket that is not past.

use std::sync::Arc;

use lrsocket_proto::{Socket, Time};
use lrsocket_vm::{InstanceId, SocketId, TaskId};
use mlua::Function;

use super::summary::Counts;
use crate::record::SocketInfo;

/// One socket.
pub struct Entry {
    /// Its state machine.
    pub machine: Socket,
    /// Whose it is.
    pub owner: InstanceId,
    /// `file:line` of the `bind`.
    pub at: Arc<str>,
    /// The function of the task that runs the callbacks; a new task of it replaces a failed one.
    pub deliver: Option<Function>,
    /// That task, while it waits for the next event.
    pub waiting: Option<TaskId>,
    /// The callback that runs or ran last.
    pub callback: &'static str,
    /// What went through it.
    pub counts: Counts,
    /// Whether the socket waits for its driver to look at it.
    pub(super) dirty: bool,
    /// The moment under which the socket waits in the deadlines of all: never later than its
    /// deadline.
    pub(super) armed: Option<Time>,
}

impl Entry {
    /// The socket as the trace shows it.
    pub fn info(&self, id: SocketId) -> SocketInfo {
        let config = self.machine.config();
        SocketInfo {
            id: id.number(),
            mode: config.mode,
            port: self.machine.port().unwrap_or(config.port.number()),
            at: Arc::clone(&self.at),
        }
    }
}
