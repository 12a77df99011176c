//! Lightroom's SDK, as plug-ins see it: the namespaces, the globals, and what they share of the
//! simulated application.
//!
//! Internal to lrsocket, without a promise of stability. From the bottom up: [`record`] (what a run
//! reports), [`plugin`] (a plug-in on disk), [`application`] (what all plug-ins of a run share), the table
//! of members, the namespaces, and on top [`SDK`], which a virtual machine is handed. To add a namespace,
//! write its file in `namespaces/` and add its line to the table in `namespaces/mod.rs`.

pub mod application;
mod coverage;
mod globals;
mod lua_literal;
mod members;
mod namespaces;
mod paths;
pub mod plugin;
pub mod record;
mod sdk;
mod shared;
mod vm;

pub use coverage::{Coverage, State, coverage};
pub use members::surface::Waits;
pub use namespaces::lr_http::answer as http_answer;
pub use namespaces::lr_prefs::write_prefs;
pub use sdk::SDK;
pub use shared::command_line::execute_result;
