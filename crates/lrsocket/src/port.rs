//! One TCP port, driven for one machine.

use std::io::{self, Read, Write};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::BufMut;
use lrsocket_proto::{Action, Socket, Time};
use socket2::SockRef;
use tokio::io::{AsyncReadExt, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::Sleep;

use crate::listen::Listeners;

/// How much one read takes at most.
const READ_SIZE: usize = 256 * 1024;

/// How much one turn writes at most, before others have theirs.
const WRITE_SIZE: usize = 1 << 20;

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
}

impl Port {
    /// A port that is not open yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Carries out one action, and tells `machine` what came of it.
    ///
    /// Outside a tokio runtime nothing can listen: the machine is told that it failed.
    pub fn apply(&mut self, action: Action, machine: &mut Socket, now: Time) {
        match action {
            Action::Listen { port, also_ipv6 } => match Listeners::open(port.number(), also_ipv6) {
                Ok(listeners) => {
                    machine.handle_listening(listeners.port(), now);
                    self.listeners = Some(listeners);
                    self.last_error = None;
                }
                Err(error) => {
                    self.last_error = Some(error);
                    machine.handle_listen_failed();
                }
            },
            Action::StopListening => {
                self.listeners = None;
                self.accept_rest = None;
            }
            Action::Disconnect => self.stream = None,
            Action::Finish { last } => {
                if let Some(stream) = self.stream.take() {
                    finish(&stream, &last);
                }
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
        let Some(stream) = &mut self.stream else {
            return Progress::Blocked;
        };
        // Before reading, which may find that the client is done and drop what it still would take.
        let queued = write(stream, cx, machine, now);
        let received = read(stream, cx, machine, now);
        let acknowledged = write(stream, cx, machine, now);
        if [queued, received, acknowledged].contains(&Progress::Paused) {
            Progress::Paused
        } else {
            Progress::Blocked
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
        while machine.accept_wanted() {
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

/// Reads until nothing is there, but a full buffer at most.
fn read(stream: &mut TcpStream, cx: &mut Context<'_>, machine: &mut Socket, now: Time) -> Progress {
    while machine.read_wanted() {
        let buffer = machine.read_buffer();
        let room = (buffer.capacity() - buffer.len()).min(READ_SIZE);
        let mut limited = buffer.limit(room);
        match pin!(stream.read_buf(&mut limited)).poll(cx) {
            Poll::Pending => break,
            Poll::Ready(Ok(0)) => machine.handle_peer_closed(),
            Poll::Ready(Ok(count)) => {
                machine.handle_received(now);
                if count == room {
                    return Progress::Paused;
                }
                // A read that did not fill its room has emptied the system's buffer, and tokio
                // knows: the next round registers the waker without a system call.
            }
            Poll::Ready(Err(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            Poll::Ready(Err(_)) => machine.handle_peer_closed(),
        }
    }
    Progress::Blocked
}

/// Writes what the machine has, as far as there is room.
fn write(
    stream: &mut TcpStream,
    cx: &mut Context<'_>,
    machine: &mut Socket,
    now: Time,
) -> Progress {
    let mut written = 0;
    while !machine.transmit().is_empty() {
        if written >= WRITE_SIZE {
            return Progress::Paused;
        }
        match Pin::new(&mut *stream).poll_write(cx, machine.transmit()) {
            Poll::Pending => break,
            Poll::Ready(Ok(count)) if count > 0 => {
                machine.handle_transmitted(count, now);
                written += count;
            }
            Poll::Ready(Err(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            Poll::Ready(_) => {
                machine.handle_write_failed();
                break;
            }
        }
    }
    Progress::Blocked
}

/// A last write, then FIN. All of it is best effort: nobody is left to be told.
fn finish(stream: &TcpStream, last: &[u8]) {
    // Past tokio, which may not have heard yet that there is something to read.
    let socket = SockRef::from(stream);
    let mut socket: &socket2::Socket = &socket;
    if !last.is_empty() {
        let _ = socket.write(last);
    }
    // Unread bytes would turn the FIN into a reset, which may cost the client what it was sent.
    let mut unread = [0; 16 * 1024];
    for _ in 0..64 {
        if !matches!(socket.read(&mut unread), Ok(count) if count > 0) {
            break;
        }
    }
}
