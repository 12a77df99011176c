//! What the parts of a test's Lua state share.

use std::cell::RefCell;

use mlua::LuaString;

use crate::world::World;

/// The name of the Lua halves' chunks, which tracebacks leave out.
pub(super) const OURS: &str = "lrsocket-test";

/// What the functions of a test's Lua state share.
pub(super) struct Shared {
    pub(super) world: RefCell<World>,
    pub(super) expectations: RefCell<Vec<Expectation>>,
}

/// A failure of the plug-in that a test expects or allows.
#[derive(Debug)]
pub(super) struct Expectation {
    /// A part of the failure's text, or a pattern.
    pub(super) text: LuaString,
    pub(super) is_pattern: bool,
    /// Whether it must happen.
    pub(super) needed: bool,
    /// The line of the test that expects or allows it.
    pub(super) at: Option<String>,
}
