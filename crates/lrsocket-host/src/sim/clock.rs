//! The clock of a simulation.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use lrsocket_proto::Time;

use lrsocket_sdk::application::settings::Clock;

/// The start of the year 2026, as time since the Unix epoch: when every simulation begins.
const WALL_START: Duration = Duration::from_secs(1_767_225_600);

/// A clock that stands still until it is set. Clones show the same time.
#[derive(Clone, Debug, Default)]
pub struct VirtualClock(Rc<Cell<Time>>);

impl VirtualClock {
    /// The time since the simulation began.
    pub fn get(&self) -> Time {
        self.0.get()
    }

    /// Lets time pass with nothing happening meanwhile. Time never goes back.
    pub fn advance_to(&self, time: Time) {
        self.0.set(time.max(self.0.get()));
    }

    pub(super) fn set(&self, time: Time) {
        self.0.set(time);
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Time {
        self.get()
    }

    fn wall(&self) -> Duration {
        WALL_START + self.get().since_start()
    }
}
