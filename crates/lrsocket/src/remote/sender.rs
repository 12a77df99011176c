//! Sending lines and asking questions, from anywhere.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;

use super::error::{RequestError, SendError};
use super::mailbox::Mailbox;
use super::requests::{Asked, Key, Matched, Request};

/// Sends to the plug-in of a [`Remote`](crate::Remote); clones go where they are needed.
///
/// What is sent is written while the remote is driven, that is while somebody awaits
/// [`Remote::next`](crate::Remote::next) or [`Remote::drive`](crate::Remote::drive).
#[derive(Clone)]
pub struct Sender {
    pub(super) mailbox: Arc<Mailbox>,
    #[cfg(feature = "json")]
    pub(super) ids: Arc<(String, super::options::IdForm)>,
}

impl Sender {
    /// Sends a line. A line feed is added, unless it ends with one. Never waits: lines are gathered and
    /// written together.
    ///
    /// Fails if the connection is not there or not ready, and then nothing is kept for later: what a
    /// plug-in should know after a loss, the program knows best.
    pub fn send(&self, line: impl AsRef<[u8]>) -> Result<(), SendError> {
        self.mailbox.put_line(line.as_ref())
    }

    /// Sends bytes as they are: parts of a line, or several.
    pub fn send_raw(&self, bytes: &[u8]) -> Result<(), SendError> {
        self.mailbox.put_raw(bytes)
    }

    /// Waits until everything sent before the call is handed to the system; what other tasks send
    /// meanwhile does not prolong it. Fails if the connection is lost before.
    pub async fn flush(&self) -> Result<(), SendError> {
        self.mailbox.flush().await
    }

    /// Sends a line and waits for its answer: the first line for which `matcher` gives something. That
    /// line is taken out of the [events](super::RemoteEvent::Line).
    ///
    /// Where several requests wait, a line is offered to them in the order in which they were sent.
    /// Dropping the future takes the request back: a later answer is an event like any line.
    ///
    /// The remote must be driven meanwhile, by another task or by
    /// [`Remote::drive`](crate::Remote::drive).
    pub async fn request<T: Send + 'static>(
        &self,
        line: impl AsRef<[u8]>,
        matcher: impl FnMut(&[u8]) -> Option<T> + Send + 'static,
        timeout: Duration,
    ) -> Result<T, RequestError> {
        let (answer, answered) = oneshot::channel();
        let asked = Box::new(Matched {
            matcher,
            answer: Some(answer),
        });
        let ticket = self.ask(line.as_ref(), timeout, asked, None)?;
        // The sending half is dropped unused only if the remote is.
        let answer = answered.await.unwrap_or(Err(RequestError::Closed));
        drop(ticket);
        answer
    }

    /// Puts a request into the mailbox, together with its line. `id` is the key in the line, if
    /// answers are recognised by it.
    pub(super) fn ask(
        &self,
        line: &[u8],
        timeout: Duration,
        asked: Box<dyn Asked>,
        id: Option<Key>,
    ) -> Result<Ticket<'_>, SendError> {
        let request = Request {
            key: id.unwrap_or_default(),
            by_id: id.is_some(),
            timeout,
            asked,
        };
        let key = self.mailbox.put_request(line, request)?;
        Ok(Ticket {
            mailbox: &self.mailbox,
            key,
        })
    }
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = self.mailbox.open();
        f.debug_struct("Sender")
            .field("open", &open)
            .finish_non_exhaustive()
    }
}

/// Takes a request back when it is dropped.
pub(super) struct Ticket<'a> {
    mailbox: &'a Mailbox,
    key: Key,
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        // Also if it was answered: that costs a look into a map.
        self.mailbox.cancel(self.key);
    }
}
