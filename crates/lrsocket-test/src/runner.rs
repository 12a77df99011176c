//! Runs many tests, on several threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use crate::file::{Test, TestFile};
use crate::limits::Watchdog;
use crate::outcome::Outcome;
use crate::world::Conditions;

/// One test under one set of conditions.
#[derive(Clone, Debug)]
pub struct Job {
    /// The file of the test.
    pub file: Arc<TestFile>,
    /// Which of the file's tests.
    pub test: usize,
    /// The name of the profile in `conditions`.
    pub profile: &'static str,
    /// Under what conditions it runs.
    pub conditions: Conditions,
}

impl Job {
    /// The test.
    pub fn test(&self) -> &Test {
        &self.file.tests()[self.test]
    }
}

/// Runs all jobs on so many threads. `report` is told of each as it ends, and says whether to go
/// on; the order is that in which they end.
pub fn run(
    jobs: &[Job],
    threads: usize,
    watchdog: &Watchdog,
    mut report: impl FnMut(&Job, Outcome) -> bool,
) {
    let next = AtomicUsize::new(0);
    let (sender, outcomes) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads.clamp(1, jobs.len().max(1)) {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = job.file.run(job.test, &job.conditions, watchdog);
                    if sender.send((job, outcome)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for (job, outcome) in outcomes {
            if !report(job, outcome) {
                next.store(jobs.len(), Ordering::Relaxed);
            }
        }
    });
}
