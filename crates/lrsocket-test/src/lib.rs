//! Tests of plug-ins, written in Lua with the words of busted, on a simulated network under a
//! virtual clock: a ten-second timeout takes microseconds, and a run is repeatable to the byte.
//!
//! [`find`](find::find) finds test files, [`TestFile::open`] lists their tests, and
//! [`TestFile::run`] runs one of them: in a Lua state of its own, in a world of its own. So tests
//! can run in any order and on any number of threads.

mod failure;
mod file;
pub mod find;
mod limits;
mod lua;
mod outcome;
mod replay;
mod runner;
mod text;
mod world;

pub use failure::{Failure, Place};
pub use file::{FileError, Test, TestFile};
pub use limits::{Limits, Watchdog};
pub use outcome::{Outcome, Status};
pub use replay::{Played, Transcript, TranscriptError, replay};
pub use runner::{Ended, Job, Report, run};
pub use world::Conditions;
