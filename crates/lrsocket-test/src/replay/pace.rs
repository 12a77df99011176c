//! When things are done: a recorded plug-in was a little later with everything than one in virtual
//! time, and more so with every timer. So the outside's side is played not by the clock but in step
//! with what the plug-in does.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use lrsocket_host::proto::Time;
use lrsocket_host::{Event, Record};

use super::transcript::Deed;
use crate::world::{Trouble, World};

/// How much later than then the plug-in may do what it did then, before it is taken for another one.
const SLACK: Duration = Duration::from_secs(1);

/// How late a recorded plug-in was, at most, with what a timer made it do: what it did right after
/// an outside program did something, it may well do before, now.
const LAG: Duration = Duration::from_millis(5);

/// What is counted of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Listened,
    Erred,
    /// Bytes, since a proxy does not see the calls of `send`.
    Sent,
}

type Counts = BTreeMap<(u32, Kind), usize>;

/// Keeps step.
#[derive(Default)]
pub(super) struct Pace {
    /// What the sockets of the plug-in have done, and in how many of the records that is.
    done: Counts,
    seen: usize,
    /// What they had done then, up to here.
    expected: Counts,
    /// What does not come as it came then: nobody waits for it any more.
    astray: BTreeSet<(u32, Kind)>,
    /// How much earlier it is now than it was then.
    ahead: Duration,
    /// The recorded time of what was played last.
    last: Time,
    /// Whether the outside has done anything yet.
    has_acted: bool,
}

impl Pace {
    /// The plug-in's socket did this then, at `time`: lets it do so now.
    pub(super) fn follow(
        &mut self,
        world: &mut World,
        socket: u32,
        deed: &Deed,
        time: Time,
    ) -> Result<(), Trouble> {
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
                // What the start of Lightroom took then takes no time now.
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

    /// Lets time pass until the outside does what it did at `time`.
    pub(super) fn wait_to_act(&mut self, world: &mut World, time: Time) -> Result<(), Trouble> {
        let since = time.saturating_since(self.last);
        self.has_acted = true;
        self.last = time;
        let due = self.now_for(time);
        let early = (since / 2).min(LAG);
        let wait = due.saturating_since(world.now());
        world.advance(wait.saturating_sub(early))
    }

    /// Waits, but not for longer than this, until the plug-in has done all that it did then.
    pub(super) fn wait_for_all(
        &mut self,
        world: &mut World,
        limit: Duration,
    ) -> Result<(), Trouble> {
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

    /// What that time is now.
    fn now_for(&self, time: Time) -> Time {
        Time::from_start(time.since_start().saturating_sub(self.ahead))
    }
}

/// Counts what is new among the records.
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
