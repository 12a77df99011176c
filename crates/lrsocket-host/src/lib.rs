//! Runs Lightroom plug-ins outside Lightroom.
//!
//! A [`Host`] is one plug-in in its simulated Lightroom: Lua 5.1, the cooperative tasks of the SDK,
//! function contexts and sockets. It has no I/O of its own; a driver such as [`driver`] gives it
//! real TCP and real time.

mod application;
mod chance;
mod changes;
mod control;
mod core;
pub mod driver;
mod ending;
mod faults;
mod folders;
mod host;
mod instance;
pub mod lua_state;
mod outside;
mod plugin;
mod record;
mod sdk;
mod settings;
pub mod sim;
mod sockets;
mod tasks;
mod vm;
mod work;

pub use faults::{fault_from_json, fault_to_json};
pub use folders::Folders;
pub use host::{Host, NoSuchPlugin};
pub use lightroom_sim as lightroom;
pub use lrsocket_proto as proto;
pub use plugin::{Info, LoadError, MenuItem, Plugin};
pub use record::{
    CallbackErrorKind, ClosedBy, Event, LeftBy, Line, Record, SocketInfo, Start, Tone, place,
};
pub use sdk::coverage::{Coverage, State, coverage};
pub use sdk::lr_prefs::write_prefs;
pub use settings::{Answer, Clock, RealClock, Settings, default_platform};
pub use sockets::{Counts, Listening, SocketId, SocketSummary};
pub use work::{HttpError, HttpErrorKind, HttpRequest, HttpResponse, Work, WorkId, WorkResult};
