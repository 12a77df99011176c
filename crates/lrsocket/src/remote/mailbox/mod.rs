//! The mailbox between senders and the connection: bytes to write, requests, and flushes that wait.
//!
//! Wakers, matchers and serializers are code of the application, which may call a
//! [`Sender`](super::Sender) again. None of it runs, is cloned or is dropped while the mailbox is
//! locked: methods move such values out, and let go of them when the lock is released.

mod flush;
#[cfg(test)]
mod tests;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use self::flush::Flushes;
use super::error::{RequestError, SendError};
use super::requests::{Key, Request};

/// Shared by a [`Remote`](crate::Remote) and its [senders](super::Sender).
pub(super) struct Mailbox {
    inner: Mutex<Inner>,
    window: usize,
}

/// The state of a [`Mailbox`].
struct Inner {
    /// Whether lines are accepted now.
    open: Result<(), SendError>,
    /// Terminated lines of which nothing has been written yet.
    bytes: Vec<u8>,
    /// The number of bytes that the link has taken and not written yet.
    being_written: usize,
    mail: Mail,
    /// The number of the connection, so that a flush notices that its own has ended.
    connection: u64,
    /// The number of bytes ever accepted.
    taken: u64,
    /// The number of bytes ever written, or dropped with a lost connection.
    done: u64,
    /// The part of `done` that was dropped.
    dropped: u64,
    flushes: Flushes,
    next_key: Key,
    /// Wakes the task that drives the connection.
    driver: Option<Waker>,
}

/// Requests on their way to the link.
#[derive(Default)]
pub(super) struct Mail {
    /// Requests whose lines are among the bytes.
    pub(super) requests: Vec<Request>,
    /// Requests whose callers have stopped waiting.
    pub(super) cancelled: Vec<Key>,
}

impl Mailbox {
    pub(super) fn new(window: usize, first_key: Key) -> Self {
        Mailbox {
            inner: Mutex::new(Inner {
                open: Err(SendError::NotConnected),
                bytes: Vec::new(),
                being_written: 0,
                mail: Mail::default(),
                connection: 0,
                taken: 0,
                done: 0,
                dropped: 0,
                flushes: Flushes::default(),
                next_key: first_key,
                driver: None,
            }),
            window,
        }
    }

    /// Accepts a line and wakes the driver.
    pub(super) fn put_line(&self, line: &[u8]) -> Result<(), SendError> {
        self.put(|inner, window| inner.push(line, window))
    }

    /// Accepts bytes as they are and wakes the driver.
    pub(super) fn put_raw(&self, bytes: &[u8]) -> Result<(), SendError> {
        self.put(|inner, window| inner.push_raw(bytes, window))
    }

    /// Reserves the key of a request whose line contains it.
    #[cfg(feature = "json")]
    pub(super) fn reserve_key(&self) -> Key {
        self.lock().new_key()
    }

    /// Accepts a request with its line and wakes the driver. A request by id keeps its
    /// [reserved](Self::reserve_key) key; any other gets the next one.
    pub(super) fn put_request(&self, line: &[u8], request: Request) -> Result<Key, SendError> {
        // Outlives the lock, and with it the matcher of a request that is refused.
        let mut request = Some(request);
        self.put(|inner, window| {
            inner.push(line, window)?;
            // The key comes with the place of the line: lines are offered in the order of the keys.
            let next = inner.new_key();
            let key = request.as_mut().map_or(next, |request| {
                if !request.by_id {
                    request.key = next;
                }
                request.key
            });
            inner.mail.requests.extend(request.take());
            Ok(key)
        })
    }

    /// Takes a request back. Harmless if it has been answered.
    pub(super) fn cancel(&self, key: Key) {
        self.lock().mail.cancelled.push(key);
    }

    /// Returns whether lines are accepted now.
    pub(super) fn open(&self) -> Result<(), SendError> {
        self.lock().open.clone()
    }

    /// Sets whether lines are accepted, without dropping anything.
    pub(super) fn set_open(&self, open: Result<(), SendError>) {
        self.lock().open = open;
    }

    /// Registers the driver's waker, so that senders wake it.
    pub(super) fn register(&self, waker: &Waker) {
        let waker = waker.clone();
        let before = self.lock().driver.replace(waker);
        drop(before);
    }

    /// Moves requests into `mail`, which is empty, and lets `exchange` replace the waiting bytes by an
    /// empty buffer; it returns how many it took, or `None` if it cannot take any yet.
    pub(super) fn take_mail(
        &self,
        mail: &mut Mail,
        exchange: impl FnOnce(&mut Vec<u8>) -> Option<usize>,
    ) {
        let mut inner = self.lock();
        std::mem::swap(&mut inner.mail, mail);
        if !inner.bytes.is_empty()
            && let Some(count) = exchange(&mut inner.bytes)
        {
            inner.being_written = count;
        }
    }

    /// Counts bytes handed to the system, and wakes the flushes that waited for them.
    pub(super) fn written(&self, count: usize) {
        let due = self.lock().written(count);
        due.into_iter().for_each(Waker::wake);
    }

    /// Drops what waits, because the connection has ended; fails its requests and flushes.
    pub(super) fn lose(&self, open: SendError, why: &RequestError) {
        let mut inner = self.lock();
        inner.open = Err(open);
        inner.bytes = Vec::new();
        inner.being_written = 0;
        inner.dropped += inner.taken - inner.done;
        inner.done = inner.taken;
        inner.connection += 1;
        inner.mail.cancelled.clear();
        let requests = std::mem::take(&mut inner.mail.requests);
        let flushes = inner.flushes.take_all();
        drop(inner);
        for request in requests {
            request.asked.fail(why.clone());
        }
        flushes.into_iter().for_each(Waker::wake);
    }

    /// Returns whether everything accepted is written.
    pub(super) fn is_written(&self) -> bool {
        let inner = self.lock();
        inner.done == inner.taken
    }

    /// Returns how many bytes were dropped with lost connections.
    pub(super) fn dropped(&self) -> u64 {
        self.lock().dropped
    }

    /// Returns how many bytes wait to be written.
    pub(super) fn waiting(&self) -> usize {
        self.lock().waiting()
    }

    fn put<T>(
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

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing here is left half done by a panic.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn push(&mut self, line: &[u8], window: usize) -> Result<(), SendError> {
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

    fn push_raw(&mut self, bytes: &[u8], window: usize) -> Result<(), SendError> {
        self.has_room(bytes.len(), window)?;
        self.bytes.extend_from_slice(bytes);
        self.taken += bytes.len() as u64;
        Ok(())
    }

    /// Something longer than the window is accepted when nothing else waits.
    fn has_room(&self, more: usize, window: usize) -> Result<(), SendError> {
        self.open.clone()?;
        let waiting = self.waiting();
        if waiting > 0 && waiting + more > window {
            return Err(SendError::Full { window });
        }
        Ok(())
    }

    fn waiting(&self) -> usize {
        self.bytes.len() + self.being_written
    }

    fn new_key(&mut self) -> Key {
        let key = self.next_key;
        self.next_key += 1;
        key
    }

    fn written(&mut self, count: usize) -> Vec<Waker> {
        // A ping or a keep-alive was never accepted here; the link writes it when it has nothing else.
        let ours = count.min(self.being_written);
        self.being_written -= ours;
        self.done += ours as u64;
        self.flushes.take_due(self.done)
    }
}
