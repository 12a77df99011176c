//! The faults of one connection, with what was drawn for it.

use std::time::Duration;

use fastrand::Rng;
use lrsocket_proto::Time;

use lrsocket_faults::{Ending, TrafficFault, TrafficKind, Trigger, When};

/// What must be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    At(Time),
    Lines(u64),
    Bytes(u64),
}

/// How far a fault with a trigger is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// It has none, and is on.
    Always,
    Waiting(Goal),
    /// A stall, until then.
    Stalling(Option<Time>),
    Over,
}

#[derive(Debug)]
struct Armed {
    fault: TrafficFault,
    stage: Stage,
}

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    Stall(TrafficFault),
    StallEnds(TrafficFault),
    End(TrafficFault, Ending),
}

/// All faults of a connection.
#[derive(Debug)]
pub(super) struct Faults {
    list: Vec<Armed>,
    random: Rng,
}

impl Faults {
    pub(super) fn new(seed: u64) -> Self {
        Faults {
            list: Vec::new(),
            random: Rng::with_seed(seed),
        }
    }

    /// Puts a fault on; amounts count from `now`, `lines` and `bytes`.
    pub(super) fn arm(&mut self, fault: TrafficFault, now: Time, lines: u64, bytes: u64) {
        self.list.retain(|armed| !fault.replaces(&armed.fault));
        let stage = match fault.kind {
            TrafficKind::Stall { at, .. } | TrafficKind::End { at, .. } => {
                Stage::Waiting(self.goal(at, now, lines, bytes))
            }
            _ => Stage::Always,
        };
        self.list.push(Armed { fault, stage });
    }

    /// Takes off the faults of this name, or all.
    pub(super) fn disarm(&mut self, name: Option<&str>) {
        self.list
            .retain(|armed| name.is_some_and(|name| armed.fault.kind.name() != name));
    }

    fn goal(&mut self, at: Trigger, now: Time, lines: u64, bytes: u64) -> Goal {
        let random = &mut self.random;
        let mut drawn = |amount: u64| {
            if at.random {
                random.u64(1..=amount.saturating_mul(2).max(1))
            } else {
                amount
            }
        };
        match at.when {
            When::Now => Goal::At(now),
            When::After(time) => {
                let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
                Goal::At(now + Duration::from_micros(drawn(micros)))
            }
            When::Messages(count) => Goal::Lines(lines.saturating_add(drawn(count))),
            When::Bytes(count) => Goal::Bytes(bytes.saturating_add(drawn(count))),
        }
    }

    /// How much later what is read now may pass.
    pub(super) fn delay(&mut self) -> Option<Duration> {
        let (by, jitter) = self.find(|kind| match kind {
            TrafficKind::Delay { by, jitter } => Some((by, jitter)),
            _ => None,
        })?;
        let jitter = u64::try_from(jitter.as_micros()).unwrap_or(u64::MAX / 2);
        let by = u64::try_from(by.as_micros()).unwrap_or(u64::MAX / 2);
        let drawn = match jitter {
            0 => by,
            _ => self.random.u64(by.saturating_sub(jitter)..=by + jitter),
        };
        Some(Duration::from_micros(drawn))
    }

    pub(super) fn is_delayed(&self) -> bool {
        self.find(|kind| matches!(kind, TrafficKind::Delay { .. }).then_some(()))
            .is_some()
    }

    pub(super) fn gap(&self) -> Option<Duration> {
        self.find(|kind| match kind {
            TrafficKind::ByteByByte { gap } => Some(gap),
            _ => None,
        })
    }

    pub(super) fn drops_acks(&self) -> bool {
        self.find(|kind| matches!(kind, TrafficKind::DropAcks).then_some(()))
            .is_some()
    }

    pub(super) fn is_stalled(&self) -> bool {
        let stalls = |armed: &Armed| matches!(armed.stage, Stage::Stalling(_));
        self.list.iter().any(stalls)
    }

    /// The one that was put on last counts.
    fn find<T>(&self, of: impl Fn(TrafficKind) -> Option<T>) -> Option<T> {
        self.list
            .iter()
            .rev()
            .find_map(|armed| of(armed.fault.kind))
    }

    /// How much of `bytes` may pass before something is due, if anything is.
    pub(super) fn allowance(&self, pending: &[u8], lines: u64, bytes: u64) -> usize {
        let goals = self.list.iter().filter_map(|armed| match armed.stage {
            Stage::Waiting(goal) => Some(goal),
            _ => None,
        });
        let allowed = goals.filter_map(|goal| match goal {
            Goal::At(_) => None,
            Goal::Bytes(goal) => usize::try_from(goal.saturating_sub(bytes)).ok(),
            Goal::Lines(goal) => {
                let wanted = usize::try_from(goal.saturating_sub(lines)).ok()?;
                match wanted.checked_sub(1) {
                    None => Some(0),
                    Some(before) => memchr::memchr_iter(b'\n', pending)
                        .nth(before)
                        .map(|at| at + 1),
                }
            }
        });
        allowed.min().unwrap_or(usize::MAX).min(pending.len())
    }

    /// The next thing that is due, given what has passed.
    pub(super) fn poll(&mut self, now: Time, lines: u64, bytes: u64) -> Option<Due> {
        self.list.iter_mut().find_map(|armed| {
            let reached = match armed.stage {
                Stage::Waiting(Goal::At(time)) => time <= now,
                Stage::Waiting(Goal::Lines(goal)) => goal <= lines,
                Stage::Waiting(Goal::Bytes(goal)) => goal <= bytes,
                Stage::Stalling(Some(until)) => until <= now,
                Stage::Stalling(None) | Stage::Always | Stage::Over => false,
            };
            if !reached {
                return None;
            }
            let stalled = matches!(armed.stage, Stage::Stalling(_));
            armed.stage = Stage::Over;
            match armed.fault.kind {
                _ if stalled => Some(Due::StallEnds(armed.fault)),
                TrafficKind::Stall { lasts, .. } => {
                    armed.stage = Stage::Stalling(lasts.map(|lasts| now + lasts));
                    Some(Due::Stall(armed.fault))
                }
                TrafficKind::End { ending, .. } => Some(Due::End(armed.fault, ending)),
                // They have no trigger.
                TrafficKind::Delay { .. }
                | TrafficKind::ByteByByte { .. }
                | TrafficKind::DropAcks => None,
            }
        })
    }

    pub(super) fn next_deadline(&self) -> Option<Time> {
        let deadline = |armed: &Armed| match armed.stage {
            Stage::Waiting(Goal::At(time)) => Some(time),
            Stage::Stalling(until) => until,
            _ => None,
        };
        self.list.iter().filter_map(deadline).min()
    }
}
