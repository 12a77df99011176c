//! Numbers by which a run names its Lua states, tasks and sockets. None is used twice in a run.

/// One Lua state of a plug-in: a reload gives the plug-in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InstanceId(pub usize);

/// A task of a plug-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(pub(crate) u64);

impl TaskId {
    /// The number, from 1.
    pub const fn number(self) -> u64 {
        self.0
    }
}

/// A socket of a plug-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SocketId(pub usize);

impl SocketId {
    /// The number of the `bind` that made the socket, counted from 1.
    pub const fn number(self) -> u32 {
        self.0 as u32 + 1
    }
}
