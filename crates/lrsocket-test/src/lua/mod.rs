//! The Lua state of a test: all of Lua 5.1, busted's vocabulary, and the module `lr`.

mod chunks;
mod errors;
mod functions;
mod json;
mod native;
mod options;
mod plain_json;
mod repeats;
mod shared;
mod show;
mod state;
mod verdict;
mod work;

pub(crate) use state::State;
