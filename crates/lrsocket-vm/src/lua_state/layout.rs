//! What the structures of Lua 5.1.5 begin with, for the few things that it knows and does not tell.
//!
//! C programs must treat them as opaque, because they differ between versions. Lua 5.1.5 is the last
//! of its line and is compiled into this program, so here they are known; tests of those who read
//! them would fail otherwise.

use std::ffi::{c_int, c_uchar, c_ushort, c_void};

/// The beginning of `struct lua_State` (lstate.h), up to the fields that count C calls.
#[repr(C)]
pub(crate) struct Thread {
    next: *mut c_void,
    tt: c_uchar,
    marked: c_uchar,
    status: c_uchar,
    top: *mut c_void,
    base: *mut c_void,
    pub(crate) global: *mut Global,
    ci: *mut c_void,
    savedpc: *const c_void,
    stack_last: *mut c_void,
    stack: *mut c_void,
    end_ci: *mut c_void,
    base_ci: *mut c_void,
    stack_size: c_int,
    ci_size: c_int,
    /// C calls and metamethods that are running.
    pub(crate) n_c_calls: c_ushort,
    /// What `n_c_calls` was when the coroutine was resumed.
    pub(crate) base_c_calls: c_ushort,
}

/// The beginning of `struct global_State` (lstate.h), up to what the collector is at.
#[repr(C)]
pub(crate) struct Global {
    strings: *mut c_void,
    strings_used: u32,
    strings_size: c_int,
    allocate: *mut c_void,
    allocate_with: *mut c_void,
    current_white: c_uchar,
    /// 0 is the pause between two collections.
    pub(crate) gc_state: c_uchar,
}
