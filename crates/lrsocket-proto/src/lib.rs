//! The state machine of one Lightroom `LrSocket`.
//!
//! This crate decides how a socket behaves and does nothing else: no sockets of the operating
//! system, no clock, no threads, no runtime. It is told what happened and when, and asked what is
//! to be done. So the same rules run over real TCP, in a simulation and in a property test.
//!
//! Each rule carries an id such as B4.1, which names it in the specification, in the code that
//! decides it and in the test that checks it.
//!
//! ```
//! use lrsocket_proto::{SocketAction, Config, SocketEvent, Mode, Profile, RequestedPort, Socket, Time};
//!
//! let now = Time::ZERO;
//! let config = Config::new(Mode::Receive, RequestedPort::ANY);
//! let mut socket = Socket::bind(config, Profile::measured());
//! assert!(matches!(socket.poll_action(), Some(SocketAction::Listen { .. })));
//! socket.handle_listening(58763, now);
//! assert_eq!(socket.poll_event(), Some(SocketEvent::Connecting { port: 58763 }));
//!
//! socket.handle_accepted(now);
//! assert_eq!(socket.poll_event(), Some(SocketEvent::Connected { port: 58763 }));
//!
//! socket.read_buffer().extend_from_slice(b"Exposure = 0.5\nContr");
//! socket.handle_received(now);
//! assert_eq!(socket.poll_event(), Some(SocketEvent::Message(b"Exposure = 0.5")));
//! assert_eq!(socket.poll_event(), None); // the second line is not whole yet
//! assert_eq!(socket.transmit(), b"ok\n"); // B6.7
//! ```

#![forbid(unsafe_code)]

mod config;
mod event;
mod line;
mod link;
mod profile;
mod queue;
mod socket;
mod switch;
mod time;

pub use config::{Address, Config, Mode, PortError, RequestedPort};
pub use event::{Departure, Diagnostic, SocketAction, SocketError, SocketEvent};
pub use line::LineBuffer;
pub use link::{Impairment, Links, OneShotFault};
pub use profile::Profile;
pub use socket::{Close, Phase, Socket, SocketClosed, SocketInput};
pub use switch::{
    Ack, Callbacks, CarriageReturn, ColorOfNoLabel, KeywordTwice, MayWait, Platform, ReadGate,
    ReceiveSeesClose, ReconnectPort, SendReconnect, SendSeesClose, TrailingLine, UnconnectedSend,
    UnknownDevelopNames,
};
pub use time::Time;
