//! The link in virtual time: the tests are the driver, the plug-in and the application.

mod connecting;
mod ending;
mod lines;
mod proof;
mod requests;

use std::collections::VecDeque;
use std::time::Duration;

use lrsocket_proto::{Mode, Time};

use super::{RemoteAction, RemoteLink};
use crate::remote::backoff::Backoff;
use crate::remote::event::{DisconnectReason, RemoteEvent};
use crate::remote::keep::Kept;
use crate::remote::options::Options;
use crate::remote::ports::Ports;

const RECEIVE: u16 = 58763;
const SEND: u16 = 58764;
const BOTH: Ports = Ports::Both {
    receive: RECEIVE,
    send: SEND,
};

/// Options without chance.
fn options(ports: Ports) -> Options {
    Options::new(ports).seed(1).backoff(Backoff {
        jitter: 0.0,
        ..Backoff::default()
    })
}

/// A link and its clock.
struct Bench {
    link: RemoteLink,
    now: Time,
}

/// What was told, short to write down.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    Line(String),
    Other(RemoteEvent<'static>),
}

impl Bench {
    fn new(options: Options) -> Self {
        Bench {
            link: RemoteLink::new(options, fastrand::Rng::with_seed(1)),
            now: Time::ZERO,
        }
    }

    /// A link whose ports are connected, all events taken.
    fn connected(options: Options, ports: Ports) -> Self {
        let mut bench = Bench::new(options);
        bench.find(ports);
        for half in [Mode::Receive, Mode::Send] {
            if ports.of(half).is_some() {
                bench.link.handle_connected(half, bench.now);
            }
        }
        assert_eq!(
            bench.told(),
            [connecting(ports, 1), other(RemoteEvent::Connected)]
        );
        bench
    }

    /// Answers the question for the ports, and takes the connects.
    fn find(&mut self, ports: Ports) {
        assert_eq!(self.link.poll_action(), Some(RemoteAction::FindPorts));
        self.link.handle_ports(Ok(ports), self.now);
        for half in [Mode::Receive, Mode::Send] {
            if let Some(port) = ports.of(half) {
                assert_eq!(
                    self.link.poll_action(),
                    Some(RemoteAction::Connect { half, port })
                );
            }
        }
        assert_eq!(self.link.poll_action(), None);
    }

    fn pass(&mut self, time: Duration) {
        self.now = self.now + time;
        self.link.handle_timeout(self.now);
    }

    fn pass_millis(&mut self, millis: u64) {
        self.pass(Duration::from_millis(millis));
    }

    /// The plug-in sends.
    fn receive(&mut self, bytes: &[u8]) {
        assert!(self.link.read_wanted(Mode::Send));
        self.link.read_buffer(1).extend_from_slice(bytes);
        self.link.handle_received(bytes.len());
    }

    /// Everything that is told now.
    fn told(&mut self) -> Vec<Told> {
        let mut told = Vec::new();
        while self.link.has_event(self.now) {
            told.push(match Kept::from(self.link.take_event().unwrap()) {
                Kept::Line(line) => Told::Line(String::from_utf8(line).unwrap()),
                Kept::Other(event) => Told::Other(event),
            });
        }
        told
    }

    fn actions(&mut self) -> VecDeque<RemoteAction> {
        std::iter::from_fn(|| self.link.poll_action()).collect()
    }

    /// What is written to the plug-in now.
    fn written(&mut self) -> String {
        let written = String::from_utf8(self.link.transmit().to_vec()).unwrap();
        self.link.handle_transmitted(written.len());
        written
    }
}

fn line(text: &str) -> Told {
    Told::Line(text.to_owned())
}

fn other(event: RemoteEvent<'static>) -> Told {
    Told::Other(event)
}

fn connecting(ports: Ports, attempt: u32) -> Told {
    other(RemoteEvent::Connecting { ports, attempt })
}

fn lost(half: Mode, why: DisconnectReason, millis: u64) -> Told {
    other(RemoteEvent::Lost {
        half,
        why,
        retry_in: Some(Duration::from_millis(millis)),
    })
}

fn closed(served: bool) -> DisconnectReason {
    DisconnectReason::Closed {
        served,
        unfinished: 0,
    }
}
