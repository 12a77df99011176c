//! A bounded queue of output, and the thread that writes it.
//!
//! Pushing never waits. What happens when the reader falls behind by more than the limit is the
//! [`Overflow`] of the spool.

mod hurry;
mod queue;
mod writer;

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::entry::{Entry, Form};
use super::target::Target;
use crate::error::Error;
pub(crate) use hurry::Hurry;
use queue::Queue;

/// What happens to output that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Overflow {
    /// It is dropped and counted, until the writer has caught up.
    Drop,
    /// The spool ends, with a failure.
    End,
    /// It is kept: whoever pushes asks [`Spool::has_room`] first.
    Keep,
}

/// How long a reader may take nothing, once the program is in a hurry to end.
const GRACE: Duration = Duration::from_secs(2);

/// How long a spool that is idle gets for what was pushed last, however late it is.
const MOMENT: Duration = Duration::from_millis(500);

/// How often the end of a hurry is looked for.
const LOOK: Duration = Duration::from_millis(20);

/// A queue of output with its writer. Clones are the same one.
#[derive(Clone)]
pub(super) struct Spool(Arc<Shared>);

struct Shared {
    queue: Mutex<Queue>,
    /// The writer has something to do.
    work: Condvar,
    /// The writer has ended.
    ended: Condvar,
    limit: usize,
    overflow: Overflow,
    /// The name of the spool in messages.
    name: String,
    report: Mutex<Option<Report>>,
}

/// Reports why a spool has failed.
type Report = Box<dyn FnOnce(&str) + Send>;

impl Spool {
    /// Starts the writer, which formats the entries of the two streams as given.
    pub(super) fn start(
        target: Box<dyn Target>,
        forms: [Form; 2],
        limit: usize,
        overflow: Overflow,
        name: &str,
    ) -> Result<Self, Error> {
        let shared = Arc::new(Shared {
            queue: Mutex::new(Queue::new()),
            work: Condvar::new(),
            ended: Condvar::new(),
            limit,
            overflow,
            name: name.to_owned(),
            report: Mutex::new(None),
        });
        let writing = Arc::clone(&shared);
        thread::Builder::new()
            .name("output".to_owned())
            .spawn(move || writer::write(&writing, target, forms))
            .map_err(Error::Writer)?;
        Ok(Spool(shared))
    }

    /// Calls this once if the spool fails, on the thread that notices.
    pub(super) fn on_failure(&self, report: impl FnOnce(&str) + Send + 'static) {
        *lock(&self.0.report) = Some(Box::new(report));
    }

    /// Adds an entry, or drops it if it does not fit.
    pub(super) fn push(&self, entry: Entry) {
        let mut queue = lock(&self.0.queue);
        if !queue.is_open() {
            return;
        }
        let weight = entry.weight();
        let fits = queue.fits(weight, self.0.limit);
        match self.0.overflow {
            Overflow::Drop if !fits || queue.is_dropping() => queue.leave_out(&entry),
            Overflow::End if !fits => {
                let why = format!(
                    "cannot write {}: more than {} MiB wait to be written",
                    self.0.name,
                    self.0.limit >> 20
                );
                queue.failure = Some(why);
                drop(queue);
                self.0.report();
            }
            _ => {
                queue.add(entry, weight);
                self.0.wake(queue);
            }
        }
    }

    /// Adds an entry that must not be dropped, such as the last one of a run.
    pub(super) fn push_anyway(&self, entry: Entry) {
        let mut queue = lock(&self.0.queue);
        if queue.is_open() {
            queue.mark_dropped();
            let weight = entry.weight();
            queue.add(entry, weight);
            self.0.wake(queue);
        }
    }

    /// Returns whether the limit is not reached.
    pub(super) fn has_room(&self) -> bool {
        let queue = lock(&self.0.queue);
        !queue.is_open() || queue.fits(1, self.0.limit)
    }

    /// No more will be pushed: the writer ends when all is written.
    pub(super) fn close(&self) {
        let mut queue = lock(&self.0.queue);
        queue.closed = true;
        self.0.wake(queue);
    }

    /// Waits until all is written; in a hurry, only as long as somebody reads. Returns how many lines
    /// are not written.
    pub(super) fn wait(&self, hurry: &Hurry) -> u64 {
        let began = Instant::now();
        let mut queue = lock(&self.0.queue);
        while !queue.over {
            let now = Instant::now();
            if let Some(hurry) = hurry.since()
                && now >= (queue.moved.max(hurry) + GRACE).max(began + MOMENT)
            {
                break;
            }
            let waited = self.0.ended.wait_timeout(queue, LOOK);
            queue = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        queue.missing()
    }

    /// Returns whether the writer has ended.
    pub(super) fn is_over(&self) -> bool {
        lock(&self.0.queue).over
    }

    /// Returns why the spool has failed. A closed pipe is not a failure.
    pub(super) fn failure(&self) -> Option<String> {
        lock(&self.0.queue).failure.clone()
    }
}

impl Shared {
    /// Wakes the writer if it sleeps: one that is busy looks by itself.
    fn wake(&self, mut queue: MutexGuard<'_, Queue>) {
        if std::mem::take(&mut queue.asleep) {
            drop(queue);
            self.work.notify_one();
        }
    }

    /// Reports a failure, once, with no lock held but that of other spools.
    fn report(&self) {
        let why = lock(&self.queue).failure.clone();
        let report = lock(&self.report).take();
        if let (Some(why), Some(report)) = (why, report) {
            report(&why);
        }
    }
}

/// A writer that has panicked leaves nothing half done here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
