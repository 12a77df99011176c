//! Waiting to be ready, asking, and leaving in good order.

use std::future::poll_fn;
use std::task::{Context, Poll};
use std::time::Duration;

use thiserror::Error;

use super::driver::Remote;
use super::error::RequestError;
use super::event::{DisconnectReason, RemoteEvent};
use super::keep::Kept;

/// How long leaving may take: as long as a plug-in's `close` (B7.7).
const LEAVE: Duration = Duration::from_secs(1);

/// The plug-in has not taken everything in time.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("closed, but {bytes} bytes of what was sent were not taken by the plug-in")]
pub struct Unwritten {
    /// How many bytes could not be handed to the system.
    pub bytes: usize,
}

impl Remote {
    /// Drives the connection until the plug-in serves it ([`RemoteEvent::Ready`]), through as many attempts
    /// as it takes. Lines that come meanwhile wait for [`next`](Self::next); other events are passed
    /// over. Fails when it [gives up](RemoteEvent::GaveUp).
    pub async fn ready(&mut self) -> Result<(), DisconnectReason> {
        poll_fn(|cx| {
            while !self.link.is_ready() {
                match self.poll_event(cx) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(true) => match self.link.take_event() {
                        // It may be over again already; what it told is there all the same.
                        Some(RemoteEvent::Ready) => return Poll::Ready(Ok(())),
                        Some(RemoteEvent::GaveUp(why)) => return Poll::Ready(Err(why)),
                        Some(line @ RemoteEvent::Line(_)) => self.kept.keep(Kept::from(line)),
                        _ => {}
                    },
                    Poll::Ready(false) => {
                        let why = self.link.gave_up().unwrap_or(DisconnectReason::Asked);
                        return Poll::Ready(Err(why));
                    }
                }
            }
            Poll::Ready(Ok(()))
        })
        .await
    }

    /// [`Sender::request`](super::Sender::request), driving the connection meanwhile. Events that come
    /// before the answer wait for [`next`](Self::next).
    pub async fn request<T: Send + 'static>(
        &mut self,
        line: impl AsRef<[u8]>,
        matcher: impl FnMut(&[u8]) -> Option<T> + Send + 'static,
        timeout: Duration,
    ) -> Result<T, RequestError> {
        let sender = self.sender();
        self.drive(sender.request(line, matcher, timeout)).await
    }

    /// [`Sender::call`](super::Sender::call), driving the connection meanwhile.
    #[cfg(feature = "json")]
    pub async fn call(
        &mut self,
        call: serde_json::Value,
        timeout: Duration,
    ) -> Result<serde_json::Value, super::error::CallError> {
        let sender = self.sender();
        self.drive(sender.call(call, timeout)).await
    }

    /// Leaves: everything sent is written, the plug-in sees the end of it, and is given the time to
    /// read it. Takes at most a second, and less if the plug-in acknowledges every line or closes its
    /// end. Events that nobody took are dropped, requests that wait fail.
    pub async fn close(mut self) -> Result<(), Unwritten> {
        let dropped = self.mailbox.dropped();
        // What is not done in time is told below.
        let _ = tokio::time::timeout(LEAVE, self.leave()).await;
        let lost = usize::try_from(self.mailbox.dropped() - dropped).unwrap_or(usize::MAX);
        let bytes = self.mailbox.waiting() + lost;
        if bytes == 0 {
            Ok(())
        } else {
            Err(Unwritten { bytes })
        }
    }

    async fn leave(&mut self) {
        poll_fn(|cx| self.poll_while_connected(cx, |remote| remote.is_flushed())).await;
        if self.link.is_connected() {
            // A connection that cannot be shut down is gone already.
            let _ = poll_fn(|cx| self.receive.poll_shutdown(cx)).await;
        }
        // Unread bytes would turn the end into a reset, which may cost the plug-in what it was sent.
        let arrived = |remote: &mut Remote| remote.unacknowledged() == 0;
        poll_fn(|cx| self.poll_while_connected(cx, arrived)).await;
    }

    fn is_flushed(&self) -> bool {
        self.mailbox.is_written() && self.link.transmit().is_empty()
    }

    /// Drives this connection, and drops its events, until `done`, or until it is lost.
    fn poll_while_connected(
        &mut self,
        cx: &mut Context<'_>,
        done: impl Fn(&mut Remote) -> bool,
    ) -> Poll<()> {
        while self.link.is_connected() && !done(self) {
            match self.poll_event(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(true) => drop(self.link.take_event()),
                Poll::Ready(false) => break,
            }
        }
        Poll::Ready(())
    }
}
