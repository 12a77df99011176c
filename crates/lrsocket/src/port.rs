//! One TCP port, driven for one machine.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use lrsocket_proto::{Impairment, Socket, SocketAction, Time};
use socket2::SockRef;
use tokio::net::TcpStream;
use tokio::time::Sleep;

use crate::listen::Listeners;
use crate::traffic::{finish, lose, read, vanish, write};

/// How many connections are kept open that nobody is to hear the end of.
const LIMBO: usize = 16;

/// How long accepting rests after an error. One such as "too many open files" lasts, and the port
/// stays ready all the while.
const ACCEPT_REST: Duration = Duration::from_millis(100);

/// Whether [`Port::poll`] left something undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// All is done that could be; the waker is registered for everything the machine waits for,
    /// except its [deadline](Socket::next_deadline).
    Blocked,
    /// It was enough for one turn. Nothing wakes the task: poll again, once the events are taken.
    Paused,
}

/// A TCP port and its client: what a [`lrsocket_proto::Socket`] decides, this carries out.
///
/// The driver's turn, in this order:
/// 1. [`poll`](Self::poll), so that what came in time is seen before any deadline is;
/// 2. [`Socket::handle_timeout`], if [`Socket::next_deadline`] has passed;
/// 3. every [`Socket::poll_action`], into [`apply`](Self::apply);
/// 4. every event, and 3. again, since taking an event may ask for an action.
///
/// Then again from 1. if it said [`Progress::Paused`], or if since then anything was called on the
/// machine or an event was taken from it; otherwise wait for the waker or the deadline.
#[derive(Debug, Default)]
pub struct Port {
    listeners: Option<Listeners>,
    stream: Option<TcpStream>,
    /// Accepting goes on when this is over.
    accept_rest: Option<Pin<Box<Sleep>>>,
    last_error: Option<io::Error>,
    /// What is wrong with the way to the outside program.
    link: Impairment,
    fate: Fate,
    /// Connections that nobody is to hear the end of.
    limbo: VecDeque<TcpStream>,
}

/// What has befallen the connection that is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Fate {
    #[default]
    Alive,
    /// Whatever is sent either way is lost.
    Killed,
    /// It was reset; the machine is to hear of it.
    Reset,
}

impl Port {
    /// A port that is not open yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Carries out one action, and tells `machine` what came of it.
    ///
    /// Outside a tokio runtime nothing can listen: the machine is told that it failed.
    pub fn apply(&mut self, action: SocketAction, machine: &mut Socket, now: Time) {
        match action {
            SocketAction::Listen { port, also_ipv6 } => {
                match Listeners::open(port.number(), also_ipv6) {
                    Ok(listeners) => {
                        machine.handle_listening(listeners.port(), now);
                        self.listeners = Some(listeners);
                        self.last_error = None;
                    }
                    Err(error) => {
                        self.last_error = Some(error);
                        machine.handle_listen_failed();
                    }
                }
            }
            SocketAction::StopListening => {
                self.listeners = None;
                self.accept_rest = None;
            }
            SocketAction::Disconnect => self.release(|_| {}),
            SocketAction::Finish { last } => {
                let last = if self.link.not_reading { &[] } else { &*last };
                self.release(|stream| finish(stream, last));
            }
        }
    }

    /// Accepts, reads and writes, as far as the machine wants it and the system lets it.
    ///
    /// Acknowledgements of what was read are written before this returns, so before any callback
    /// runs (B6.7). Actions that the machine asks for meanwhile are left for the caller, who knows
    /// what must come first among several sockets.
    pub fn poll(&mut self, cx: &mut Context<'_>, machine: &mut Socket, now: Time) -> Progress {
        self.accept(cx, machine, now);
        if self.fate == Fate::Reset {
            lose(machine);
        }
        let link = self.link;
        let killed = self.fate == Fate::Killed;
        let Some(stream) = &mut self.stream else {
            return Progress::Blocked;
        };
        if link.blackhole || killed {
            return vanish(stream, cx, machine, now);
        }
        // Before reading, which may find that the client is done and drop what it still would take.
        let queued = write(stream, cx, machine, now, link);
        let received = read(stream, cx, machine, now, link);
        // After a read as large as can be, another round follows at once: that one writes more.
        let in_flood = received == Progress::Paused && link.chunk.is_none();
        let acknowledged = if in_flood {
            Progress::Paused
        } else {
            write(stream, cx, machine, now, link)
        };
        if [queued, received, acknowledged].contains(&Progress::Paused) {
            Progress::Paused
        } else {
            Progress::Blocked
        }
    }

    /// What is wrong with the way to the outside program, from the next [`poll`](Self::poll) on.
    /// [`second_client`](Impairment::second_client) is for the caller, who alone can be an outside
    /// program.
    pub fn set_impairment(&mut self, link: Impairment) {
        self.link = link;
    }

    /// The outside program is killed, with the machine it runs on: see
    /// [`OneShotFault::Vanish`](lrsocket_proto::OneShotFault::Vanish). Does nothing if nobody is connected.
    pub fn kill(&mut self) {
        if self.stream.is_some() {
            self.fate = Fate::Killed;
        }
    }

    /// The connection is reset: the client sees it at once, the machine at the next
    /// [`poll`](Self::poll). Does nothing if nobody is connected.
    pub fn reset(&mut self) {
        if let Some(stream) = self.stream.take() {
            // Closing it now sends a reset. If this fails, it is gone already.
            let _ = SockRef::from(&stream).set_linger(Some(Duration::ZERO));
            self.fate = Fate::Reset;
        }
    }

    /// The connection is over for the machine.
    fn release(&mut self, last: impl FnOnce(&TcpStream)) {
        let unheard = self.link.blackhole || self.fate == Fate::Killed;
        self.fate = Fate::Alive;
        match self.stream.take() {
            Some(stream) if unheard => {
                self.limbo.push_back(stream);
                if self.limbo.len() > LIMBO {
                    self.limbo.pop_front();
                }
            }
            Some(stream) => last(&stream),
            None => {}
        }
    }

    /// Why the port could not be opened, or a client not be accepted, the last time that failed;
    /// `None` again once a port is opened.
    pub fn last_error(&self) -> Option<&io::Error> {
        self.last_error.as_ref()
    }

    fn accept(&mut self, cx: &mut Context<'_>, machine: &mut Socket, now: Time) {
        let Some(listeners) = &self.listeners else {
            return;
        };
        while machine.accept_wanted() && !self.link.no_accept {
            if let Some(rest) = &mut self.accept_rest {
                if rest.as_mut().poll(cx).is_pending() {
                    return;
                }
                self.accept_rest = None;
            }
            match listeners.poll_accept(cx) {
                Poll::Pending => return,
                Poll::Ready(Ok(stream)) => {
                    // Without it the system would hold back short messages. A client that is gone
                    // already makes this fail; reading finds out.
                    let _ = stream.set_nodelay(true);
                    self.stream = Some(stream);
                    self.fate = Fate::Alive;
                    machine.handle_accepted(now);
                }
                // The client gave up while it waited.
                Poll::Ready(Err(error)) if error.kind() == io::ErrorKind::ConnectionAborted => {}
                Poll::Ready(Err(error)) => {
                    self.last_error = Some(error);
                    self.accept_rest = Some(Box::pin(tokio::time::sleep(ACCEPT_REST)));
                }
            }
        }
    }
}
