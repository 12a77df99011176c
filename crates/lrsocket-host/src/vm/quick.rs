//! The two functions that a plug-in with much traffic calls for each message: taking a line and
//! sending one.
//!
//! Called through mlua they cost about 150 ns, most of it for handles of the arguments and
//! results that nobody keeps. As C functions they cost a fifth of that, which is what makes the
//! difference between one third and most of the speed of a C program. Both do only the ordinary
//! case; whatever is unusual they leave to their twins in `sdk/lr_socket/`, so they raise nothing.
#![expect(unsafe_code, reason = "see above; measured by `just bench`")]

use std::ffi::c_int;
use std::ptr;

use mlua::{Function, Lua, ffi};

/// A socket as the two functions see it.
pub(crate) trait QuickSocket {
    /// The next event, if it is a line. The bytes stay where they are until the next call of
    /// anything on this socket.
    fn take_line(&self) -> Option<*const [u8]>;

    /// Sends a message; `false`, and nothing is done, if that is not as simple as queueing it.
    fn send(&self, message: &[u8]) -> bool;
}

/// `take() -> line or nothing` and `send(message) -> whether it is done`.
pub(crate) fn functions<S: QuickSocket + 'static>(
    lua: &Lua,
    socket: S,
) -> mlua::Result<(Function, Function)> {
    // SAFETY: with the four values that are pushed here the stack holds fewer than the 20 slots
    // that Lua grants a C function. The block is written before anything can look at it: its
    // metatable, whose __gc reads it, is set last. If memory runs out in between, the block leaks.
    unsafe {
        lua.exec_raw((), |state| {
            let block = ffi::lua_newuserdata(state, size_of::<S>());
            // Lua aligns userdata for every C type, so for pointers and what is made of them.
            const { assert!(align_of::<S>() <= align_of::<f64>()) };
            ptr::write(block.cast::<S>(), socket);
            ffi::lua_createtable(state, 0, 1);
            ffi::lua_pushcfunction(state, drop_block::<S>);
            ffi::lua_setfield(state, -2, c"__gc".as_ptr());
            ffi::lua_setmetatable(state, -2);
            ffi::lua_pushvalue(state, -1);
            ffi::lua_pushcclosure(state, take::<S>, 1);
            ffi::lua_insert(state, -2);
            ffi::lua_pushcclosure(state, send::<S>, 1);
        })
    }
}

/// The socket in the upvalue of the running function.
///
/// # Safety
/// `state` must run a closure that [`functions`] made with the same `S`. The result must not
/// outlive the call: the closure keeps its upvalue alive, and so the block, for that long.
unsafe fn socket<'a, S>(state: *mut ffi::lua_State) -> &'a S {
    // SAFETY: the upvalue is the userdata that holds an `S`; see `functions`.
    unsafe { &*ffi::lua_touserdata(state, ffi::lua_upvalueindex(1)).cast::<S>() }
}

unsafe extern "C-unwind" fn take<S: QuickSocket>(state: *mut ffi::lua_State) -> c_int {
    // SAFETY: only `functions` makes closures of this function. Pushing the string copies it before
    // anything is called on the socket again. It may jump out of here when memory runs out, which
    // skips no destructor: no value with one is alive.
    unsafe {
        match socket::<S>(state).take_line() {
            Some(line) => {
                ffi::lua_pushlstring(state, line.cast(), line.len());
                1
            }
            None => 0,
        }
    }
}

unsafe extern "C-unwind" fn send<S: QuickSocket>(state: *mut ffi::lua_State) -> c_int {
    // SAFETY: only `functions` makes closures of this function. The argument is on the stack, so
    // its bytes stay alive and in place; `lua_tolstring` converts nothing, since it is a string.
    unsafe {
        let mut sent = false;
        if ffi::lua_type(state, 1) == ffi::LUA_TSTRING {
            let mut length = 0;
            let bytes = ffi::lua_tolstring(state, 1, &raw mut length);
            sent = socket::<S>(state).send(std::slice::from_raw_parts(bytes.cast(), length));
        }
        ffi::lua_pushboolean(state, c_int::from(sent));
    }
    1
}

unsafe extern "C-unwind" fn drop_block<S>(state: *mut ffi::lua_State) -> c_int {
    // SAFETY: Lua calls this once, with the userdata that `functions` wrote an `S` into, when no
    // closure can reach it any more.
    unsafe { ptr::drop_in_place(ffi::lua_touserdata(state, 1).cast::<S>()) };
    0
}
