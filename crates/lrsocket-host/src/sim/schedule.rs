//! How a simulated network and simulated timers keep time.

use std::time::Duration;

use fastrand::Rng;
use lrsocket_proto::Time;

/// The longest that a packet is under way.
const LONGEST_WAY: Duration = Duration::from_millis(20);

/// The most that a timer goes off too late: the granularity of a timer on Windows.
const LATEST: Duration = Duration::from_millis(16);

/// Where the simulation has a choice, what it chooses: how bytes are cut into packets, how long
/// they are under way, which socket is served first, how late a timer goes off.
#[derive(Clone, Debug)]
pub struct Schedule(Option<Rng>);

impl Schedule {
    /// The plain one: whatever is written arrives at once and whole, timers are exact.
    pub const PLAIN: Schedule = Schedule(None);

    /// One of many: everything is as a real system may do it, and repeatable. Zero is
    /// [`PLAIN`](Self::PLAIN).
    pub fn seeded(seed: u64) -> Self {
        Schedule((seed != 0).then(|| Rng::with_seed(seed)))
    }

    /// When a timer for `time` goes off.
    pub(super) fn late(&mut self, time: Time) -> Time {
        let Some(rng) = &mut self.0 else { return time };
        // Mostly in time.
        if rng.u8(..4) > 0 {
            return time;
        }
        time + up_to(rng, LATEST)
    }

    /// When something that is sent now arrives.
    pub(super) fn arrival(&mut self, now: Time) -> Time {
        let Some(rng) = &mut self.0 else { return now };
        if rng.bool() {
            return now;
        }
        now + up_to(rng, LONGEST_WAY)
    }

    /// How many of `count` bytes go into the next packet: at least one, if there is one.
    pub(super) fn packet(&mut self, count: usize) -> usize {
        let Some(rng) = &mut self.0 else { return count };
        if count < 2 || rng.bool() {
            return count;
        }
        rng.usize(1..=count)
    }

    /// Whether a socket with something to do is looked at in this turn, rather than in the next.
    pub(super) fn serves(&mut self) -> bool {
        self.0.as_mut().is_none_or(|rng| rng.u8(..4) > 0)
    }
}

fn up_to(rng: &mut Rng, longest: Duration) -> Duration {
    // In whole microseconds, so that the trace shows the very time.
    Duration::from_micros(rng.u64(0..=longest.as_micros() as u64))
}
