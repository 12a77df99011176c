//! The outcome of a test.

use std::time::Duration;

use lrsocket_host::Record;

use crate::failure::Failure;

/// How a test ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// The test passed.
    Passed,
    /// The test failed, for these reasons, in the order in which they arose.
    Failed(Vec<Failure>),
    /// The test was not run, for this reason, which may be empty.
    Pending(String),
}

/// The outcome of a test.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How the test ended.
    pub status: Status,
    /// How much simulated time passed.
    pub simulated: Duration,
    /// How much real time it took.
    pub took: Duration,
    /// Everything that happened in the test.
    pub records: Vec<Record>,
}

impl Outcome {
    /// The outcome of a test that did not run or that left nothing but this status.
    pub(crate) fn bare(status: Status) -> Self {
        Outcome {
            status,
            simulated: Duration::ZERO,
            took: Duration::ZERO,
            records: Vec::new(),
        }
    }

    /// The outcome of a test that failed for one reason and left nothing else.
    pub(crate) fn failed(message: impl Into<String>) -> Self {
        Outcome::bare(Status::Failed(vec![Failure::plain(message)]))
    }
}
