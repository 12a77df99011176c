//! The outside end: what a companion program of a plug-in needs.
//!
//! A whole companion program. It asks the plug-in something, tells it something, and listens, through
//! every loss of the connection:
//!
//! ```
//! use std::time::Duration;
//!
//! use lrsocket::Remote;
//! use lrsocket::remote::{Backoff, RemoteEvent, Options, Ports};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # use lrsocket::{Config, Mode, RequestedPort, bind};
//! # let mut inward = bind(Config::new(Mode::Receive, RequestedPort::ANY));
//! # let mut outward = bind(Config::new(Mode::Send, RequestedPort::ANY));
//! # let (receive, send) = (inward.port().unwrap(), outward.port().unwrap());
//! # tokio::spawn(async move {
//! #     loop {
//! #         tokio::select! {
//! #             event = inward.event() => match event {
//! #                 Some(lrsocket::LrSocketEvent::Message(line)) => match &line[..] {
//! #                     b"ping" => outward.send(b"pong\n").unwrap(),
//! #                     b"get Exposure" => outward.send(b"Tint = 3\nExposure = 0.5\n").unwrap(),
//! #                     _ => outward.send(b"end\n").unwrap(),
//! #                 },
//! #                 _ => {}
//! #             },
//! #             _ = outward.event() => {}
//! #         }
//! #     }
//! # });
//! // A plug-in's two ports, named as the plug-in names them. Or `PortFile::new("…/ports.json")`.
//! let options = Options::new(Ports::Both { receive, send })
//!     .ping("ping", "pong")
//!     .keep_alive("still here", Duration::from_secs(30))
//!     .backoff(Backoff { max: Duration::from_secs(2), ..Backoff::default() });
//! let mut remote = Remote::connect(options);
//! remote.ready().await?;
//!
//! let exposure = |line: &[u8]| {
//!     let line = std::str::from_utf8(line).ok()?;
//!     line.strip_prefix("Exposure = ")?.parse::<f64>().ok()
//! };
//! let exposure = remote.request("get Exposure", exposure, Duration::from_secs(5)).await?;
//! remote.sender().send(format!("Exposure = {}", exposure + 0.1))?;
//! # assert_eq!(exposure, 0.5);
//!
//! while let Some(event) = remote.next().await {
//!     match event {
//!         RemoteEvent::Line(b"end") => break,
//!         RemoteEvent::Line(line) => println!("< {}", String::from_utf8_lossy(line)),
//!         RemoteEvent::Lost { half, why, retry_in } => eprintln!("{half:?}: {why}, again in {retry_in:?}"),
//!         other => eprintln!("{other:?}"),
//!     }
//! }
//! remote.close().await?;
//! # Ok(())
//! # }
//! ```
//!
//! # How it works
//!
//! - A [`Remote`] is driven by who awaits [`next`](Remote::next), which lends
//!   lines straight from the read buffer. There is no task and no channel: a line costs no allocation,
//!   and dropping the remote leaves nothing behind.
//! - A [`Sender`] is its handle for other tasks: lines go into one buffer, which is written as a whole.
//!   Requests wait for their answer there.
//! - Both ports are one connection. When one half ends, lines that came before are still handed out,
//!   then [`Lost`](RemoteEvent::Lost) is reported, and the next attempt comes after a pause ([`Backoff`]).
//! - Connected is not served: a plug-in has one place for a client, and the system connects others all
//!   the same (B1.6). [`Ready`](RemoteEvent::Ready) needs a proof: the answer to a [ping](Options::ping), or a
//!   first sign of life.
//! - What a plug-in's receive port writes back are acknowledgements (B6.7). They are always read, and
//!   only counted.
//! - What decides is a machine without I/O and without a clock, `RemoteLink`; around it are a driver of two
//!   streams, a port file and a timer.

mod acknowledgements;
mod backoff;
mod closing;
mod driver;
mod error;
mod event;
mod finder;
#[cfg(feature = "json")]
mod json;
mod keep;
mod link;
mod mailbox;
mod options;
#[cfg(feature = "port-file")]
mod port_file;
mod ports;
mod requests;
mod sender;
mod turn;
mod wire;

pub use backoff::Backoff;
pub use closing::Unwritten;
pub use driver::Remote;
#[cfg(feature = "json")]
pub use error::CallError;
pub use error::{RequestError, SendError};
pub use event::{DisconnectReason, PortsUnavailable, RemoteEvent};
#[cfg(feature = "json")]
pub use options::IdForm;
pub use options::{Options, Source};
#[cfg(feature = "port-file")]
pub use port_file::PortFile;
pub use ports::Ports;
pub use sender::Sender;
