//! The state of a simulated Lightroom that plug-ins read and change.
//!
//! Plain Rust: no Lua, no files, no clock, no pixels. The same calls in the same order give the
//! same state.

pub mod develop;
