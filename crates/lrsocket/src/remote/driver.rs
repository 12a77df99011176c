//! The link over tokio.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use lrsocket_proto::Time;
use tokio::task::coop;
use tokio::time::{Instant, Sleep};

use super::error::{RequestError, SendError};
use super::event::RemoteEvent;
use super::finder::Finder;
use super::keep::Kept;
use super::link::RemoteLink;
use super::mailbox::{Mail, Mailbox};
use super::options::Options;
use super::ports::Ports;
use super::sender::Sender;
use super::turn::Turn;
use super::wire::Wire;

/// For how long lines that are there already are handed out before the ports are looked at again.
const FRESH: Duration = Duration::from_millis(1);

/// How many lines are handed out before the clock is looked at.
const UNTIMED: u32 = 32;

/// The outside end of one plug-in: both its ports as one connection, kept up. The
/// [module](crate::remote) tells how it works.
///
/// Everything is done while [`next`](Self::next) or [`drive`](Self::drive) is awaited: nothing runs in
/// the background, and nothing is left when it is dropped. To be used inside a tokio runtime with its
/// I/O and time enabled.
pub struct Remote {
    pub(super) link: RemoteLink,
    pub(super) mailbox: Arc<Mailbox>,
    /// Requests just taken from the mailbox; empty between turns.
    pub(super) mail: Mail,
    pub(super) receive: Wire,
    pub(super) send: Wire,
    pub(super) finder: Finder,
    /// Bytes of the receive half, to be counted.
    pub(super) scratch: Vec<u8>,
    pub(super) options: Options,
    pub(super) kept: super::keep::Keeper,
    /// What senders were told last.
    pub(super) open: Result<(), SendError>,
    start: Instant,
    timer: Option<Pin<Box<Sleep>>>,
    /// When the ports were looked at last.
    turned: Option<Time>,
    /// How many lines may go without a look at the clock.
    untimed: u32,
}

impl Remote {
    /// Begins to connect. Nothing happens until [`next`](Self::next) or [`drive`](Self::drive) is
    /// awaited.
    pub fn connect(options: Options) -> Self {
        let mut random = options
            .seed
            .map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed);
        // An answer that a plug-in kept from an earlier run must not look like one of this.
        let first_key = u64::from(random.u32(1..));
        Remote {
            mailbox: Arc::new(Mailbox::new(options.send_window, first_key)),
            mail: Mail::default(),
            receive: Wire::Off,
            send: Wire::Off,
            finder: Finder::new(&options.source),
            scratch: Vec::new(),
            kept: super::keep::Keeper::default(),
            open: Err(SendError::NotConnected),
            start: Instant::now(),
            timer: None,
            turned: None,
            untimed: 0,
            link: RemoteLink::new(options.clone(), random),
            options,
        }
    }

    /// The next thing that happened; `None` once it has [given up](RemoteEvent::GaveUp), for which
    /// [`reconnect`](Self::reconnect) is the way back. A line is borrowed from the read buffer: it is
    /// neither copied nor allocated.
    ///
    /// **Cancel safe.** An event is taken in the moment it is returned, so none is lost when the
    /// future is dropped before.
    pub async fn next(&mut self) -> Option<RemoteEvent<'_>> {
        // Most lines are in the buffer already, and this is all that they cost. The task's turn ends
        // all the same: every so many lines, poll_event looks at the clock and at tokio's budget.
        if self.untimed > 0 && self.kept.is_empty() && self.link.has_plain_line() {
            self.untimed -= 1;
            return self.link.take_event();
        }
        if self.kept.is_empty() && !poll_fn(|cx| self.poll_event(cx)).await {
            return None;
        }
        self.take()
    }

    fn take(&mut self) -> Option<RemoteEvent<'_>> {
        if self.kept.is_empty() {
            self.link.take_event()
        } else {
            self.kept.take()
        }
    }

    /// Drives the connection until `future` is done, such as a [request](Sender::request) or a
    /// [flush](Sender::flush). Events that come meanwhile wait for [`next`](Self::next), up to 64 MiB
    /// of them; then the plug-in must wait.
    pub async fn drive<F: Future>(&mut self, future: F) -> F::Output {
        let mut future = std::pin::pin!(future);
        poll_fn(|cx| {
            loop {
                if let Poll::Ready(output) = future.as_mut().poll(cx) {
                    return Poll::Ready(output);
                }
                if self.kept.is_full() {
                    self.turn_without_events(cx);
                    return Poll::Pending;
                }
                match self.poll_event(cx) {
                    Poll::Ready(true) => {
                        if let Some(event) = self.link.take_event() {
                            self.kept.keep(Kept::from(event));
                        }
                    }
                    // Given up: all that wait for a plug-in know it, and the future may wait for
                    // something else.
                    Poll::Ready(false) | Poll::Pending => return future.as_mut().poll(cx),
                }
            }
        })
        .await
    }

    /// A handle to send and to ask with.
    pub fn sender(&self) -> Sender {
        Sender {
            mailbox: Arc::clone(&self.mailbox),
            #[cfg(feature = "json")]
            ids: Arc::new((self.options.id_field.clone(), self.options.id_form)),
        }
    }

    /// Ends the connection, if there is one, and connects anew, without a pause; also after it has
    /// given up.
    pub fn reconnect(&mut self) {
        let now = self.now();
        self.link.reconnect(now);
        self.act(now);
        self.tell_senders();
    }

    /// The ports of this connection or, between two, of the last one.
    pub fn ports(&self) -> Option<Ports> {
        self.link.ports()
    }

    /// How many lines the plug-in has acknowledged in this connection (B6.7).
    pub fn acknowledged(&self) -> u64 {
        self.link.acknowledged().0
    }

    /// How many lines of this connection are on their way: sent, but not acknowledged yet. A plug-in
    /// that acknowledges nothing, as one under some profiles, leaves them all here.
    pub fn unacknowledged(&self) -> u64 {
        let (acknowledged, sent) = self.link.acknowledged();
        sent.saturating_sub(acknowledged)
    }

    /// How many bytes came on the receive port that are no acknowledgement. No Lightroom writes such.
    pub fn strange_bytes(&self) -> u64 {
        self.link.strange()
    }

    /// Ready with whether there is an event to take; `false` when all is over.
    pub(super) fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<bool> {
        let coop = ready!(coop::poll_proceed(cx));
        loop {
            let now = self.now();
            let fresh = self.turned.is_some_and(|turned| now - turned < FRESH);
            let mut turn = Turn::LineWaits;
            if !(fresh && self.link.has_event(now)) {
                turn = self.turn(cx, now);
                self.turned = Some(now);
            }
            let event = self.link.has_event(now);
            let acted = self.act(now);
            self.tell_senders();
            if event {
                self.untimed = UNTIMED;
                coop.made_progress();
                return Poll::Ready(true);
            }
            if self.link.is_over() {
                coop.made_progress();
                return Poll::Ready(false);
            }
            if turn == Turn::Blocked && !acted {
                ready!(self.poll_timer(cx));
            }
        }
    }

    /// Writes, reads acknowledgements and minds deadlines, but takes no lines.
    fn turn_without_events(&mut self, cx: &mut Context<'_>) {
        let now = self.now();
        let turn = self.turn(cx, now);
        self.tell_senders();
        if turn == Turn::Paused || self.poll_timer(cx).is_ready() {
            cx.waker().wake_by_ref();
        }
    }

    /// Lets senders know whether lines are taken.
    fn tell_senders(&mut self) {
        let open = self.link.open();
        if open == self.open {
            return;
        }
        match &open {
            Err(why @ (SendError::NotConnected | SendError::Closed)) => {
                self.mailbox.lose(why.clone(), &RequestError::Lost);
            }
            other => self.mailbox.set_open(other.clone()),
        }
        self.open = open;
    }

    /// Ready when the link's deadline has passed.
    ///
    /// A timer that is set too early stays: going off for nothing once in a while costs less than setting
    /// it anew for each request.
    fn poll_timer(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Some(deadline) = self.link.next_deadline() else {
            return Poll::Pending;
        };
        let deadline = self
            .start
            .checked_add(deadline.since_start())
            .unwrap_or_else(|| Instant::now() + Duration::from_secs(86400));
        let timer = self
            .timer
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(deadline)));
        if timer.deadline() > deadline {
            timer.as_mut().reset(deadline);
        }
        ready!(timer.as_mut().poll(cx));
        if timer.deadline() < deadline {
            timer.as_mut().reset(deadline);
            ready!(timer.as_mut().poll(cx));
        }
        Poll::Ready(())
    }

    pub(super) fn now(&self) -> Time {
        Time::from_start(self.start.elapsed())
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        self.link.close();
        self.mailbox.lose(SendError::Closed, &RequestError::Closed);
    }
}

impl fmt::Debug for Remote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Remote")
            .field("ports", &self.link.ports())
            .field("open", &self.open)
            .finish_non_exhaustive()
    }
}
