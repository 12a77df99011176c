//! What test files can do, and the messages for their authors: small test files, run against small
//! plug-ins. They are one program, because each program links the whole host.
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
mod managing;
mod network;
mod outside_work;
mod pairs;
mod stage;
mod verdicts;
mod writing;
