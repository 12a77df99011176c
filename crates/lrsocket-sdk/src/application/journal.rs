//! The journal of a run: everything on which it depends, so that a replay repeats it exactly, with
//! each timer as late as it was.

use std::cell::{Cell, RefCell};
use std::mem;
use std::time::Duration;

use lrsocket_proto::{SocketInput, Time};
use lrsocket_vm::SocketId;

use super::Application;
use crate::record::{Event, Input, Round};

/// How many rounds are kept until they become a record.
const ROUNDS: usize = 256;

/// How long they are kept, if another round comes.
const KEPT: Duration = Duration::from_secs(1);

/// How many looks at the clock and bytes they may have.
const SIZE: usize = 64 * 1024;

/// Looks at the clock in one round beyond which nobody could store them all: the journal ends.
const LOOKS: usize = 1_000_000;

/// By how much the time of day may differ from the last look at the clock.
const DRIFT: u64 = 1_000;

/// The journal of a run.
#[derive(Default)]
pub(super) struct Journal {
    /// The last look at the clock, in microseconds since the start.
    last: Cell<u64>,
    /// The time of day at the start, in microseconds since the Unix epoch.
    day: Cell<Option<u64>>,
    /// How often the time of day was asked for in this round.
    looks: Cell<u32>,
    round: RefCell<Round>,
    /// Rounds that are no record yet, their size, and when the first ended.
    rounds: RefCell<Vec<Round>>,
    size: Cell<usize>,
    since: Cell<Time>,
    is_over: Cell<bool>,
    /// Whether there was an input or a record in this round.
    is_news: Cell<bool>,
    /// Whether the seed of unique names is in a record.
    has_names: Cell<bool>,
}

impl Journal {
    /// Notes a look at the clock, and returns what it shows: whole microseconds.
    pub(super) fn now(&self, now: Time) -> Time {
        let micros = micros(now.since_start()).max(self.last.get());
        if !self.is_over.get() {
            self.round.borrow_mut().now.push(micros - self.last.get());
        }
        self.last.set(micros);
        Time::from_start(Duration::from_micros(micros))
    }

    /// Notes a look at the time of day, and returns it: a whole number of microseconds, and no more
    /// than a millisecond off.
    pub(super) fn wall(&self, wall: Duration) -> Duration {
        let (wall, last) = (micros(wall), self.last.get());
        let day = self.day.get();
        let day = day
            .filter(|day| (day + last).abs_diff(wall) <= DRIFT)
            .unwrap_or_else(|| {
                let day = wall.saturating_sub(last);
                self.day.set(Some(day));
                let look = self.looks.get();
                self.round.borrow_mut().day.push((look, day));
                day
            });
        self.looks.set(self.looks.get().wrapping_add(1));
        Duration::from_micros(day + last)
    }
}

impl Application {
    /// A record is made.
    pub(super) fn note_record(&self) {
        if let Some(journal) = &self.journal {
            journal.is_news.set(true);
        }
    }

    /// Whether everything on which the run depends is recorded.
    pub fn keeps_journal(&self) -> bool {
        self.journal.is_some()
    }

    /// Notes what happened to a socket before Lua code ran.
    pub fn note_carried(&self, id: SocketId, inputs: Vec<SocketInput>) {
        self.note(id, inputs, |round| &mut round.carried);
    }

    /// Notes what came of a port that Lua code asked for.
    pub fn note_acted(&self, id: SocketId, inputs: Vec<SocketInput>) {
        self.note(id, inputs, |round| &mut round.acted);
    }

    fn note(
        &self,
        id: SocketId,
        inputs: Vec<SocketInput>,
        list: impl FnOnce(&mut Round) -> &mut Vec<(u32, Input)>,
    ) {
        let Some(journal) = &self.journal else { return };
        if inputs.is_empty() {
            return;
        }
        let bytes = inputs.iter().map(|input| match input {
            SocketInput::Received(bytes) => bytes.len(),
            _ => 1,
        });
        journal.size.set(journal.size.get() + bytes.sum::<usize>());
        journal.is_news.set(true);
        let mut round = journal.round.borrow_mut();
        let inputs = inputs.into_iter().map(|input| (id.number(), Input(input)));
        list(&mut round).extend(inputs);
    }

    /// A round is over.
    pub fn end_round(&self) {
        let Some(journal) = &self.journal else { return };
        let round = mem::take(&mut *journal.round.borrow_mut());
        journal.looks.set(0);
        if journal.is_over.get() {
            return;
        }
        if round.now.len() > LOOKS {
            journal.is_over.set(true);
        }
        let now = Time::from_start(Duration::from_micros(journal.last.get()));
        journal.size.set(journal.size.get() + round.now.len());
        let count = {
            let mut rounds = journal.rounds.borrow_mut();
            if rounds.is_empty() {
                journal.since.set(now);
            }
            rounds.push(round);
            rounds.len()
        };
        let is_old = now.saturating_since(journal.since.get()) >= KEPT;
        // Something happened, which should not be lost if the run is killed.
        let is_news = journal.is_news.take();
        if is_news || count >= ROUNDS || is_old || journal.size.get() >= SIZE {
            self.flush_rounds();
        }
    }

    /// Records the rounds so far.
    pub fn flush_rounds(&self) {
        let Some(journal) = &self.journal else { return };
        let rounds = mem::take(&mut *journal.rounds.borrow_mut());
        journal.size.set(0);
        if !rounds.is_empty() {
            let event = Event::Rounds {
                last: journal.is_over.get(),
                names: self
                    .settings
                    .names
                    .filter(|_| !journal.has_names.replace(true)),
                rounds,
            };
            self.record(None, event);
            journal.is_news.set(false);
        }
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
