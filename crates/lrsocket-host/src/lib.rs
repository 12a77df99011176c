//! Runs Lightroom plug-ins outside Lightroom, without I/O.
//!
//! Internal to lrsocket, without a promise of stability. A [`Host`] is one Lightroom with its plug-ins:
//! it is fed input and time, and asked for output. A driver gives it a network and a clock by the loop of
//! [`drive`]: [`sim`] has both in memory, the crate `lrsocket-driver` takes those of the machine.

pub mod drive;
mod host;
pub mod script;
pub mod sim;

pub use host::{Host, NoSuchPlugin, fault_from_json, fault_to_json};
pub use lightroom_sim as lightroom;
pub use lrsocket_proto as proto;
pub use lrsocket_sdk::application::folders::Folders;
pub use lrsocket_sdk::application::settings::{
    Answer, Clock, RealClock, Recording, Settings, default_platform,
};
pub use lrsocket_sdk::application::sockets::{Counts, Listening, SocketSummary};
pub use lrsocket_sdk::application::version::{LightroomVersion, VersionError};
pub use lrsocket_sdk::application::work::{
    HttpError, HttpErrorKind, HttpRequest, HttpResponse, Work, WorkId, WorkResult,
};
pub use lrsocket_sdk::plugin::{Info, LoadError, MenuItem, Plugin};
pub use lrsocket_sdk::record::{
    CallbackErrorKind, ClosedBy, Event, LeftBy, Line, Managed, Record, Round, SocketInfo, Start,
    Tone, place,
};
pub use lrsocket_sdk::{Coverage, State, Waits, coverage, write_prefs};
pub use lrsocket_vm::{SocketId, lua_state};
