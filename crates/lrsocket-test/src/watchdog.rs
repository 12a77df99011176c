//! Stops tests that do not end.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

/// Stops tests that take too long, from a thread of its own. One watchdog serves any number of
/// threads.
#[derive(Clone, Debug, Default)]
pub struct Watchdog(Arc<Mutex<Vec<Weak<Watched>>>>);

/// A watched test.
#[derive(Debug)]
struct Watched {
    until: Instant,
    late: AtomicBool,
    flags: Mutex<Vec<Arc<AtomicBool>>>,
}

/// Keeps a test watched until it is dropped.
#[derive(Clone, Debug)]
pub(crate) struct Watch(Arc<Watched>);

impl Watchdog {
    /// Starts the thread that watches.
    pub fn start() -> Self {
        /// The pause between two looks at the tests.
        const LOOK: Duration = Duration::from_millis(50);
        let dog = Watchdog::default();
        let watched = Arc::downgrade(&dog.0);
        thread::spawn(move || {
            // The thread ends with the last clone of the watchdog.
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

    /// Starts to watch a test that begins now and may take this much real time.
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
    /// Adds a flag that is set when the time is up.
    pub(crate) fn add(&self, flag: Arc<AtomicBool>) {
        let flags = self.0.flags.lock();
        flags.unwrap_or_else(PoisonError::into_inner).push(flag);
    }

    /// Whether the time is up.
    pub(crate) fn is_late(&self) -> bool {
        self.0.late.load(Ordering::Relaxed)
    }
}
