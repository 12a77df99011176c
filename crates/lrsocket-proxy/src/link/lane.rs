//! One direction of one connection: the bytes that wait, and since when each may pass.

use std::collections::VecDeque;
use std::time::Duration;

use lrsocket_proto::Time;

use super::pool::{Pool, READ_SIZE};

/// How much waits at most while it is delayed. Reading stops then, so that the writer is held up as
/// it would be without the proxy.
const WINDOW: usize = 1 << 20;

/// What became of the end of the stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum End {
    /// There was none.
    #[default]
    Open,
    /// It came, and may pass at this time.
    Due(Time),
    /// It has been passed on.
    Passed,
}

/// One direction.
#[derive(Debug, Default)]
pub(super) struct Lane {
    buffer: Vec<u8>,
    /// What of `buffer` has passed.
    head: usize,
    /// How much of `buffer` has been seen by `received`.
    seen: usize,
    /// How much of `buffer` may pass now.
    released: usize,
    /// When more of it may: the time, and up to where.
    later: VecDeque<(Time, usize)>,
    end: End,
    /// Bytes that have passed.
    pub(super) bytes: u64,
    /// Line feeds that have passed.
    pub(super) lines: u64,
    /// Since when the next byte may pass, if they pass one by one.
    pub(super) gap_until: Option<Time>,
}

impl Lane {
    pub(super) fn pending(&self) -> usize {
        self.seen - self.head
    }

    /// Whether there is room. Without delay what waits is written before more is read.
    pub(super) fn has_room(&self, delayed: bool) -> bool {
        let limit = if delayed { WINDOW } else { 1 };
        self.end == End::Open && self.pending() < limit
    }

    /// Where a read may append up to [`READ_SIZE`] bytes.
    pub(super) fn read_buffer(&mut self, pool: &mut Pool) -> &mut Vec<u8> {
        if self.buffer.capacity() == 0 {
            self.buffer = pool.take();
        } else if self.head >= READ_SIZE {
            self.drop_passed();
        }
        self.buffer.reserve(READ_SIZE);
        &mut self.buffer
    }

    /// What was appended since the last time.
    pub(super) fn fresh(&self) -> &[u8] {
        &self.buffer[self.seen..]
    }

    /// Leaves of what was appended only what `keep` wants; it gets each byte.
    pub(super) fn filter(&mut self, mut keep: impl FnMut(&[u8], &mut Vec<u8>)) {
        let fresh = self.buffer.split_off(self.seen);
        keep(&fresh, &mut self.buffer);
    }

    /// What was appended may pass after `delay`, but not before what is there already.
    pub(super) fn received(&mut self, now: Time, delay: Option<Duration>) {
        if self.seen == self.buffer.len() {
            return;
        }
        self.seen = self.buffer.len();
        match self.due(now, delay) {
            None => self.released = self.seen,
            Some(due) => self.later.push_back((due, self.seen)),
        }
    }

    pub(super) fn ended(&mut self, now: Time, delay: Option<Duration>) {
        if self.end == End::Open {
            self.end = End::Due(self.due(now, delay).unwrap_or(now));
        }
    }

    /// `None` if it is at once.
    fn due(&self, now: Time, delay: Option<Duration>) -> Option<Time> {
        let last = self.later.back().map(|(due, _)| *due);
        match (delay, last) {
            (None, None) => None,
            (delay, last) => Some((now + delay.unwrap_or_default()).max(last.unwrap_or(now))),
        }
    }

    /// What may pass now.
    pub(super) fn transmit(&self) -> &[u8] {
        &self.buffer[self.head..self.released]
    }

    /// These first bytes have passed.
    pub(super) fn passed(&mut self, count: usize) {
        self.bytes += count as u64;
        self.head += count;
        if self.head == self.buffer.len() {
            self.buffer.clear();
            (self.head, self.seen, self.released) = (0, 0, 0);
        }
    }

    /// Gives the buffer back if nothing is in it.
    pub(super) fn recycle(&mut self, pool: &mut Pool) {
        if self.buffer.is_empty() && self.buffer.capacity() > 0 {
            pool.give(std::mem::take(&mut self.buffer));
        }
    }

    /// What is due by now may pass.
    pub(super) fn release(&mut self, now: Time) {
        while let Some((_, to)) = self.later.front().filter(|(due, _)| *due <= now) {
            self.released = *to;
            self.later.pop_front();
        }
        self.gap_until = self.gap_until.filter(|until| *until > now);
    }

    /// Whether the end of the stream is to be passed on; says so once.
    pub(super) fn take_end(&mut self, now: Time) -> bool {
        let take = matches!(self.end, End::Due(due) if due <= now) && self.pending() == 0;
        if take {
            self.end = End::Passed;
        }
        take
    }

    pub(super) fn is_over(&self) -> bool {
        self.end == End::Passed
    }

    /// When [`release`](Self::release) or [`take_end`](Self::take_end) has something to do.
    pub(super) fn next_deadline(&self) -> Option<Time> {
        let later = self.later.front().map(|(due, _)| *due);
        let end = match self.end {
            End::Due(due) if self.pending() == 0 => Some(due),
            _ => None,
        };
        [later, end, self.gap_until].into_iter().flatten().min()
    }

    fn drop_passed(&mut self) {
        let by = self.head;
        self.buffer.drain(..by);
        self.head = 0;
        self.seen -= by;
        self.released -= by;
        for (_, to) in &mut self.later {
            *to -= by;
        }
    }
}
