//! Runs many tests, on several threads.

mod queue;

use std::any::Any;
use std::ops::RangeInclusive;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{io, thread};

use crate::failure::Failure;
use crate::file::{Test, TestFile};
use crate::limits::Watchdog;
use crate::outcome::{Outcome, Status};
use crate::world::Conditions;
use queue::Queue;

/// How many of the last records of a failed test are kept.
const KEPT_RECORDS: usize = 200;

/// How often is looked for tests that cannot be stopped.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// One test under one set of conditions, and one or many schedules.
#[derive(Clone, Debug)]
pub struct Job {
    /// The file of the test.
    pub file: Arc<TestFile>,
    /// Which of the file's tests.
    pub test: usize,
    /// The name of the profile in `conditions`.
    pub profile: &'static str,
    /// Under what conditions it runs; the seed in it is not looked at.
    pub conditions: Conditions,
    /// Under which schedules it runs, one after another until one fails. None is no run, and no
    /// report.
    pub seeds: RangeInclusive<u64>,
}

impl Job {
    /// The test.
    pub fn test(&self) -> &Test {
        &self.file.tests()[self.test]
    }

    /// Runs it once.
    pub fn run(&self, seed: u64, watchdog: &Watchdog) -> Outcome {
        let mut conditions = self.conditions.clone();
        conditions.seed = seed;
        self.file.run(self.test, &conditions, watchdog)
    }
}

/// What there is to tell while jobs run.
#[derive(Debug)]
pub enum Report {
    /// A job with many schedules goes on. Told a few times a second.
    Progress {
        /// Which.
        job: Arc<Job>,
        /// How many schedules have been run.
        runs: u64,
    },
    /// A job has ended.
    Ended(Ended),
    /// A test goes on long after it was stopped. Nothing can end its thread, so [`run`] does not return:
    /// who is told ends the process.
    Stuck(Ended),
}

/// A job that has ended.
#[derive(Debug)]
pub struct Ended {
    /// Which.
    pub job: Arc<Job>,
    /// Its place in the order of the jobs, from 0.
    pub index: usize,
    /// How many schedules have been run.
    pub runs: u64,
    /// The seed of `outcome`: the lowest that failed or, if none did, the last.
    pub seed: u64,
    /// What came of it. `simulated` and `took` are those of all runs together: the simulated time of
    /// all, the real time from the first's beginning to the last's end. Of the records, a failure
    /// has the last 200 and a success none.
    pub outcome: Outcome,
}

/// Runs jobs on so many threads, which take the next job when they have nothing to do: jobs can be
/// made on the fly. `execute` runs one schedule of a job; a panic in it is a failure of that test
/// alone. `report` is told what happens, on this thread. Once `stop` is set, nothing more is begun.
///
/// Schedules of one job run at the same time on several threads; they are begun in order, so the
/// seed that is reported as the first to fail does not depend on the number of threads.
pub fn run(
    jobs: impl Iterator<Item = Job> + Send,
    threads: usize,
    stop: &AtomicBool,
    execute: impl Fn(&Job, u64) -> Outcome + Sync,
    mut report: impl FnMut(Report),
) -> io::Result<()> {
    let queue = &Mutex::new(Queue::new(jobs, stop));
    let execute = &execute;
    // A reader that is slower than the tests holds them up instead of filling memory.
    let (sender, reports) = mpsc::sync_channel(64);
    thread::scope(|scope| {
        for started in 0..threads.max(1) {
            let sender = sender.clone();
            let worker = thread::Builder::new().name(format!("tests {}", started + 1));
            let spawned = worker.spawn_scoped(scope, move || work(queue, execute, &sender));
            match spawned {
                Ok(_) => {}
                // The others do the work.
                Err(_) if started > 0 => break,
                Err(error) => return Err(error),
            }
        }
        drop(sender);
        let mut looked = Instant::now();
        loop {
            match reports.recv_timeout(LOOK_EVERY) {
                Ok(told) => report(told),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            if looked.elapsed() >= LOOK_EVERY {
                looked = Instant::now();
                if let Some(stuck) = lock(queue).stuck() {
                    report(Report::Stuck(stuck));
                }
            }
        }
    })
}

fn work<J: Iterator<Item = Job>>(
    queue: &Mutex<Queue<J>>,
    execute: &impl Fn(&Job, u64) -> Outcome,
    reports: &SyncSender<Report>,
) {
    loop {
        let Some(next) = lock(queue).take() else {
            return;
        };
        let attempt = AssertUnwindSafe(|| execute(&next.job, next.seed));
        let mut outcome = catch_unwind(attempt).unwrap_or_else(|panic| panicked(panic.as_ref()));
        let kept = match outcome.status {
            Status::Failed(_) => KEPT_RECORDS,
            _ => 0,
        };
        let first = outcome.records.len().saturating_sub(kept);
        outcome.records.drain(..first);
        outcome.records.shrink_to_fit();
        let report = lock(queue).finish(&next, outcome);
        if report.is_some_and(|report| reports.send(report).is_err()) {
            return;
        }
    }
}

/// A worker never panics while it holds the lock, and what is inside is whole at any time.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn panicked(panic: &(dyn Any + Send)) -> Outcome {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let text = text.unwrap_or("it said nothing");
    Outcome {
        status: Status::Failed(vec![Failure {
            at: None,
            message: format!(
                "lrsocket itself failed, which is its own mistake and not the test's: {text}"
            ),
            traceback: String::new(),
        }]),
        simulated: Duration::ZERO,
        took: Duration::ZERO,
        records: Vec::new(),
    }
}
