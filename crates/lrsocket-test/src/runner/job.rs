//! Jobs and what is reported of them.

use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::config::TestConfig;
use crate::file::TestFile;
use crate::listing::Test;
use crate::outcome::Outcome;
use crate::watchdog::Watchdog;

/// One test under one configuration and one or many schedules.
#[derive(Clone, Debug)]
pub struct Job {
    /// The file of the test.
    pub file: Arc<TestFile>,
    /// The index of the test in the file.
    pub test: usize,
    /// The name of the profile in `config`.
    pub profile: &'static str,
    /// The configuration; its seed is ignored.
    pub config: TestConfig,
    /// The seeds of the schedules, which are run in order until one fails. If the range is empty,
    /// nothing runs and nothing is reported.
    pub seeds: RangeInclusive<u64>,
}

impl Job {
    /// The test to run.
    pub fn test(&self) -> &Test {
        &self.file.tests()[self.test]
    }

    /// Runs the test once, under the schedule of this seed.
    pub fn run(&self, seed: u64, watchdog: &Watchdog) -> Outcome {
        let mut config = self.config.clone();
        config.seed = seed;
        self.file.run(self.test, &config, watchdog)
    }
}

/// What [`run`](super::run) reports while jobs run.
#[derive(Debug)]
#[non_exhaustive]
pub enum Report {
    /// A job with many schedules is still running. Reported a few times a second.
    Progress {
        /// The job.
        job: Arc<Job>,
        /// The number of schedules that have been run.
        runs: u64,
    },
    /// A job has ended.
    Ended(JobResult),
    /// A test is still running long after it was stopped. Nothing can end its thread, so
    /// [`run`](super::run) does not return: the caller must end the process.
    Stuck(JobResult),
}

/// The result of a job.
#[derive(Debug)]
pub struct JobResult {
    /// The job.
    pub job: Arc<Job>,
    /// The position of the job in the order of the jobs, from 0.
    pub index: usize,
    /// The number of schedules that have been run.
    pub runs: u64,
    /// The seed of `outcome`: the lowest that failed or, if none did, the last.
    pub seed: u64,
    /// The outcome of that run, except that `simulated` and `took` cover all runs: the sum of the
    /// simulated times, and the real time from the beginning of the first to the end of the last. A
    /// failure has the last 200 records, a success none.
    pub outcome: Outcome,
}
