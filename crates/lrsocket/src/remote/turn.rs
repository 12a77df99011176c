//! One turn of the driver: what the link wants, as far as the system lets it.

use std::io;
use std::task::{Context, Poll};

use lrsocket_proto::{Mode, Time};

use super::driver::Remote;
use super::event::DisconnectReason;
use super::link::RemoteAction;
use super::wire::Wire;

/// How much one turn writes or reads of one half at most, before others have theirs.
const TURN: usize = 1 << 20;

/// How much is read at most in one go: of the plug-in's lines, and of its acknowledgements.
const LINES: usize = 256 * 1024;
const ACKNOWLEDGEMENTS: usize = 64 * 1024;

/// Whether a turn left something undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// All is done that could be; the waker is registered for everything but the deadline.
    Blocked,
    /// A line waits to be taken; until then the send half is not read.
    LineWaits,
    /// It was enough for one turn. Nothing wakes the task: turn again.
    Paused,
}

impl Remote {
    /// Connects, writes and reads. What came in time is seen before any deadline is.
    pub(super) fn turn(&mut self, cx: &mut Context<'_>, now: Time) -> Turn {
        if let Some(news) = self.finder.poll_news(cx) {
            self.link.handle_ports(news, now);
        }
        self.act(now);
        self.dial(cx, now);
        self.take_mail(cx, now);
        let written = self.write(cx, now);
        let acknowledged = self.read_receive(cx, now);
        let read = self.read_send(cx, now);
        self.link.handle_timeout(now);
        // A keep-alive may be due.
        let again = self.write(cx, now);
        let acted = self.act(now);
        if acted || [written, acknowledged, read, again].contains(&Turn::Paused) {
            Turn::Paused
        } else {
            read
        }
    }

    /// Carries out what the link asks for; whether that was anything.
    pub(super) fn act(&mut self, now: Time) -> bool {
        let mut acted = false;
        while let Some(action) = self.link.poll_action() {
            acted = true;
            match action {
                RemoteAction::FindPorts => {
                    let found = self.finder.find();
                    self.link.handle_ports(found, now);
                }
                RemoteAction::Connect { half, port } => {
                    *self.wire(half) = Wire::dial(self.options.address, port);
                }
                RemoteAction::Disconnect => {
                    self.receive = Wire::Off;
                    self.send = Wire::Off;
                }
            }
        }
        acted
    }

    fn wire(&mut self, half: Mode) -> &mut Wire {
        match half {
            Mode::Receive => &mut self.receive,
            Mode::Send => &mut self.send,
        }
    }

    fn dial(&mut self, cx: &mut Context<'_>, now: Time) {
        for half in [Mode::Receive, Mode::Send] {
            match self.wire(half).poll_dial(cx) {
                Poll::Pending => {}
                Poll::Ready(Ok(())) => self.link.handle_connected(half, now),
                Poll::Ready(Err(error)) => {
                    let port = self.link.ports().and_then(|ports| ports.of(half));
                    let why = match (error.kind(), port) {
                        (io::ErrorKind::ConnectionRefused, Some(port)) => {
                            DisconnectReason::Refused { port }
                        }
                        _ => DisconnectReason::Failed {
                            error: error.to_string(),
                            unfinished: 0,
                        },
                    };
                    self.link.handle_connect_failed(half, why, now);
                }
            }
        }
    }

    /// Takes what senders have left. Registers the waker first: a line that comes later wakes the task.
    fn take_mail(&mut self, cx: &mut Context<'_>, now: Time) {
        self.mailbox.register(cx.waker());
        if self.link.open().is_err() {
            return;
        }
        let link = &mut self.link;
        self.mailbox.take_mail(&mut self.mail, |bytes| {
            link.transmit().is_empty().then(|| {
                link.exchange(bytes);
                link.transmit().len()
            })
        });
        for request in self.mail.requests.drain(..) {
            self.link.add_request(request, now);
        }
        for key in self.mail.cancelled.drain(..) {
            self.link.cancel_request(key);
        }
    }

    fn write(&mut self, cx: &mut Context<'_>, now: Time) -> Turn {
        let mut written = 0;
        while !self.link.transmit().is_empty() {
            if written >= TURN {
                return Turn::Paused;
            }
            match self.receive.poll_write(cx, self.link.transmit()) {
                Poll::Pending => break,
                Poll::Ready(Ok(count)) => {
                    written += count;
                    self.link.handle_transmitted(count);
                    self.mailbox.written(count);
                    self.take_mail(cx, now);
                }
                Poll::Ready(Err(error)) => {
                    let error = Some(error.to_string());
                    self.link.handle_ended(Mode::Receive, error, now);
                }
            }
        }
        Turn::Blocked
    }

    /// Reads acknowledgements, whether or not the application takes its lines (B6.7).
    fn read_receive(&mut self, cx: &mut Context<'_>, now: Time) -> Turn {
        let mut taken = 0;
        while self.link.read_wanted(Mode::Receive) {
            if taken >= TURN {
                return Turn::Paused;
            }
            self.scratch.clear();
            match self
                .receive
                .poll_read(cx, &mut self.scratch, ACKNOWLEDGEMENTS)
            {
                Poll::Pending => break,
                Poll::Ready(Ok(0)) => self.link.handle_ended(Mode::Receive, None, now),
                Poll::Ready(Ok(count)) => {
                    taken += count;
                    self.link.handle_acknowledgements(&self.scratch, now);
                }
                Poll::Ready(Err(error)) => {
                    let error = Some(error.to_string());
                    self.link.handle_ended(Mode::Receive, error, now);
                }
            }
        }
        Turn::Blocked
    }

    fn read_send(&mut self, cx: &mut Context<'_>, now: Time) -> Turn {
        let mut taken = 0;
        while self.link.read_wanted(Mode::Send) {
            if taken >= TURN {
                return Turn::Paused;
            }
            let mut read = self.send.poll_read(cx, self.link.read_buffer(LINES), LINES);
            if read.is_pending() && self.link.is_ending() {
                // The plug-in's last lines have to be read now, or never.
                let arrived = self.send.read_arrived(self.link.read_buffer(LINES), LINES);
                read = match arrived {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => Poll::Pending,
                    other => Poll::Ready(other),
                };
            }
            match read {
                Poll::Pending => {
                    self.link.handle_drained();
                    return Turn::Blocked;
                }
                Poll::Ready(Ok(0)) => self.link.handle_ended(Mode::Send, None, now),
                Poll::Ready(Ok(count)) => {
                    taken += count;
                    self.link.handle_received(count);
                }
                Poll::Ready(Err(error)) => {
                    let error = Some(error.to_string());
                    self.link.handle_ended(Mode::Send, error, now);
                }
            }
        }
        if self.link.line_waits() {
            Turn::LineWaits
        } else {
            Turn::Blocked
        }
    }
}
