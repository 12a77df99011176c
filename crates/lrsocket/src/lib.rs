//! Lightroom's `LrSocket` for Rust programs, both ends, over tokio: [`bind`] a port as a plug-in does,
//! or connect to a plug-in's ports as its companion program, with a [`Remote`].
//!
//! ```
//! use lrsocket::{Config, LrSocketEvent, Mode, RequestedPort};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let mut socket = lrsocket::bind(Config::new(Mode::Receive, RequestedPort::ANY));
//! while let Some(event) = socket.event().await {
//!     match event {
//!         LrSocketEvent::Connecting { port } => {
//!             println!("try: echo hello | nc 127.0.0.1 {port}");
//! #           std::thread::spawn(move || {
//! #               use std::io::Write;
//! #               let mut client = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
//! #               client.write_all(b"hello\n").unwrap();
//! #           });
//!         }
//!         LrSocketEvent::Message(line) => println!("got {}", String::from_utf8_lossy(&line)),
//!         LrSocketEvent::Connected { .. } => println!("somebody is there"),
//!         LrSocketEvent::Closed | LrSocketEvent::Error(_) => break, // or socket.reconnect()
//!     }
//! }
//! # }
//! ```
//!
//! How it behaves, callback by callback, is decided by [`proto`]; rules are cited by their ids,
//! such as B4.1. A [`Profile`] switches between what was measured on a real Lightroom, what Adobe's
//! text promises, and what is reported of each system.
//!
//! - [`bind`] and [`LrSocket`]: the end of the plug-in.
//! - [`Remote`]: the outside end; see [`remote`], which begins with a whole companion program.
//! - [`Port`]: the driver below it, for those who run a [`proto::Socket`] of their own.
//! - [`Listeners`]: an open port as LrSocket opens it, for those who only want that.

mod event;
mod listen;
#[cfg(feature = "port-owners")]
pub mod owners;
mod port;
pub mod remote;
mod socket;
mod traffic;

pub use event::LrSocketEvent;
pub use listen::Listeners;
pub use lrsocket_proto as proto;
pub use lrsocket_proto::{
    Address, Config, Diagnostic, Impairment, Mode, Phase, PortError, Profile, RequestedPort,
    SocketClosed, SocketError,
};
pub use port::{Port, Progress};
pub use remote::Remote;
pub use socket::{LrSocket, bind, bind_with};
