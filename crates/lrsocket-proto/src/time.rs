//! The machine's notion of time.

use std::fmt;
use std::ops::{Add, Sub};
use std::time::Duration;

/// A moment, as the time that has passed since the run began.
///
/// The machine never reads a clock: every call that can depend on time is handed its `now`. A
/// driver over a real clock counts from its start; a simulation sets it as it likes. Times passed
/// to one machine must not go backwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(Duration);

impl Time {
    /// The moment the run began.
    pub const ZERO: Time = Time(Duration::ZERO);

    /// The moment `since_start` after the run began.
    pub const fn from_start(since_start: Duration) -> Self {
        Time(since_start)
    }

    /// How long after the start of the run this is.
    pub const fn since_start(self) -> Duration {
        self.0
    }

    /// The time from `earlier` to this moment; zero if `earlier` is later.
    pub const fn saturating_since(self, earlier: Time) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

impl Add<Duration> for Time {
    type Output = Time;

    /// The moment `after` this one. An addition past the end of time stays at its end.
    fn add(self, after: Duration) -> Time {
        Time(self.0.saturating_add(after))
    }
}

impl Sub for Time {
    type Output = Duration;

    fn sub(self, earlier: Time) -> Duration {
        self.saturating_since(earlier)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6}", self.0.as_secs_f64())
    }
}
