//! What stops a test that does not end.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

/// How long a test may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// In the time of its world.
    pub simulated: Duration,
    /// In real time.
    pub real: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            simulated: Duration::from_secs(24 * 60 * 60),
            real: Duration::from_secs(10),
        }
    }
}

/// Stops tests that take too long, from a thread of its own. One serves any number of threads.
#[derive(Clone, Debug, Default)]
pub struct Watchdog(Arc<Mutex<Vec<Weak<Watched>>>>);

/// A test that is watched.
#[derive(Debug)]
struct Watched {
    until: Instant,
    late: AtomicBool,
    flags: Mutex<Vec<Arc<AtomicBool>>>,
}

/// Watches a test until it is dropped.
#[derive(Clone, Debug)]
pub(crate) struct Watch(Arc<Watched>);

impl Watchdog {
    /// Begins to watch.
    pub fn start() -> Self {
        /// How often it looks.
        const LOOK: Duration = Duration::from_millis(50);
        let dog = Watchdog::default();
        let watched = Arc::downgrade(&dog.0);
        thread::spawn(move || {
            // Ends with the last that could ask it to watch.
            while let Some(watched) = watched.upgrade() {
                let now = Instant::now();
                let mut watched = watched.lock().unwrap_or_else(PoisonError::into_inner);
                watched.retain(|test| {
                    let test = test.upgrade();
                    let late = test.as_ref().filter(|test| test.until <= now);
                    if let Some(late) = late {
                        late.stop();
                    }
                    test.is_some()
                });
                drop(watched);
                thread::sleep(LOOK);
            }
        });
        dog
    }

    /// Watches a test that begins now.
    pub(crate) fn watch(&self, limit: Duration) -> Watch {
        let now = Instant::now();
        let watched = Arc::new(Watched {
            until: now.checked_add(limit).unwrap_or(now),
            late: AtomicBool::new(false),
            flags: Mutex::default(),
        });
        let mut list = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        list.push(Arc::downgrade(&watched));
        Watch(watched)
    }
}

impl Watched {
    fn stop(&self) {
        self.late.store(true, Ordering::Relaxed);
        let flags = self.flags.lock().unwrap_or_else(PoisonError::into_inner);
        for flag in flags.iter() {
            flag.store(true, Ordering::Relaxed);
        }
    }
}

impl Watch {
    /// A flag to set when the time is up.
    pub(crate) fn add(&self, flag: Arc<AtomicBool>) {
        let flags = self.0.flags.lock();
        flags.unwrap_or_else(PoisonError::into_inner).push(flag);
    }

    /// Whether the time is up.
    pub(crate) fn is_late(&self) -> bool {
        self.0.late.load(Ordering::Relaxed)
    }
}
