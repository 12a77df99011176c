//! What a test file can say, and what is said to who wrote it: small test files, run against small
//! plug-ins. One program, since each would link the whole host.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod asserting;
mod bad_input;
mod blocks;
mod connecting;
mod faults;
mod guide;
mod lightroom;
mod outside_work;
mod stage;
mod verdicts;
