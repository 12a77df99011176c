//! Requests that wait for their answer.

use std::collections::{BTreeMap, BTreeSet};

use lrsocket_proto::Time;
use tokio::sync::oneshot;

use super::error::RequestError;

/// What a request is known by.
pub(super) type Key = u64;

/// Where an answer goes to.
pub(super) trait Asked: Send {
    /// Takes the line if it is the answer, and says so.
    fn offer(&mut self, line: &[u8]) -> bool;
    /// There will be no answer.
    fn fail(self: Box<Self>, why: RequestError);
}

/// A request whose answer is known by its looks.
pub(super) struct Matched<T, F> {
    pub(super) matcher: F,
    pub(super) answer: Option<oneshot::Sender<Result<T, RequestError>>>,
}

impl<T: Send, F: FnMut(&[u8]) -> Option<T> + Send> Asked for Matched<T, F> {
    fn offer(&mut self, line: &[u8]) -> bool {
        let Some(found) = (self.matcher)(line) else {
            return false;
        };
        if let Some(answer) = self.answer.take() {
            // The one who asked may be gone in this moment; the line was the answer all the same.
            let _ = answer.send(Ok(found));
        }
        true
    }

    fn fail(mut self: Box<Self>, why: RequestError) {
        if let Some(answer) = self.answer.take() {
            let _ = answer.send(Err(why));
        }
    }
}

/// One request on its way from a sender to the link.
pub(super) struct Request {
    pub(super) key: Key,
    /// The answer carries the key; otherwise the lines are offered.
    pub(super) by_id: bool,
    pub(super) timeout: std::time::Duration,
    pub(super) asked: Box<dyn Asked>,
}

/// All requests of one connection.
#[derive(Default)]
pub(super) struct Requests {
    /// In the order in which they were asked.
    matched: BTreeMap<Key, Waiting>,
    by_id: BTreeMap<Key, Waiting>,
    deadlines: BTreeSet<(Time, Key)>,
    #[cfg(feature = "json")]
    id_field: String,
}

struct Waiting {
    asked: Box<dyn Asked>,
    deadline: Time,
    timeout: std::time::Duration,
}

impl Requests {
    #[cfg(feature = "json")]
    pub(super) fn new(id_field: String) -> Self {
        Requests {
            id_field,
            ..Requests::default()
        }
    }

    #[cfg(not(feature = "json"))]
    pub(super) fn new() -> Self {
        Requests::default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.deadlines.is_empty()
    }

    /// The request was sent, at this time.
    pub(super) fn add(&mut self, request: Request, now: Time) {
        let deadline = now + request.timeout;
        self.deadlines.insert((deadline, request.key));
        let waiting = Waiting {
            asked: request.asked,
            deadline,
            timeout: request.timeout,
        };
        let into = if request.by_id {
            &mut self.by_id
        } else {
            &mut self.matched
        };
        into.insert(request.key, waiting);
    }

    /// Nobody waits for this answer any more.
    pub(super) fn cancel(&mut self, key: Key) {
        drop(self.take(key));
    }

    /// Whether the line answers a request. One line answers one request: that of its id, or the first
    /// that knows it.
    pub(super) fn offer(&mut self, line: &[u8]) -> bool {
        if let Some(key) = self.id_of(line)
            && let Some(mut waiting) = self.take(key)
        {
            return waiting.asked.offer(line);
        }
        let found = self
            .matched
            .iter_mut()
            .find_map(|(key, waiting)| waiting.asked.offer(line).then_some(*key));
        if let Some(key) = found {
            self.cancel(key);
        }
        found.is_some()
    }

    /// The id of a request that waits for it.
    #[cfg(feature = "json")]
    fn id_of(&self, line: &[u8]) -> Option<Key> {
        if self.by_id.is_empty() {
            return None;
        }
        let key = super::json::id_of(line, &self.id_field)?;
        self.by_id.contains_key(&key).then_some(key)
    }

    #[cfg(not(feature = "json"))]
    #[expect(clippy::unused_self, reason = "the twin of a method that needs it")]
    fn id_of(&self, _line: &[u8]) -> Option<Key> {
        None
    }

    /// When the next request runs out of time.
    pub(super) fn next_deadline(&self) -> Option<Time> {
        self.deadlines.first().map(|(deadline, _)| *deadline)
    }

    /// Fails the requests that have run out of time.
    pub(super) fn handle_timeout(&mut self, now: Time) {
        while let Some((deadline, key)) = self.deadlines.first().copied()
            && deadline <= now
        {
            if let Some(waiting) = self.take(key) {
                waiting.asked.fail(RequestError::TimedOut(waiting.timeout));
            }
        }
    }

    /// Fails them all.
    pub(super) fn fail_all(&mut self, why: &RequestError) {
        self.deadlines.clear();
        for (_, waiting) in std::mem::take(&mut self.matched) {
            waiting.asked.fail(why.clone());
        }
        for (_, waiting) in std::mem::take(&mut self.by_id) {
            waiting.asked.fail(why.clone());
        }
    }

    fn take(&mut self, key: Key) -> Option<Waiting> {
        let waiting = self
            .matched
            .remove(&key)
            .or_else(|| self.by_id.remove(&key))?;
        self.deadlines.remove(&(waiting.deadline, key));
        Some(waiting)
    }
}
