//! What waits for a writer, and what it is doing.

use std::time::Instant;

use lrsocket_host::proto::Time;

use super::super::entry::{Entry, Stream, What};

/// The entries that wait, and the state of the writer.
pub(super) struct Queue {
    entries: Vec<Entry>,
    weight: usize,
    /// Lines that wait in the queue, and that the writer has taken but not written.
    waiting: u64,
    in_flight: u64,
    /// Lines dropped since the writer took the entries, for each stream.
    dropped: [Dropped; 2],
    /// The writer waits to be woken.
    pub(super) asleep: bool,
    /// No more will be pushed.
    pub(super) closed: bool,
    /// The writer has ended.
    pub(super) over: bool,
    /// Why it cannot go on.
    pub(super) failure: Option<String>,
    /// When the writer last got rid of something.
    pub(super) moved: Instant,
}

#[derive(Clone, Copy, Default)]
struct Dropped {
    lines: u64,
    /// When the last of them happened.
    last: Time,
}

impl Queue {
    pub(super) fn new() -> Self {
        Queue {
            entries: Vec::new(),
            weight: 0,
            waiting: 0,
            in_flight: 0,
            dropped: [Dropped::default(); 2],
            asleep: false,
            closed: false,
            over: false,
            failure: None,
            moved: Instant::now(),
        }
    }

    /// Returns whether what is pushed will be written.
    pub(super) fn is_open(&self) -> bool {
        !self.over && self.failure.is_none()
    }

    /// Returns whether an entry of this weight fits. One does in any case.
    pub(super) fn fits(&self, weight: usize, limit: usize) -> bool {
        self.entries.is_empty() || self.weight + weight <= limit
    }

    /// Returns whether something was dropped since the writer took the entries: nothing may come
    /// between that and what else is dropped.
    pub(super) fn is_dropping(&self) -> bool {
        self.dropped.iter().any(|it| it.lines > 0)
    }

    pub(super) fn add(&mut self, entry: Entry, weight: usize) {
        self.weight += weight;
        self.waiting += entry.lines();
        self.entries.push(entry);
    }

    pub(super) fn leave_out(&mut self, entry: &Entry) {
        let dropped = &mut self.dropped[entry.to as usize];
        dropped.lines += entry.lines();
        dropped.last = dropped.last.max(entry.time);
    }

    /// Puts a notice of what was dropped in its place.
    pub(super) fn mark_dropped(&mut self) {
        for to in [Stream::Out, Stream::Err] {
            let dropped = std::mem::take(&mut self.dropped[to as usize]);
            if dropped.lines > 0 {
                self.entries.push(Entry {
                    to,
                    time: dropped.last,
                    what: What::Dropped(dropped.lines),
                });
            }
        }
    }

    /// Exchanges the entries for an empty list. Returns whether there were any.
    pub(super) fn take(&mut self, batch: &mut Vec<Entry>) -> bool {
        self.mark_dropped();
        std::mem::swap(&mut self.entries, batch);
        self.weight = 0;
        self.in_flight += std::mem::take(&mut self.waiting);
        !batch.is_empty()
    }

    /// Notes that so many of the lines in flight are written.
    pub(super) fn written(&mut self, lines: u64) {
        self.in_flight = self.in_flight.saturating_sub(lines);
        self.moved = Instant::now();
    }

    /// Returns how many lines the writer has not taken.
    #[cfg(test)]
    pub(super) fn missing_in_queue(&self) -> u64 {
        self.waiting
    }

    /// Returns how many lines are not written, whether they wait or were dropped.
    pub(super) fn missing(&self) -> u64 {
        let marked = self.entries.iter().map(|entry| match entry.what {
            What::Dropped(lines) => lines,
            _ => 0,
        });
        let dropped: u64 = self.dropped.iter().map(|it| it.lines).sum();
        self.waiting + self.in_flight + dropped + marked.sum::<u64>()
    }
}
