//! Notices when plug-in code does not yield and somebody wants the run to end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

/// How long a plug-in may be busy before a request to quit interrupts it.
const BUSY: Duration = Duration::from_secs(1);

/// How long it may be busy in its shut-down scripts (R6.4).
const BUSY_IN_SHUTDOWN: Duration = Duration::from_secs(10);

/// Watches a run from another thread, from the moment it is to end: the host is deaf while Lua code
/// runs, so code that never yields has to be interrupted from outside.
#[derive(Clone, Debug)]
pub struct Watchdog {
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    /// Counts the turns of the driver; odd while one is under way.
    beats: AtomicU64,
    /// The driver knows that it is to end.
    heard: AtomicBool,
    /// See [`Host::interrupt`](lrsocket_host::Host::interrupt).
    interrupt: Arc<AtomicBool>,
}

impl Watchdog {
    /// Watches the host that this flag interrupts.
    pub fn new(interrupt: Arc<AtomicBool>) -> Self {
        let state = State {
            beats: AtomicU64::new(0),
            heard: AtomicBool::new(false),
            interrupt,
        };
        Watchdog {
            state: Arc::new(state),
        }
    }

    /// Somebody wants the run to end: from now on a turn that does not end is interrupted.
    pub fn watch(&self) {
        let state = Arc::clone(&self.state);
        thread::spawn(move || {
            loop {
                let beats = state.beats.load(Ordering::Relaxed);
                let heard = state.heard.load(Ordering::Relaxed);
                thread::sleep(if heard { BUSY_IN_SHUTDOWN } else { BUSY });
                let under_way = beats % 2 == 1;
                if under_way && state.beats.load(Ordering::Relaxed) == beats {
                    state.interrupt.store(true, Ordering::Relaxed);
                }
            }
        });
    }

    /// Runs one turn of the driver.
    pub(crate) fn turn<R>(&self, turn: impl FnOnce() -> R) -> R {
        self.state.interrupt.store(false, Ordering::Relaxed);
        self.state.beats.fetch_add(1, Ordering::Relaxed);
        let result = turn();
        self.state.beats.fetch_add(1, Ordering::Relaxed);
        result
    }

    /// The driver has heard that it is to end.
    pub(crate) fn heard(&self) {
        self.state.heard.store(true, Ordering::Relaxed);
    }
}
