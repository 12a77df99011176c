//! Waiting until what was sent is written.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use super::Mailbox;
use crate::remote::error::SendError;

/// The wakers of flushes that wait, by the position they wait for and a number of their own.
#[derive(Default)]
pub(super) struct Flushes {
    waiting: BTreeMap<Place, Waker>,
    last: u64,
}

/// A position in the stream of bytes, and the number of the flush.
type Place = (u64, u64);

impl Flushes {
    /// Takes out the wakers of all flushes up to this position.
    pub(super) fn take_due(&mut self, done: u64) -> Vec<Waker> {
        let mut due = Vec::new();
        while let Some(first) = self.waiting.first_entry()
            && first.key().0 <= done
        {
            due.push(first.remove());
        }
        due
    }

    /// Takes out the wakers of all flushes.
    pub(super) fn take_all(&mut self) -> Vec<Waker> {
        std::mem::take(&mut self.waiting).into_values().collect()
    }
}

/// A future that resolves when the bytes accepted before it are written, whatever is sent meanwhile.
pub(in crate::remote) struct Flush<'a> {
    mailbox: &'a Mailbox,
    place: Place,
    connection: u64,
}

impl Mailbox {
    /// Begins a flush of everything accepted so far.
    pub(in crate::remote) fn flush(&self) -> Flush<'_> {
        let mut inner = self.lock();
        inner.flushes.last += 1;
        Flush {
            mailbox: self,
            place: (inner.taken, inner.flushes.last),
            connection: inner.connection,
        }
    }
}

impl Future for Flush<'_> {
    type Output = Result<(), SendError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let waker = cx.waker().clone();
        let mut inner = self.mailbox.lock();
        if inner.connection != self.connection {
            return Poll::Ready(Err(match &inner.open {
                Err(SendError::Closed) => SendError::Closed,
                _ => SendError::NotConnected,
            }));
        }
        if inner.done >= self.place.0 {
            return Poll::Ready(Ok(()));
        }
        let before = inner.flushes.waiting.insert(self.place, waker);
        drop(inner);
        drop(before);
        Poll::Pending
    }
}

impl Drop for Flush<'_> {
    fn drop(&mut self) {
        let waker = self.mailbox.lock().flushes.waiting.remove(&self.place);
        drop(waker);
    }
}
