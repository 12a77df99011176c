//! The pace of a replay. A recorded plug-in did everything a little later than it does in virtual
//! time, and more so with every timer, so the outside's side is not played by the clock but in step
//! with what the plug-in does.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use lrsocket_host::proto::Time;
use lrsocket_host::{Event, Record};

use super::transcript::entry::Deed;
use crate::world::{World, WorldError};

/// How much later than in the recording the plug-in may do something before it counts as missing.
const SLACK: Duration = Duration::from_secs(1);

/// The greatest delay of a recorded plug-in's timers: what it did right after an outside program did
/// something, it may now do before.
const LAG: Duration = Duration::from_millis(5);

/// What is counted for each socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Listened,
    Erred,
    /// Bytes, since a proxy does not see the calls of `send`.
    Sent,
}

type Counts = BTreeMap<(u32, Kind), usize>;

/// Keeps the replay in step with the plug-in.
#[derive(Default)]
pub(super) struct Pace {
    /// What the sockets of the plug-in have done, and the number of records counted for that.
    done: Counts,
    seen: usize,
    /// What they had done in the recording up to here.
    expected: Counts,
    /// What did not happen in time, and is no longer waited for.
    astray: BTreeSet<(u32, Kind)>,
    /// How much the replay is ahead of the recording.
    ahead: Duration,
    /// The recorded time of the last thing played.
    last: Time,
    /// Whether the outside has done anything yet.
    has_acted: bool,
}

impl Pace {
    /// Waits until the plug-in's socket does what it did at `time` in the recording.
    pub(super) fn follow(
        &mut self,
        world: &mut World,
        socket: u32,
        deed: &Deed,
        time: Time,
    ) -> Result<(), WorldError> {
        self.last = time;
        let (kind, amount) = match deed {
            Deed::Listened => (Kind::Listened, 1),
            Deed::Failed | Deed::TimedOut => (Kind::Erred, 1),
            Deed::Sent(bytes) => (Kind::Sent, bytes.len()),
        };
        let key = (socket, kind);
        let expected = self.expected.entry(key).or_default();
        *expected += amount;
        let expected = *expected;
        if self.astray.contains(&key) {
            return Ok(());
        }
        let began = world.now();
        count(world.records(), &mut self.done, &mut self.seen);
        if self.done.get(&key).is_some_and(|done| *done >= expected) {
            if !self.has_acted {
                // Starting Lightroom takes no time in a replay.
                self.ahead = time.saturating_since(began);
            }
            return Ok(());
        }
        let limit = self.now_for(time) + SLACK;
        let (done, seen) = (&mut self.done, &mut self.seen);
        let came = world.wait(limit.saturating_since(began), |simulation| {
            count(simulation.records(), done, seen);
            done.get(&key).is_some_and(|done| *done >= expected)
        })?;
        if !came {
            self.astray.insert(key);
        } else if !self.has_acted || world.now() > began {
            self.ahead = time.saturating_since(world.now());
        }
        Ok(())
    }

    /// Waits until it is time for what the outside did at `time` in the recording.
    pub(super) fn wait_to_act(&mut self, world: &mut World, time: Time) -> Result<(), WorldError> {
        let since = time.saturating_since(self.last);
        self.has_acted = true;
        self.last = time;
        let due = self.now_for(time);
        let early = (since / 2).min(LAG);
        let wait = due.saturating_since(world.now());
        world.advance(wait.saturating_sub(early))
    }

    /// Waits, within `limit`, until the plug-in has done everything that it did in the recording.
    pub(super) fn wait_for_all(
        &mut self,
        world: &mut World,
        limit: Duration,
    ) -> Result<(), WorldError> {
        let Pace {
            done,
            seen,
            expected,
            ..
        } = self;
        world.wait(limit, |simulation| {
            count(simulation.records(), done, seen);
            let came = |(key, expected)| done.get(key).is_some_and(|done| done >= expected);
            expected.iter().all(came)
        })?;
        Ok(())
    }

    /// Converts a recorded time to the time of the replay.
    fn now_for(&self, time: Time) -> Time {
        Time::from_start(time.since_start().saturating_sub(self.ahead))
    }
}

/// Counts the new records.
fn count(records: &[Record], done: &mut Counts, seen: &mut usize) {
    for record in &records[*seen..] {
        let (socket, kind, amount) = match &record.event {
            Event::Connecting { socket } => (socket, Kind::Listened, 1),
            Event::Error { socket, .. } => (socket, Kind::Erred, 1),
            Event::Sent { socket, data } => (socket, Kind::Sent, data.len()),
            _ => continue,
        };
        *done.entry((socket.id, kind)).or_default() += amount;
    }
    *seen = records.len();
}
