//! What a [`Remote`](crate::Remote) is told before it starts.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use super::backoff::Backoff;
#[cfg(feature = "port-file")]
use super::port_file::PortFile;
use super::ports::Ports;

/// Where the ports of the plug-in are found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Source {
    /// They are known.
    Ports(Ports),
    /// The plug-in writes them into a file.
    #[cfg(feature = "port-file")]
    File(PortFile),
}

impl From<Ports> for Source {
    fn from(ports: Ports) -> Self {
        Source::Ports(ports)
    }
}

#[cfg(feature = "port-file")]
impl From<PortFile> for Source {
    fn from(file: PortFile) -> Self {
        Source::File(file)
    }
}

/// Whether a line is the answer to the ping.
pub(super) type Expected = Arc<dyn Fn(&[u8]) -> bool + Send + Sync>;

/// What to ask a plug-in, to know that it serves us.
#[derive(Clone)]
pub(super) struct Ping {
    pub(super) line: Vec<u8>,
    pub(super) expected: Expected,
}

impl fmt::Debug for Ping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = String::from_utf8_lossy(&self.line);
        f.debug_struct("Ping")
            .field("line", &line)
            .finish_non_exhaustive()
    }
}

/// A line that is sent again and again.
#[derive(Clone, Debug)]
pub(super) struct KeepAlive {
    pub(super) line: Vec<u8>,
    pub(super) every: Duration,
}

/// How the id of a [`call`](super::Sender::call) is written.
#[cfg(feature = "json")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IdForm {
    /// As a JSON number.
    #[default]
    Number,
    /// As a JSON string.
    String,
}

/// How to reach a plug-in, and what to expect of it.
///
/// ```
/// use std::time::Duration;
/// use lrsocket::remote::{Options, Ports};
///
/// let options = Options::new(Ports::Both { receive: 58763, send: 58764 })
///     .ping("ping", "pong")
///     .keep_alive("still here", Duration::from_secs(2));
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    pub(super) source: Source,
    pub(super) address: IpAddr,
    pub(super) ping: Option<Ping>,
    pub(super) ping_timeout: Duration,
    pub(super) keep_alive: Option<KeepAlive>,
    pub(super) connect_timeout: Duration,
    pub(super) backoff: Backoff,
    pub(super) seed: Option<u64>,
    pub(super) max_line: usize,
    pub(super) send_window: usize,
    pub(super) report_acknowledgements: bool,
    pub(super) pieces: bool,
    #[cfg(feature = "json")]
    pub(super) id_field: String,
    #[cfg(feature = "json")]
    pub(super) id_form: IdForm,
}

impl Options {
    /// The defaults, for [`Ports`] or a [`PortFile`].
    pub fn new(source: impl Into<Source>) -> Self {
        Options {
            source: source.into(),
            address: Ipv4Addr::LOCALHOST.into(), // B1.3
            ping: None,
            ping_timeout: Duration::from_secs(5),
            keep_alive: None,
            connect_timeout: Duration::from_secs(10),
            backoff: Backoff::default(),
            seed: None,
            max_line: 64 << 20,
            send_window: 64 << 20,
            report_acknowledgements: false,
            pieces: false,
            #[cfg(feature = "json")]
            id_field: "id".to_owned(),
            #[cfg(feature = "json")]
            id_form: IdForm::default(),
        }
    }

    /// Sends `line` to each new connection, which is [ready](super::RemoteEvent::Ready) when the line
    /// `expected` comes back. Until then nothing else is sent.
    ///
    /// With a receive port alone no line can come back; the acknowledgement of the ping is its answer
    /// then. With a send port alone nothing can be asked: the first line that comes is the proof, as
    /// without a ping, and must come in time.
    #[must_use]
    pub fn ping(self, line: impl Into<Vec<u8>>, expected: impl Into<Vec<u8>>) -> Self {
        let expected = expected.into();
        self.ping_with(line, move |answer| answer == expected)
    }

    /// [`ping`](Self::ping), with a closure that knows the answer among the lines.
    #[must_use]
    pub fn ping_with(
        mut self,
        line: impl Into<Vec<u8>>,
        expected: impl Fn(&[u8]) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.ping = Some(Ping {
            line: terminated(line.into()),
            expected: Arc::new(expected),
        });
        self
    }

    /// How long the plug-in may take to answer the ping. 5 s.
    #[must_use]
    pub fn ping_timeout(mut self, within: Duration) -> Self {
        self.ping_timeout = within;
        self
    }

    /// Sends `line` after each interval for as long as the connection is ready, or, without a ping,
    /// connected. An interval of zero is taken for a millisecond.
    #[must_use]
    pub fn keep_alive(mut self, line: impl Into<Vec<u8>>, every: Duration) -> Self {
        self.keep_alive = Some(KeepAlive {
            line: terminated(line.into()),
            every: every.max(Duration::from_millis(1)),
        });
        self
    }

    /// How long one attempt may take until all ports are connected. While one of two is, the other is
    /// tried again within this time: some plug-ins open their second port when the first is taken.
    /// 10 s.
    #[must_use]
    pub fn connect_timeout(mut self, within: Duration) -> Self {
        self.connect_timeout = within;
        self
    }

    /// The pauses between attempts, and how many there are.
    #[must_use]
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// Makes all that is left to chance repeatable: jitter, and the first id of calls.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// How many bytes a line from the plug-in may have; a longer one ends the connection. 64 MiB.
    #[must_use]
    pub fn max_line(mut self, bytes: usize) -> Self {
        self.max_line = bytes;
        self
    }

    /// How many bytes may wait to be written before [`send`](super::Sender::send) refuses more.
    /// 64 MiB.
    #[must_use]
    pub fn send_window(mut self, bytes: usize) -> Self {
        self.send_window = bytes;
        self
    }

    /// Also reports acknowledgements as [events](super::RemoteEvent::Acknowledged). They are counted anyway.
    #[must_use]
    pub fn report_acknowledgements(mut self, tell: bool) -> Self {
        self.report_acknowledgements = tell;
        self
    }

    /// Hands out bytes from the plug-in as they come, line feeds included: a
    /// [`Line`](super::RemoteEvent::Line) is any piece of them then, and no line is too long. For
    /// who shows or passes on bytes: the answers to a ping and to requests are not looked for.
    #[must_use]
    pub fn pieces(mut self, pieces: bool) -> Self {
        self.pieces = pieces;
        self
    }

    /// The address of the machine; 127.0.0.1, the only one Lightroom listens on (B1.3). Another one is
    /// for what stands between, such as a tunnel.
    #[must_use]
    pub fn address(mut self, address: impl Into<IpAddr>) -> Self {
        self.address = address.into();
        self
    }

    /// The field of a JSON object that holds the id of a [`call`](super::Sender::call) and of its
    /// answer, and how it is written. `id`, as a number. Answers are known in either form.
    #[cfg(feature = "json")]
    #[must_use]
    pub fn json_id(mut self, field: impl Into<String>, form: IdForm) -> Self {
        self.id_field = field.into();
        self.id_form = form;
        self
    }
}

/// The line with one line feed at its end.
pub(super) fn terminated(mut line: Vec<u8>) -> Vec<u8> {
    if line.last() != Some(&b'\n') {
        line.push(b'\n');
    }
    line
}
