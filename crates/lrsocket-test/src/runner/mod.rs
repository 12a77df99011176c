//! Runs many tests on several threads.

mod job;
mod queue;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{io, thread};

use crate::outcome::{Outcome, Status};
pub use job::{Job, JobResult, Report};
use queue::Queue;

/// The number of records of a failed test that are kept, counted from the end.
const KEPT_RECORDS: usize = 200;

/// The pause between two looks for tests that cannot be stopped.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Runs jobs on this many threads. An idle thread takes the next job, so that jobs can be made on the
/// fly. `execute` runs one schedule of a job; a panic in it fails that test alone. `report` is called
/// on the current thread. Once `stop` is set, nothing new begins.
///
/// Schedules of one job run at the same time on several threads. They begin in order, so that the
/// seed reported as the first to fail does not depend on the number of threads.
///
/// # Errors
///
/// If the system cannot start a single thread.
pub fn run(
    jobs: impl Iterator<Item = Job> + Send,
    threads: usize,
    stop: &AtomicBool,
    execute: impl Fn(&Job, u64) -> Outcome + Sync,
    mut report: impl FnMut(Report),
) -> io::Result<()> {
    let queue = &Mutex::new(Queue::new(jobs, stop));
    let execute = &execute;
    // A slow reader holds the tests up instead of filling memory.
    let (sender, reports) = mpsc::sync_channel(64);
    thread::scope(|scope| {
        for started in 0..threads.max(1) {
            let sender = sender.clone();
            let worker = thread::Builder::new().name(format!("tests {}", started + 1));
            let spawned = worker.spawn_scoped(scope, move || work(queue, execute, &sender));
            match spawned {
                Ok(_) => {}
                // The threads that did start do the work.
                Err(_) if started > 0 => break,
                Err(error) => return Err(error),
            }
        }
        drop(sender);
        let mut looked = Instant::now();
        loop {
            match reports.recv_timeout(LOOK_EVERY) {
                Ok(news) => report(news),
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

/// Locks even a poisoned mutex: no worker panics while it holds the lock.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn panicked(panic: &(dyn Any + Send)) -> Outcome {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let text = text.unwrap_or("no message");
    Outcome::failed(format!(
        "internal error of lrsocket, not of the test: {text}"
    ))
}
