//! A Lua state with all of Lua 5.1.
#![expect(
    unsafe_code,
    reason = "the libraries `debug` and `package` are part of Lua"
)]

use mlua::{Lua, LuaOptions, StdLib};

/// A fresh state with every library.
pub(super) fn state() -> Lua {
    // SAFETY: with `debug` and with C modules a program can break the interpreter that runs it. A
    // test file is a program of the person who runs it, as it would be for `lua` itself, and has
    // no other state in reach: the plug-in has its own.
    unsafe { Lua::unsafe_new_with(StdLib::ALL, LuaOptions::new()) }
}
