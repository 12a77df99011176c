//! How the run went.

use std::time::{Duration, Instant};

use lrsocket_test::{JobResult, Status};

/// How many tests there were, and what came of them.
#[derive(Clone, Copy)]
pub(super) struct Totals {
    pub(super) began: Instant,
    /// How many there are to run.
    pub(super) planned: usize,
    pub(super) passed: usize,
    pub(super) failed: usize,
    pub(super) pending: usize,
    /// Of all tests together.
    pub(super) simulated: Duration,
    /// How many schedules.
    pub(super) runs: u64,
}

impl Totals {
    /// Nothing has ended yet, of so many tests.
    pub(super) fn new(planned: usize) -> Self {
        Totals {
            began: Instant::now(),
            planned,
            passed: 0,
            failed: 0,
            pending: 0,
            simulated: Duration::ZERO,
            runs: 0,
        }
    }

    pub(super) fn add(&mut self, ended: &JobResult) {
        match ended.outcome.status {
            Status::Passed => self.passed += 1,
            Status::Failed(_) => self.failed += 1,
            Status::Pending(_) => self.pending += 1,
        }
        self.simulated += ended.outcome.simulated;
        self.runs += ended.runs;
    }

    /// How many have ended.
    pub(super) fn ended(&self) -> usize {
        self.passed + self.failed + self.pending
    }

    /// The exit status.
    pub(super) fn status(&self) -> u8 {
        if self.ended() < self.planned {
            130
        } else {
            u8::from(self.failed > 0)
        }
    }
}
