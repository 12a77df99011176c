//! Whether the running coroutine can yield: the one thing that Lua 5.1 knows and does not say.
//!
//! A coroutine of Lua 5.1 cannot yield while a C function or a metamethod is on its stack. Lua
//! finds out when it is too late, inside `lua_yield`; Lightroom tells before (R1.4, R2.1). The
//! number that decides is in the state of the coroutine (`lua_state/layout.rs`). Walking the stack instead would miss metamethods, which leave no frame of their own.
#![expect(
    unsafe_code,
    reason = "the field is not reachable through the API of Lua 5.1"
)]

use std::ffi::c_int;

use mlua::{Function, Lua, ffi};

use crate::lua_state::layout::Thread;

/// Lua function without arguments: how many C calls were made since the running coroutine was
/// resumed. It can yield if none.
unsafe extern "C-unwind" fn c_calls(state: *mut ffi::lua_State) -> c_int {
    // SAFETY: `state` is the valid state that Lua calls this function with, and the vendored Lua
    // is 5.1.5, whose layout `Thread` repeats; `levels_are_those_of_lua` would fail otherwise.
    // A Lua function always has 20 free stack slots when it is called.
    unsafe {
        let inner = state.cast::<Thread>();
        let (all, base) = ((*inner).n_c_calls, (*inner).base_c_calls);
        ffi::lua_pushinteger(state, ffi::lua_Integer::from(all.saturating_sub(base)));
    }
    1
}

/// The Lua function [`c_calls`].
pub(crate) fn c_calls_function(lua: &Lua) -> mlua::Result<Function> {
    // SAFETY: `c_calls` keeps the protocol of a lua_CFunction: it pushes as many values as it says
    // and raises nothing.
    unsafe { lua.create_c_function(c_calls) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lua_state::{Libraries, LuaState};

    #[test]
    fn levels_are_those_of_lua() {
        let lua = LuaState::new(Libraries::OfPlugins).unwrap();
        lua.globals()
            .set("c_calls", c_calls_function(&lua).unwrap())
            .unwrap();
        let script = "
            local seen = {}
            local function see() seen[#seen + 1] = c_calls() end
            local indexed = setmetatable({}, { __index = see })
            local co = coroutine.create(function()
                see()
                pcall(see)
                table.sort({ 2, 1 }, function(a, b) if #seen == 2 then see() end return a < b end)
                local _ = indexed.x
                pcall(pcall, see)
                coroutine.yield()
                see()
            end)
            assert(coroutine.resume(co))
            pcall(function() assert(coroutine.resume(co)) end)
            return table.concat(seen, ' ')
        ";
        let seen: String = lua.load(script).eval().unwrap();
        assert_eq!(seen, "0 1 1 1 2 0");
    }
}
