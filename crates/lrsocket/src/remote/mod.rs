//! The outside end: what a companion program of a plug-in needs.
//!
//! ```no_run
//! use lrsocket::Remote;
//! use lrsocket::remote::{Event, Options, Ports};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let ports = Ports::Both { receive: 58763, send: 58764 };
//! let mut remote = Remote::connect(Options::new(ports).ping("ping", "pong"));
//! while let Some(event) = remote.next().await {
//!     match event {
//!         Event::Ready => remote.sender().send("Exposure = 0.5")?,
//!         Event::Line(line) => println!("{}", String::from_utf8_lossy(line)),
//!         other => eprintln!("{other:?}"),
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # How it works
//!
//! - A [`Remote`](crate::Remote) is driven by who awaits [`next`](crate::Remote::next), which lends
//!   lines straight from the read buffer. There is no task and no channel: a line costs no allocation,
//!   and dropping the remote leaves nothing behind.
//! - A [`Sender`] is its handle for other tasks: lines go into one buffer, which is written as a whole.
//!   Requests wait for their answer there.
//! - Both ports are one connection. When one half ends, lines that came before are still handed out,
//!   then [`Lost`](Event::Lost) is told, and the next attempt comes after a pause ([`Backoff`]).
//! - Connected is not served: a plug-in has one place for a client, and the system connects others all
//!   the same (B1.6). [`Ready`](Event::Ready) needs a proof: the answer to a [ping](Options::ping), or a
//!   first sign of life.
//! - What a plug-in's receive port writes back are acknowledgements (B6.7). They are always read, and
//!   only counted.
//! - What decides is a machine without I/O and without a clock, `Link`; around it are a driver of two
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
pub use event::{Event, NoPorts, Why};
#[cfg(feature = "json")]
pub use options::IdForm;
pub use options::{Options, Source};
#[cfg(feature = "port-file")]
pub use port_file::PortFile;
pub use ports::Ports;
pub use sender::Sender;
