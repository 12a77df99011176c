//! The plug-in's end of one socket, for Rust programs.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use lrsocket_proto::{
    Close, Config, Diagnostic, Impairment, Phase, Profile, Socket, SocketClosed, Time,
};
use tokio::task::coop;
use tokio::time::{Instant, Sleep};

use crate::event::LrSocketEvent;
use crate::port::{Port, Progress};

/// For how long messages that are there already are handed out before the port is looked at again.
const FRESH: Duration = Duration::from_millis(1);

/// Binds a socket that behaves as [`Profile::measured`] says. The port is open when this returns;
/// whether that worked is the first [event](LrSocket::event).
///
/// To be called inside a tokio runtime with its I/O and time enabled; outside one the port cannot
/// be opened, and the first event says so.
pub fn bind(config: Config) -> LrSocket {
    bind_with(config, Profile::measured())
}

/// The same as [`bind`], with a profile of your choice.
pub fn bind_with(config: Config, profile: Profile) -> LrSocket {
    let mut socket = LrSocket {
        machine: Socket::bind(config, profile),
        port: Port::new(),
        start: Instant::now(),
        polled: None,
        timer: None,
        stalled_until: Time::ZERO,
    };
    socket.act(Time::ZERO);
    socket
}

/// One `LrSocket`: what `LrSocket.bind` returns to a plug-in.
///
/// Its work is done while [`event`](Self::event) or [`flush`](Self::flush) is awaited: nothing
/// runs in the background. Dropping it drops the port, the connection and what was not written;
/// [`close`](Self::close) is the gentle way.
///
/// Where a profile makes Lightroom stand still (`send_reconnect = hang`, `close_stall`), this
/// socket does nothing for as long; the rest of the program goes on.
#[derive(Debug)]
pub struct LrSocket {
    machine: Socket,
    port: Port,
    start: Instant,
    /// When the port was polled last.
    polled: Option<Time>,
    timer: Option<Pin<Box<Sleep>>>,
    stalled_until: Time,
}

impl LrSocket {
    /// The next thing that happened; `None` once the socket is [closed](Self::close). After
    /// [`LrSocketEvent::Closed`] and [`LrSocketEvent::Error`] it waits for [`reconnect`](Self::reconnect), which
    /// another branch of a `select!` may call, and for ever if nobody does.
    ///
    /// Messages that have arrived already are handed out without a system call.
    ///
    /// **Cancel safe.** The socket holds all state and this future none: an event is taken only in
    /// the moment it is returned, so none is lost when the future is dropped before.
    pub async fn event(&mut self) -> Option<LrSocketEvent> {
        poll_fn(|cx| self.poll_event(cx)).await
    }

    /// [`event`](Self::event) for those who write futures by hand.
    pub fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<LrSocketEvent>> {
        let coop = ready!(coop::poll_proceed(cx));
        loop {
            let now = self.now();
            let fresh = self.polled.is_some_and(|polled| now - polled < FRESH);
            let turn = if fresh && self.machine.has_event() {
                Poll::Ready(())
            } else {
                self.poll_turn(cx, now)
            };
            if now >= self.stalled_until
                && let Some(event) = self.machine.poll_event().map(LrSocketEvent::from)
            {
                self.act(now);
                coop.made_progress();
                return Poll::Ready(Some(event));
            }
            // B5.6: until its deadline a closed socket may keep its port busy.
            if self.machine.phase() == Phase::Closed && self.machine.next_deadline().is_none() {
                coop.made_progress();
                return Poll::Ready(None);
            }
            ready!(turn);
        }
    }

    /// Sends `message` to the outside program, as it is: no newline is added (B7.1). It is queued,
    /// also if nobody is connected yet (B7.2), and written when [`event`](Self::event) or
    /// [`flush`](Self::flush) is awaited.
    ///
    /// Fails only after [`close`](Self::close). On a receive socket it has no effect (B7.5); look
    /// at the [diagnostics](Self::poll_diagnostic).
    pub fn send(&mut self, message: &[u8]) -> Result<(), SocketClosed> {
        let now = self.now();
        self.machine.send(message, now)
    }

    /// Waits until everything sent is handed to the system. Returns at once if nobody is
    /// connected; what was sent waits for a client then. A client that does not read can make
    /// this wait for ever.
    ///
    /// Cancel safe, as [`event`](Self::event) is; events are left for it.
    pub async fn flush(&mut self) {
        poll_fn(|cx| {
            let mut turn = Poll::Ready(());
            while !self.machine.transmit().is_empty() {
                ready!(turn);
                let now = self.now();
                turn = self.poll_turn(cx, now);
            }
            Poll::Ready(())
        })
        .await;
    }

    /// Listens again: after a client has left or an error, and also to get rid of a client (§5).
    /// Events of before that were not taken are forgotten (B3.12).
    pub fn reconnect(&mut self) -> Result<(), SocketClosed> {
        let now = self.now();
        let stall = self.machine.reconnect(now)?;
        self.stalled_until = now + stall;
        self.act(now);
        Ok(())
    }

    /// Closes the socket (B3.6): at once, even if the returned future is never awaited. There are
    /// no more events and the port is free. The future resolves when what was sent is written, or
    /// after a second if the client does not take it (B7.7).
    ///
    /// A profile with `port_linger` keeps the port busy for longer (B5.6): until
    /// [`event`](Self::event) has returned `None`, or the socket is dropped.
    pub fn close(&mut self) -> impl Future<Output = ()> + '_ {
        let now = self.now();
        if let Close::Closed { stall } = self.machine.close(now) {
            self.stalled_until = now + stall;
            self.act(now);
        }
        async {
            self.flush().await;
            tokio::time::sleep_until(self.instant(self.stalled_until)).await;
        }
    }

    /// From now on the socket behaves so: see [`Socket::set_profile`].
    pub fn set_profile(&mut self, profile: Profile) {
        self.machine.set_profile(profile);
        self.act(self.now());
    }

    /// What is wrong with the way to the outside program from now on: see [`Port::set_impairment`].
    pub fn set_impairment(&mut self, link: Impairment) {
        self.port.set_impairment(link);
    }

    /// The outside program appears to be killed, with the machine it runs on: see [`Port::kill`].
    pub fn kill_client(&mut self) {
        self.port.kill();
    }

    /// Resets the connection: see [`Port::reset`].
    pub fn reset_client(&mut self) {
        self.port.reset();
    }

    /// The next thing a person should know that Lightroom would not say; `None` if there is
    /// nothing new.
    pub fn poll_diagnostic(&mut self) -> Option<Diagnostic> {
        self.machine.poll_diagnostic()
    }

    /// The listening port; `None` if it was never open.
    pub fn port(&self) -> Option<u16> {
        self.machine.port()
    }

    /// Where in its life the socket is.
    pub fn phase(&self) -> Phase {
        self.machine.phase()
    }

    /// What the system said when the port could not be opened, or a client not be accepted.
    pub fn last_error(&self) -> Option<&io::Error> {
        self.port.last_error()
    }

    /// One turn of the port. Pending if only the outside can change anything now.
    fn poll_turn(&mut self, cx: &mut Context<'_>, now: Time) -> Poll<()> {
        if now < self.stalled_until {
            return self.poll_timer(cx, Some(self.stalled_until));
        }
        let progress = self.port.poll(cx, &mut self.machine, now);
        self.machine.handle_timeout(now);
        let acted = self.act(now);
        self.polled = Some(now);
        if progress == Progress::Paused || acted {
            return Poll::Ready(());
        }
        let deadline = self.machine.next_deadline();
        self.poll_timer(cx, deadline)
    }

    /// Carries out what the machine asks for. Returns whether that was anything.
    fn act(&mut self, now: Time) -> bool {
        let mut acted = false;
        while let Some(action) = self.machine.poll_action() {
            self.port.apply(action, &mut self.machine, now);
            acted = true;
        }
        acted
    }

    /// Ready when `deadline` has passed.
    fn poll_timer(&mut self, cx: &mut Context<'_>, deadline: Option<Time>) -> Poll<()> {
        let Some(deadline) = deadline else {
            self.timer = None;
            return Poll::Pending;
        };
        let deadline = self.instant(deadline);
        let timer = self
            .timer
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(deadline)));
        if timer.deadline() != deadline {
            timer.as_mut().reset(deadline);
        }
        timer.as_mut().poll(cx)
    }

    fn now(&self) -> Time {
        Time::from_start(self.start.elapsed())
    }

    fn instant(&self, time: Time) -> Instant {
        self.start
            .checked_add(time.since_start())
            .unwrap_or_else(|| Instant::now() + Duration::from_secs(86400))
    }
}
