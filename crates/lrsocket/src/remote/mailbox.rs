//! What senders hand to the connection, and what they may know of it.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use super::error::{RequestError, SendError};
use super::requests::{Key, Request};

/// Shared by a [`Remote`](crate::Remote) and its [senders](super::Sender).
pub(super) struct Mailbox {
    inner: Mutex<Inner>,
    pub(super) window: usize,
}

/// What is in a [`Mailbox`].
pub(super) struct Inner {
    /// Whether lines are taken now.
    pub(super) open: Result<(), SendError>,
    /// Lines, terminated, that nobody has begun to write.
    pub(super) bytes: Vec<u8>,
    /// How many bytes before these are not written yet.
    pub(super) being_written: usize,
    /// Requests whose lines are in `bytes`.
    pub(super) requests: Vec<Request>,
    /// Requests that nobody waits for any more.
    pub(super) cancelled: Vec<Key>,
    /// Counts connections, so that a flush notices that its own is over.
    pub(super) connection: u64,
    /// All bytes ever taken.
    pub(super) taken: u64,
    /// All bytes ever written, or dropped with a lost connection.
    pub(super) done: u64,
    /// Those of `done` that were dropped.
    pub(super) dropped: u64,
    pub(super) flushers: Vec<Waker>,
    pub(super) next_key: Key,
    /// Wakes who drives the connection.
    pub(super) driver: Option<Waker>,
}

impl Mailbox {
    pub(super) fn new(window: usize, first_key: Key) -> Self {
        Mailbox {
            inner: Mutex::new(Inner {
                open: Err(SendError::NotConnected),
                bytes: Vec::new(),
                being_written: 0,
                requests: Vec::new(),
                cancelled: Vec::new(),
                connection: 0,
                taken: 0,
                done: 0,
                dropped: 0,
                flushers: Vec::new(),
                next_key: first_key,
                driver: None,
            }),
            window,
        }
    }

    /// Puts something in, and wakes who drives the connection.
    pub(super) fn put<T>(
        &self,
        put: impl FnOnce(&mut Inner, usize) -> Result<T, SendError>,
    ) -> Result<T, SendError> {
        let mut inner = self.lock();
        let done = put(&mut inner, self.window)?;
        let driver = inner.driver.take();
        drop(inner);
        if let Some(driver) = driver {
            driver.wake();
        }
        Ok(done)
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing here is left half done by a panic.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// Takes a line.
    pub(super) fn push(&mut self, line: &[u8], window: usize) -> Result<(), SendError> {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        if memchr::memchr(b'\n', line).is_some() {
            return Err(SendError::InnerLineFeed);
        }
        self.has_room(line.len() + 1, window)?;
        self.bytes.extend_from_slice(line);
        self.bytes.push(b'\n');
        self.taken += line.len() as u64 + 1;
        Ok(())
    }

    /// Takes bytes as they are.
    pub(super) fn push_raw(&mut self, bytes: &[u8], window: usize) -> Result<(), SendError> {
        self.has_room(bytes.len(), window)?;
        self.bytes.extend_from_slice(bytes);
        self.taken += bytes.len() as u64;
        Ok(())
    }

    /// Something longer than the window is taken when nothing else waits.
    fn has_room(&self, more: usize, window: usize) -> Result<(), SendError> {
        self.open.clone()?;
        let waiting = self.bytes.len() + self.being_written;
        if waiting > 0 && waiting + more > window {
            return Err(SendError::Full { window });
        }
        Ok(())
    }

    /// So much more of what was taken, or of what the link has put before it, is handed to the system.
    pub(super) fn written(&mut self, count: usize) {
        // A ping or a keep-alive is nobody's: it comes when nothing of the senders is being written.
        let ours = count.min(self.being_written);
        self.being_written -= ours;
        self.done += ours as u64;
        if self.done == self.taken {
            for flusher in self.flushers.drain(..) {
                flusher.wake();
            }
        }
    }

    /// The connection is over, or all of it: drops what waits.
    pub(super) fn lose(&mut self, open: SendError, why: &RequestError) {
        self.open = Err(open);
        self.bytes = Vec::new();
        self.being_written = 0;
        self.dropped += self.taken - self.done;
        self.done = self.taken;
        self.connection += 1;
        self.cancelled.clear();
        for request in std::mem::take(&mut self.requests) {
            request.asked.fail(why.clone());
        }
        for flusher in self.flushers.drain(..) {
            flusher.wake();
        }
    }
}
