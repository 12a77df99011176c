//! The two functions that a plug-in with much traffic calls for each message: taking a line and
//! sending one.
//!
//! Called through mlua they cost about 150 ns, most of it for handles of the arguments and
//! results that nobody keeps. As C functions they cost a fifth of that, which is what makes the
//! difference between one third and most of the speed of a C program. Both do only the ordinary
//! case; whatever is unusual they leave to their twins in `sdk/lr_socket/`, so they raise nothing.
#![expect(unsafe_code, reason = "see above; measured by `just bench`")]

use std::cell::Cell;
use std::ffi::c_int;
use std::mem::ManuallyDrop;
use std::ptr;

use mlua::{Function, Lua, ffi};

/// The largest buffer that is kept for the next line, in bytes.
const LARGEST_KEPT: usize = 64 * 1024;

/// A socket as the two functions see it.
pub trait QuickSocket {
    /// Appends the next event to `line` if it is a line; returns whether it was one.
    fn take_line(&self, line: &mut Vec<u8>) -> bool;

    /// Sends a message; `false`, and nothing is done, if that is not as simple as queueing it.
    fn send(&self, message: &[u8]) -> bool;
}

/// What the two closures share: the socket, and the buffer through which lines reach Lua.
struct Block<S> {
    socket: S,
    line: Cell<Vec<u8>>,
}

/// `take() -> line or nothing` and `send(message) -> whether it is done`.
pub fn functions<S: QuickSocket + 'static>(
    lua: &Lua,
    socket: S,
) -> mlua::Result<(Function, Function)> {
    let line = Cell::default();
    let block = Block { socket, line };
    // SAFETY: with the four values that are pushed here the stack holds fewer than the 20 slots
    // that Lua grants a C function. The block is written before anything can look at it: its
    // metatable, whose __gc reads it, is set last. If memory runs out in between, the block leaks.
    unsafe {
        lua.exec_raw((), |state| {
            let memory = ffi::lua_newuserdata(state, size_of::<Block<S>>());
            // Lua aligns userdata for every C type, so for pointers and what is made of them.
            const { assert!(align_of::<Block<S>>() <= align_of::<f64>()) };
            ptr::write(memory.cast::<Block<S>>(), block);
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

/// The block in the upvalue of the running function.
///
/// # Safety
/// `state` must run a closure that [`functions`] made with the same `S`. The result must not
/// outlive the call: the closure keeps its upvalue alive, and so the block, for that long.
unsafe fn block<'a, S>(state: *mut ffi::lua_State) -> &'a Block<S> {
    // SAFETY: the upvalue is the userdata that holds a `Block<S>`; see `functions`.
    unsafe { &*ffi::lua_touserdata(state, ffi::lua_upvalueindex(1)).cast::<Block<S>>() }
}

unsafe extern "C-unwind" fn take<S: QuickSocket>(state: *mut ffi::lua_State) -> c_int {
    // SAFETY: only `functions` makes closures of this function. Pushing the string may run a
    // collection first, and finalizers with it: the line is a copy that nobody else can reach, and
    // nothing of the socket is borrowed. When memory runs out, Lua jumps out of here: the buffer is
    // then leaked, and no destructor is skipped.
    unsafe {
        let block = block::<S>(state);
        let mut line = ManuallyDrop::new(block.line.take());
        line.clear();
        let taken = block.socket.take_line(&mut line);
        if taken {
            ffi::lua_pushlstring(state, line.as_ptr().cast(), line.len());
        }
        let line = ManuallyDrop::into_inner(line);
        if line.capacity() <= LARGEST_KEPT {
            block.line.set(line);
        }
        c_int::from(taken)
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
            sent = block::<S>(state)
                .socket
                .send(std::slice::from_raw_parts(bytes.cast(), length));
        }
        ffi::lua_pushboolean(state, c_int::from(sent));
    }
    1
}

unsafe extern "C-unwind" fn drop_block<S>(state: *mut ffi::lua_State) -> c_int {
    // SAFETY: Lua calls this once, with the userdata that `functions` wrote a block into, when no
    // closure can reach it any more.
    unsafe { ptr::drop_in_place(ffi::lua_touserdata(state, 1).cast::<Block<S>>()) };
    0
}
