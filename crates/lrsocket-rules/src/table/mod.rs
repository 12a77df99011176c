//! Every rule, written down once.
//!
//! Ids are never used again for another rule, and never change: code, tests, messages and the
//! documentation name them. A new rule takes the next number of its section.

mod bind;
mod catalog;
mod develop;
mod errors;
mod export;
mod globals;
mod interface;
mod life;
mod messages;
mod plugin;
mod states;
mod tasks;
mod waiting;

use crate::{Rule, Section};

/// All sections: those of the socket (B), then those of the Lua runtime (R).
pub const SECTIONS: &[Section] = &[
    bind::ROLES,
    bind::BIND,
    states::CALLBACKS,
    errors::ERRORS,
    errors::RECONNECT,
    messages::RECEIVING,
    messages::SENDING,
    life::LIFE,
    tasks::TASKS,
    tasks::YIELDING,
    tasks::CONTEXTS,
    globals::ERRORS,
    globals::GLOBALS,
    plugin::PLUGIN,
    waiting::WAITING,
    catalog::CATALOG,
    develop::DEVELOP,
    interface::INTERFACE,
    export::EXPORT,
];

/// Returns every rule, in the order of the sections.
pub fn all() -> impl Iterator<Item = &'static Rule> + Clone {
    SECTIONS.iter().flat_map(|section| section.rules)
}
