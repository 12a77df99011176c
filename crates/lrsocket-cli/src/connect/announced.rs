//! Ports of a plug-in that runs in this program: they come as its sockets begin to listen.

use std::time::Duration;

use lrsocket::proto::Mode;
use lrsocket::remote::Ports;
use lrsocket_host::proto::Time;
use tokio::sync::mpsc::UnboundedReceiver;

/// A socket of the plug-in listens on this port.
pub(crate) type Listening = (Mode, u16);

/// How long the second socket may take after the first, to be connected together with it.
const SETTLE: Duration = Duration::from_millis(300);

/// The ports so far.
pub(super) struct Announced {
    news: UnboundedReceiver<Listening>,
    receive: Slot,
    send: Slot,
    /// When to connect to them.
    settled_at: Option<Time>,
}

/// The ports of one mode.
#[derive(Default)]
struct Slot {
    port: Option<u16>,
    /// The last other one, for when nobody listens on the first any more.
    other: Option<u16>,
}

impl Announced {
    pub(super) fn new(news: UnboundedReceiver<Listening>) -> Self {
        Announced {
            news,
            receive: Slot::default(),
            send: Slot::default(),
            settled_at: None,
        }
    }

    /// The next socket that listens.
    pub(super) async fn next(&mut self) -> Listening {
        match self.news.recv().await {
            Some(listening) => listening,
            // The run is over, which is told in another way.
            None => std::future::pending().await,
        }
    }

    /// Takes it in. Something to say, if it will not be connected to.
    pub(super) fn hear(&mut self, (mode, port): Listening, now: Time) -> Option<String> {
        let slot = self.slot(mode);
        match slot.port {
            Some(known) if known == port => None,
            Some(known) if slot.other != Some(port) => {
                slot.other = Some(port);
                Some(format!(
                    "the plug-in has another {mode} port, {port}; this terminal is on {known}"
                ))
            }
            Some(_) => None,
            None => {
                slot.port = Some(port);
                self.settled_at = Some(match self.ports() {
                    Some(Ports::Both { .. }) => now,
                    _ => now + SETTLE,
                });
                None
            }
        }
    }

    /// Nobody listens on this port: if the plug-in has another one by now, that is taken.
    pub(super) fn refused(&mut self, port: u16, now: Time) {
        for slot in [&mut self.receive, &mut self.send] {
            if slot.port == Some(port) && slot.other.is_some() {
                slot.port = slot.other.take();
                self.settled_at = Some(now);
            }
        }
    }

    /// The ports to connect to now; once.
    pub(super) fn settled(&mut self, now: Time) -> Option<Ports> {
        self.settled_at.take_if(|at| *at <= now)?;
        self.ports()
    }

    pub(super) fn deadline(&self) -> Option<Time> {
        self.settled_at
    }

    fn slot(&mut self, mode: Mode) -> &mut Slot {
        match mode {
            Mode::Receive => &mut self.receive,
            Mode::Send => &mut self.send,
        }
    }

    fn ports(&self) -> Option<Ports> {
        Some(match (self.receive.port, self.send.port) {
            (Some(receive), Some(send)) => Ports::Both { receive, send },
            (Some(receive), None) => Ports::Receive(receive),
            (None, Some(send)) => Ports::Send(send),
            (None, None) => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc::unbounded_channel;

    use super::*;

    fn at(millis: u64) -> Time {
        Time::from_start(Duration::from_millis(millis))
    }

    fn announced() -> Announced {
        Announced::new(unbounded_channel().1)
    }

    #[test]
    fn two_sockets_are_connected_together() {
        let mut ports = announced();
        assert_eq!(ports.hear((Mode::Send, 2), at(0)), None);
        assert_eq!(ports.settled(at(10)), None);
        assert_eq!(ports.hear((Mode::Receive, 1), at(10)), None);
        let both = Ports::Both {
            receive: 1,
            send: 2,
        };
        assert_eq!(ports.settled(at(10)), Some(both));
        assert_eq!(ports.hear((Mode::Send, 2), at(99)), None);
        assert_eq!(ports.settled(at(999)), None, "once");
    }

    #[test]
    fn one_socket_is_connected_alone_and_with_the_second_when_that_comes() {
        let mut ports = announced();
        ports.hear((Mode::Receive, 1), at(0));
        assert_eq!(ports.settled(at(300)), Some(Ports::Receive(1)));
        ports.hear((Mode::Send, 2), at(400));
        assert!(matches!(ports.settled(at(400)), Some(Ports::Both { .. })));
    }

    #[test]
    fn a_third_socket_is_told_and_taken_when_the_first_is_gone() {
        let mut ports = announced();
        ports.hear((Mode::Receive, 1), at(0));
        assert!(ports.settled(at(300)).is_some());
        let remark = ports.hear((Mode::Receive, 3), at(400)).unwrap();
        assert!(remark.contains("another receive port, 3"), "{remark}");
        assert_eq!(ports.settled(at(9999)), None);
        ports.refused(1, at(9999));
        assert_eq!(ports.settled(at(9999)), Some(Ports::Receive(3)));
    }
}
