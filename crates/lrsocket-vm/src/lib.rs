//! The Lua 5.1 virtual machine below lrsocket: Lua states, the runtime of a plug-in, its tasks.
//!
//! Internal to lrsocket, without a promise of stability. Nothing here knows Lightroom: a program hands
//! a [`Vm`] its [`Sdk`] (the namespaces that `import` finds, and the globals) and implements [`Context`].
//! All `unsafe` code of the workspace that is not a single call of an operating system is in this crate.

pub mod args;
mod boundary;
mod chunk;
mod context;
mod globals;
mod ids;
mod import;
pub mod lua_state;
mod namespace;
mod protect;
pub mod quick;
pub mod raise;
mod runtime;
mod sdk;
mod survey;
mod tasks;
mod turn;
mod vm;

pub use context::{Context, Kept, VmContext};
pub use ids::{InstanceId, SocketId, TaskId};
pub use namespace::{Builder, Call, Declared, Functions, Namespace};
pub use sdk::Sdk;
pub use survey::{Built, build_all};
pub use tasks::{OnError, Scheduler, Task};
pub use turn::{Failure, Turn};
pub use vm::Vm;
