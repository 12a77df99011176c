//! `lrsocket test` as a person, a script or a CI service uses it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod bad_input;
mod busted;
#[cfg(unix)]
mod interrupted;
mod json;
mod junit;
mod options;
mod output;
mod project;
mod seeds;
mod shards;
#[cfg(unix)]
mod watch;
