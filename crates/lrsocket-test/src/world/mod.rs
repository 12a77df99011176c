//! The world of one test: a Lightroom with its plug-ins, outside programs, a network between them
//! and a clock. It is plain Rust; `lua/` makes it available to the test.
//!
//! `base` holds the world and lets time pass, over the parts below it: `desk`, `end`, `home`, `port`
//! and `error`. Each other file adds methods to `World`.

mod base;
mod by_hand;
mod control;
mod desk;
mod end;
mod ends;
mod error;
mod hints;
mod history;
mod home;
mod plugins;
mod port;
mod standing;
mod start;
mod work;

pub(crate) use base::World;
pub(crate) use desk::command_of;
pub(crate) use end::EndId;
pub(crate) use error::{Stopped, WorldError};
pub(crate) use port::Port;
pub(crate) use start::{Start, plugin_around};
