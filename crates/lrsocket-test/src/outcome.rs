//! What came of a test.

use std::time::Duration;

use lrsocket_host::Record;

use crate::failure::Failure;

/// How a test ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// As it should.
    Passed,
    /// It did not: why, first things first.
    Failed(Vec<Failure>),
    /// It was not run, for this reason, which may be empty.
    Pending(String),
}

/// What came of a test.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How it ended.
    pub status: Status,
    /// How much time passed in its world.
    pub simulated: Duration,
    /// How long it took.
    pub took: Duration,
    /// All that happened in its world.
    pub records: Vec<Record>,
}
