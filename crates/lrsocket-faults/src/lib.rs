//! The vocabulary of faults: every name, value, size and time that a person can write, declared
//! once and read by one parser.
//!
//! A word means the same thing in `lrsocket run --fault`, on `--control`, in tests and in
//! `lrsocket proxy`. [`Fault::all`] is the table of all words. [`FaultRequest`] is a fault of a run;
//! [`Faults`] applies it. [`TrafficFault`] is a fault of the proxy. Sizes and times are read by
//! [`units`].
//!
//! ```
//! use lrsocket_faults::{FaultRequest, Faults};
//!
//! let mut faults = Faults::default();
//! let request: FaultRequest = "close_stall=500 ms".parse()?;
//! faults.set(&request);
//! assert_eq!(faults.profile.close_stall.as_millis(), 500);
//!
//! let error = "half_open".parse::<FaultRequest>().unwrap_err();
//! assert!(error.to_string().starts_with("the fault \"half_open\" is called \"blackhole\" now"));
//! # Ok::<(), lrsocket_faults::FaultError>(())
//! ```

#![forbid(unsafe_code)]

mod error;
mod fault;
mod names;
mod request;
mod set;
mod table;
mod traffic;
pub mod units;
mod value;

pub use error::FaultError;
pub use fault::{Evidence, Fault, FaultKind};
pub use request::FaultRequest;
pub use set::{Effect, Faults};
pub use traffic::{Ending, Scope, TrafficFault, TrafficKind, Trigger, When};
pub use value::{FaultValue, ValueKind};
