//! Tests of Lightroom plug-ins, written in Lua with busted's vocabulary, on a simulated network
//! under a virtual clock: a ten-second timeout takes microseconds, and every run is repeatable to
//! the byte.
//!
//! [`find`](find::find) finds test files, [`TestFile::open`] lists their tests, and
//! [`TestFile::run`] runs one of them, in a Lua state and a world of its own. So tests can run in
//! any order and on any number of threads.

mod busted;
mod config;
mod failure;
mod file;
pub mod find;
mod listing;
mod lua;
mod outcome;
mod replay;
mod runner;
mod text;
mod watchdog;
mod world;

pub use busted::BustedConfig;
pub use config::{Limits, TestConfig};
pub use failure::{Failure, Place};
pub use file::TestFile;
pub use listing::{FileError, Test};
pub use outcome::{Outcome, Status};
pub use replay::{ReplayResult, Transcript, TranscriptError, replay};
pub use runner::{Job, JobResult, Report, run};
pub use watchdog::Watchdog;
