//! `pcall` and `xpcall` as plug-ins see them: C functions, as Lua's own are.
//!
//! Lua's own would hand a plug-in the userdata that mlua makes of an error of a Rust function, and
//! would catch the error of an interrupted run. A wrapper in Lua would stand on the stack, where
//! the levels of `error` and `debug.getinfo` and every traceback see it.
#![expect(unsafe_code, reason = "a protected call is only to be had from C")]

use std::ffi::c_int;

use mlua::{Function, Lua, Table, ffi};

/// `pcall` and `xpcall` over two functions of runtime.lua: `received` (what a plug-in gets of an
/// error value; does not return if it is not to be caught) and `handled` (the same for a message
/// handler, which must not raise: the value, and whether the plug-in's handler may see it).
pub(crate) fn functions(lua: &Lua, runtime: &Table) -> mlua::Result<(Function, Function)> {
    let received: Function = runtime.get("received")?;
    let handled: Function = runtime.get("handled")?;
    // SAFETY: each closure takes exactly the values that `exec_raw` has pushed as its upvalues,
    // and leaves itself in their place.
    unsafe {
        let pcall = lua.exec_raw(received.clone(), |state| {
            ffi::lua_pushcclosure(state, pcall, 1);
        })?;
        let xpcall = lua.exec_raw((received, handled), |state| {
            ffi::lua_pushcclosure(state, xpcall, 2);
        })?;
        Ok((pcall, xpcall))
    }
}

/// As `luaB_pcall`. Upvalue: `received`.
unsafe extern "C-unwind" fn pcall(state: *mut ffi::lua_State) -> c_int {
    // SAFETY: the stack operations are those of lbaselib.c, within the 20 slots that a C function
    // has; no value with a destructor lives here when Lua jumps out of a call.
    unsafe {
        ffi::luaL_checkany(state, 1);
        let arguments = ffi::lua_gettop(state) - 1;
        let status = ffi::lua_pcall(state, arguments, ffi::LUA_MULTRET, 0);
        // Any number of results may have filled the stack.
        ffi::luaL_checkstack(state, 4, c"too many results".as_ptr());
        if status == ffi::LUA_OK {
            ffi::lua_pushboolean(state, 1);
            ffi::lua_insert(state, 1);
            return ffi::lua_gettop(state);
        }
        failed(state)
    }
}

/// As `luaB_xpcall`. Upvalues: `received`, `handled`.
unsafe extern "C-unwind" fn xpcall(state: *mut ffi::lua_State) -> c_int {
    // SAFETY: as in `pcall`.
    unsafe {
        ffi::luaL_checkany(state, 2);
        ffi::lua_settop(state, 2);
        // The handler goes under the function, with `handled` in front of it.
        ffi::lua_pushvalue(state, ffi::lua_upvalueindex(2));
        ffi::lua_pushvalue(state, 2);
        ffi::lua_pushcclosure(state, handle, 2);
        ffi::lua_replace(state, 2);
        ffi::lua_insert(state, 1);
        let status = ffi::lua_pcall(state, 0, ffi::LUA_MULTRET, 1);
        ffi::luaL_checkstack(state, 4, c"too many results".as_ptr());
        if status == ffi::LUA_OK {
            ffi::lua_pushboolean(state, 1);
            ffi::lua_replace(state, 1);
            return ffi::lua_gettop(state);
        }
        failed(state)
    }
}

/// The error value is on top of the stack: gives it to `received`, returns `false` and the result.
unsafe fn failed(state: *mut ffi::lua_State) -> c_int {
    // SAFETY: as in `pcall`; a failed call has left its arguments' slots free.
    unsafe {
        ffi::lua_pushboolean(state, 0);
        ffi::lua_insert(state, -2);
        ffi::lua_pushvalue(state, ffi::lua_upvalueindex(1));
        ffi::lua_insert(state, -2);
        ffi::lua_call(state, 1, 1);
        2
    }
}

/// The message handler of `xpcall`. Upvalues: `handled`, the plug-in's handler.
unsafe extern "C-unwind" fn handle(state: *mut ffi::lua_State) -> c_int {
    // SAFETY: as in `pcall`.
    unsafe {
        ffi::lua_settop(state, 1);
        ffi::lua_pushvalue(state, ffi::lua_upvalueindex(1));
        ffi::lua_insert(state, 1);
        ffi::lua_call(state, 1, 2);
        if ffi::lua_toboolean(state, 2) == 0 {
            ffi::lua_settop(state, 1);
            return 1;
        }
        ffi::lua_pushvalue(state, ffi::lua_upvalueindex(2));
        ffi::lua_replace(state, 2);
        ffi::lua_insert(state, 1); // handler, value
        ffi::lua_call(state, 1, 1);
        1
    }
}
