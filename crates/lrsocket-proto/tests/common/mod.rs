//! One machine, a wire that it is plugged into, and a clock that stands still until it is told.
#![allow(dead_code, reason = "every test file uses its own part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy takes only the tests themselves for tests"
)]

use std::time::Duration;

use lrsocket_proto::{
    Close, Config, Diagnostic, Mode, Phase, Profile, RequestedPort, Socket, SocketAction,
    SocketClosed, SocketError, SocketEvent, Time,
};

/// The port that the wire gives to whoever asks for any, the first time; then the next ones.
pub(crate) const PORT: u16 = 50000;

/// What the plug-in was told, owned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    Connecting(u16),
    Connected(u16),
    Message(Vec<u8>),
    Closed,
    Error(SocketError),
}

#[allow(unused_imports, reason = "every test file uses its own part")]
pub(crate) use Told::{Closed, Connected, Connecting};

pub(crate) fn message(line: impl AsRef<[u8]>) -> Told {
    Told::Message(line.as_ref().to_vec())
}

pub(crate) fn timeout() -> Told {
    Told::Error(SocketError::Timeout)
}

impl From<SocketEvent<'_>> for Told {
    fn from(event: SocketEvent<'_>) -> Self {
        match event {
            SocketEvent::Connecting { port } => Told::Connecting(port),
            SocketEvent::Connected { port } => Told::Connected(port),
            SocketEvent::Message(line) => Told::Message(line.to_vec()),
            SocketEvent::Closed => Told::Closed,
            SocketEvent::Error(error) => Told::Error(error),
        }
    }
}

/// How a connection ended for its client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Dropped at once.
    Dropped,
    /// All was written, then FIN.
    Finished,
}

/// What the driver and the outside program see.
#[derive(Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "independent switches of a fake"
)]
pub(crate) struct Wire {
    /// The open port.
    pub(crate) listening: Option<u16>,
    /// Every port that was opened, in order.
    pub(crate) opened: Vec<u16>,
    pub(crate) also_ipv6: bool,
    /// A client is attached.
    pub(crate) attached: bool,
    /// How the newest connection ended, once it has.
    pub(crate) end: Option<End>,
    /// What the client of the newest connection was sent.
    pub(crate) sent: Vec<u8>,
    /// How many more bytes the client takes.
    pub(crate) room: usize,
    /// Whether writes fail.
    pub(crate) broken: bool,
    /// Whether the port cannot be opened.
    pub(crate) busy: bool,
    next_port: u16,
}

/// The machine at its wire, at a moment.
#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) socket: Socket,
    pub(crate) wire: Wire,
    pub(crate) now: Time,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Pair {
    pub(crate) fn new(mode: Mode) -> Pair {
        Pair::with(mode, |_| {})
    }

    pub(crate) fn with(mode: Mode, change: impl FnOnce(&mut Profile)) -> Pair {
        Pair::bind(Config::new(mode, RequestedPort::ANY), change)
    }

    pub(crate) fn bind(config: Config, change: impl FnOnce(&mut Profile)) -> Pair {
        let mut pair = Pair::bind_undriven(config, change);
        pair.drive();
        pair
    }

    /// The driver has not had its turn yet.
    pub(crate) fn bind_undriven(config: Config, change: impl FnOnce(&mut Profile)) -> Pair {
        let mut profile = Profile::measured();
        change(&mut profile);
        Pair {
            socket: Socket::bind(config, profile),
            wire: Wire {
                listening: None,
                opened: Vec::new(),
                also_ipv6: false,
                attached: false,
                end: None,
                sent: Vec::new(),
                room: usize::MAX,
                broken: false,
                busy: false,
                next_port: PORT,
            },
            now: Time::from_start(Duration::from_secs(1000)),
            diagnostics: Vec::new(),
        }
    }

    /// A socket whose client is there and whose events up to then are taken.
    pub(crate) fn connected(mode: Mode) -> Pair {
        Pair::connected_with(mode, |_| {})
    }

    pub(crate) fn connected_with(mode: Mode, change: impl FnOnce(&mut Profile)) -> Pair {
        let mut pair = Pair::with(mode, change);
        pair.connect();
        assert_eq!(pair.events(), [Connecting(PORT), Connected(PORT)]);
        pair
    }

    /// What a driver does in its turn: actions, writing, diagnostics.
    pub(crate) fn drive(&mut self) {
        loop {
            while let Some(action) = self.socket.poll_action() {
                self.act(action);
            }
            let bytes = self.socket.transmit();
            let count = bytes.len().min(self.wire.room);
            if count == 0 || !self.wire.attached {
                break;
            }
            if self.wire.broken {
                self.socket.handle_write_failed();
                continue;
            }
            self.wire.sent.extend_from_slice(&bytes[..count]);
            self.wire.room -= count;
            self.socket.handle_transmitted(count, self.now);
        }
        while let Some(diagnostic) = self.socket.poll_diagnostic() {
            self.diagnostics.push(diagnostic);
        }
    }

    fn act(&mut self, action: SocketAction) {
        let wire = &mut self.wire;
        if matches!(
            action,
            SocketAction::Disconnect | SocketAction::Finish { .. }
        ) {
            let lingers = !self.socket.profile().port_linger.is_zero();
            assert!(
                wire.listening.is_none() || lingers,
                "B4.4, B5.6: a client that sees its end finds the port closed",
            );
        }
        match action {
            SocketAction::Listen { port, also_ipv6 } => {
                assert_eq!(wire.listening, None, "the port is still open");
                assert!(!wire.attached, "the client of before is still there");
                if wire.busy {
                    self.socket.handle_listen_failed();
                    return;
                }
                let port = match port.number() {
                    0 => {
                        wire.next_port += 1;
                        wire.next_port - 1
                    }
                    port => port,
                };
                wire.listening = Some(port);
                wire.also_ipv6 = also_ipv6;
                wire.opened.push(port);
                self.socket.handle_listening(port, self.now);
            }
            SocketAction::StopListening => wire.listening = None,
            SocketAction::Disconnect => {
                assert!(wire.attached, "nobody to disconnect");
                wire.attached = false;
                wire.end = Some(End::Dropped);
            }
            SocketAction::Finish { last } => {
                assert!(wire.attached, "nobody to finish");
                wire.attached = false;
                wire.end = Some(End::Finished);
                let count = last.len().min(wire.room);
                wire.sent.extend_from_slice(&last[..count]);
            }
        }
    }

    /// A client connects; whether it is accepted.
    pub(crate) fn connect(&mut self) -> bool {
        self.drive();
        if self.wire.listening.is_none() || !self.socket.accept_wanted() {
            return false;
        }
        self.wire.attached = true;
        self.wire.end = None;
        self.wire.sent.clear();
        self.wire.broken = false;
        self.wire.room = usize::MAX;
        self.socket.handle_accepted(self.now);
        self.drive();
        true
    }

    /// The client writes, and the driver reads it in one piece; whether it was read.
    pub(crate) fn receive(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        let wanted = self.socket.read_wanted();
        if wanted {
            self.socket.read_buffer().extend_from_slice(bytes.as_ref());
            self.socket.handle_received(self.now);
            self.drive();
        }
        wanted
    }

    /// The client closes its end.
    pub(crate) fn client_closes(&mut self) {
        self.socket.handle_peer_closed();
        self.drive();
    }

    /// The client goes altogether, so writing to it fails from now on.
    pub(crate) fn client_goes(&mut self) {
        self.wire.broken = true;
        self.client_closes();
    }

    pub(crate) fn send(&mut self, message: impl AsRef<[u8]>) {
        self.socket.send(message.as_ref(), self.now).unwrap();
        self.drive();
    }

    pub(crate) fn reconnect(&mut self) -> Result<Duration, SocketClosed> {
        let stall = self.socket.reconnect(self.now);
        self.drive();
        stall
    }

    pub(crate) fn close(&mut self) -> Close {
        let close = self.socket.close(self.now);
        self.drive();
        close
    }

    /// The next event, after which the driver has its turn.
    pub(crate) fn event(&mut self) -> Option<Told> {
        let event = self.socket.poll_event().map(Told::from);
        self.drive();
        event
    }

    /// All events.
    pub(crate) fn events(&mut self) -> Vec<Told> {
        std::iter::from_fn(|| self.event()).collect()
    }

    /// Lets time pass, stopping at every deadline on the way as a driver would.
    pub(crate) fn pass(&mut self, time: Duration) {
        let end = self.now + time;
        while let Some(deadline) = self.socket.next_deadline()
            && deadline <= end
        {
            self.now = self.now.max(deadline);
            self.socket.handle_timeout(self.now);
            self.drive();
            assert!(
                self.socket
                    .next_deadline()
                    .is_none_or(|next| next > self.now),
                "a deadline stays though it was handled"
            );
        }
        self.now = end;
        self.socket.handle_timeout(self.now);
        self.drive();
    }

    /// Whether this was said, taking it.
    pub(crate) fn said(&mut self, diagnostic: &Diagnostic) -> bool {
        let before = self.diagnostics.len();
        self.diagnostics.retain(|said| said != diagnostic);
        self.diagnostics.len() < before
    }

    pub(crate) fn phase(&self) -> Phase {
        self.socket.phase()
    }
}

pub(crate) fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

pub(crate) fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
