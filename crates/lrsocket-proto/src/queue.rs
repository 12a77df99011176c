//! What waits to be written to the client: messages on a send socket, acknowledgements on a
//! receive socket.

use std::collections::VecDeque;

use crate::switch::Ack;

/// A buffer that was larger than this is given back when it runs empty.
const KEEP: usize = 1 << 20;

/// Messages of `send`, in order (B7.1). One queue serves both before and after a client is there;
/// only before does it remember where messages end, since only then whole ones are dropped (B7.2).
#[derive(Debug, Default)]
pub(crate) struct SendQueue {
    bytes: Vec<u8>,
    /// Written already.
    start: usize,
    /// Lengths of the messages queued before a client is there, oldest first.
    waiting: VecDeque<usize>,
}

impl SendQueue {
    pub(crate) fn len(&self) -> usize {
        self.bytes.len() - self.start
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Queues a message for the client that is there. Returns whether it fits into `window`
    /// (B7.4); if it does not, nothing is queued.
    pub(crate) fn push(&mut self, message: &[u8], window: usize) -> bool {
        if self.len() + message.len() > window {
            return false;
        }
        self.make_room(message.len());
        self.bytes.extend_from_slice(message);
        true
    }

    /// Queues a message for the client to come, and drops the oldest ones that no longer fit into
    /// `window` (B7.2). Returns how many were dropped.
    pub(crate) fn push_waiting(&mut self, message: &[u8], window: usize) -> usize {
        self.make_room(message.len());
        self.bytes.extend_from_slice(message);
        self.waiting.push_back(message.len());
        let mut dropped = 0;
        while self.len() > window
            && let Some(oldest) = self.waiting.pop_front()
        {
            self.start += oldest;
            dropped += 1;
        }
        if self.is_empty() {
            self.clear();
        }
        dropped
    }

    /// A client is there: what waited is now an ordinary stream.
    pub(crate) fn release(&mut self) {
        self.waiting = VecDeque::new();
    }

    /// What to write next.
    pub(crate) fn front(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// The first `count` bytes of [`front`](Self::front) are written.
    pub(crate) fn advance(&mut self, count: usize) {
        debug_assert!(count <= self.len());
        self.start += count.min(self.len());
        if self.is_empty() {
            self.clear();
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.start = 0;
        self.waiting.clear();
        if self.bytes.capacity() > KEEP {
            self.bytes = Vec::new();
        } else {
            self.bytes.clear();
        }
    }

    /// Moves the rest to the front rather than growing, when at least half is written already.
    fn make_room(&mut self, len: usize) {
        if self.bytes.capacity() - self.bytes.len() < len && self.start > self.bytes.len() / 2 {
            self.bytes.drain(..self.start);
            self.start = 0;
        }
    }
}

/// How many acknowledgements are queued at most; a client that never reads them loses the rest
/// (B6.7).
const MAX_ACKS: usize = 64 * 1024;

/// Acknowledgements to write (B6.7). They are all the same bytes, so only their number is kept.
#[derive(Debug, Default)]
pub(crate) struct AckQueue {
    /// Bytes still to write, including those of a half-written acknowledgement.
    pending: usize,
}

impl AckQueue {
    /// One more line to acknowledge. Returns `false` if the bound is reached and it is dropped.
    pub(crate) fn push(&mut self, ack: Ack) -> bool {
        let len = ack.bytes().len();
        if self.pending >= MAX_ACKS * len {
            return len == 0;
        }
        self.pending += len;
        true
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pending == 0
    }

    /// What to write next: whole acknowledgements, but for a first one that was cut by a write.
    pub(crate) fn front(&self, ack: Ack) -> &'static [u8] {
        let ack_len = ack.bytes().len();
        if self.pending == 0 || ack_len == 0 {
            return &[];
        }
        let many = ack.many();
        let offset = (ack_len - self.pending % ack_len) % ack_len;
        &many[offset..many.len().min(offset + self.pending)]
    }

    /// The first `count` bytes of [`front`](Self::front) are written.
    pub(crate) fn advance(&mut self, count: usize) {
        debug_assert!(count <= self.pending);
        self.pending = self.pending.saturating_sub(count);
    }

    /// Takes all that is still to write.
    pub(crate) fn take(&mut self, ack: Ack) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.pending);
        while self.pending > 0 {
            let front = self.front(ack);
            bytes.extend_from_slice(front);
            self.advance(front.len());
        }
        bytes
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.pending = 0;
    }
}

impl Ack {
    /// The bytes of one acknowledgement.
    pub(crate) const fn bytes(self) -> &'static [u8] {
        match self {
            Ack::Lf => b"ok\n",
            Ack::Crlf => b"ok\r\n",
            Ack::Off => b"",
        }
    }

    /// Many of them in a row, to write at once.
    fn many(self) -> &'static [u8] {
        const COUNT: usize = 4096;
        static LF: [[u8; 3]; COUNT] = [*b"ok\n"; COUNT];
        static CRLF: [[u8; 4]; COUNT] = [*b"ok\r\n"; COUNT];
        match self {
            Ack::Lf => LF.as_flattened(),
            Ack::Crlf => CRLF.as_flattened(),
            Ack::Off => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b7_2_the_oldest_whole_messages_are_dropped_first() {
        let mut queue = SendQueue::default();
        assert_eq!(queue.push_waiting(b"aaaa", 10), 0);
        assert_eq!(queue.push_waiting(b"bbbb", 10), 0);
        assert_eq!(queue.push_waiting(b"cccc", 10), 1);
        assert_eq!(queue.front(), b"bbbbcccc");
        assert_eq!(queue.push_waiting(&[b'x'; 11], 10), 3);
        assert_eq!(queue.front(), b"");
    }

    #[test]
    fn b6_7_acknowledgements_are_whole_whatever_a_write_takes() {
        for ack in [Ack::Lf, Ack::Crlf] {
            let mut queue = AckQueue::default();
            let mut written = Vec::new();
            for step in [1, 2, 3, 5, 7, 11, 1, 1] {
                for _ in 0..step {
                    assert!(queue.push(ack));
                }
                let front = queue.front(ack);
                let count = front.len().min(step);
                written.extend_from_slice(&front[..count]);
                queue.advance(count);
            }
            while !queue.front(ack).is_empty() {
                let front = queue.front(ack);
                written.extend_from_slice(front);
                queue.advance(front.len());
            }
            assert_eq!(written, ack.bytes().repeat(31));
        }
    }

    #[test]
    fn b6_7_unread_acknowledgements_are_bounded() {
        let mut queue = AckQueue::default();
        let taken = (0..MAX_ACKS * 2).filter(|_| queue.push(Ack::Lf)).count();
        assert_eq!(taken, MAX_ACKS);
        assert_eq!(queue.front(Ack::Lf).len(), 3 * 4096);
    }
}
