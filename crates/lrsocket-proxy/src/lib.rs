//! Stands between a Lightroom plug-in's sockets and the outside program that talks to them: passes
//! all bytes on, tells what passes by, and disturbs it where that is wanted.
//!
//! ```
//! use lrsocket_proxy::{ProxyAction, ProxyLink, Pool, Side, TrafficFault};
//! use lrsocket_proto::{Mode, Time};
//!
//! let (mut link, mut pool) = (ProxyLink::new(Mode::Receive, 4096, 1), Pool::default());
//! link.arm(TrafficFault::parse("fin", "@1msgs").unwrap(), Time::ZERO, &mut |_| {});
//! link.read_buffer(Side::Remote, &mut pool).extend(b"one\ntwo\n");
//! link.handle_received(Side::Remote, Time::ZERO, &mut |_| {});
//! assert_eq!(link.transmit(Side::Remote), b"one\n");
//! link.handle_transmitted(Side::Remote, 4, Time::ZERO, &mut |seen| println!("{seen:?}"));
//! assert!(matches!(link.poll_action(), Some(ProxyAction::Close { .. })));
//! ```
//!
//! - [`ProxyLink`]: one connection, without I/O: it decides what passes when, from the faults, the time
//!   it is handed and a seed.
//! - [`Proxy`]: the driver: real TCP, through tokio. It only moves bytes.
//! - [`Record`]: what happened, and its JSON, the trace of docs/trace.md.

mod command;
mod driver;
mod link;
mod record;
mod route;

pub use command::{Command, CommandError, HELP, problem};
pub use driver::{Observer, OpenError, Proxy, Totals};
pub use link::{Counts, Pool, ProxyAction, ProxyLink, READ_SIZE, Seen, Side};
pub use lrsocket_faults::{Ending, FaultError, Scope, TrafficFault, TrafficKind, Trigger, When};
pub use record::{ProxyEvent, Record};
pub use route::{Route, RouteError, RouteSpec};
