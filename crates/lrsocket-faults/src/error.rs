//! Why a fault was refused.

use crate::units::UnitError;

/// Why a fault cannot be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FaultError {
    /// No fault has this name.
    #[error("there is no fault \"{name}\"; {hint}")]
    Unknown {
        /// The requested name.
        name: String,
        /// The most similar name, or all names.
        hint: String,
    },
    /// The fault has another name now.
    #[error("the fault \"{old}\" is called \"{new}\" now: {changes}")]
    Renamed {
        /// The old name.
        old: &'static str,
        /// The new name.
        new: &'static str,
        /// The effect of the fault.
        changes: &'static str,
    },
    /// Only `lrsocket proxy` can do this.
    #[error("{fault} is a fault of `lrsocket proxy`: it needs traffic between two programs")]
    OnlyInProxy {
        /// The fault's name.
        fault: &'static str,
    },
    /// The proxy cannot do this; `run` and `test` can.
    #[error(
        "{fault} is not a fault of the proxy; `lrsocket run --fault {fault}` has it, and so have tests"
    )]
    NotInProxy {
        /// The fault's name.
        fault: &'static str,
    },
    /// The fault does not take this value.
    #[error("{fault} cannot be \"{value}\": it takes {expected}")]
    BadValue {
        /// The fault's name.
        fault: &'static str,
        /// The rejected value.
        value: String,
        /// The values that the fault takes, in words.
        expected: String,
    },
    /// The fault has no default value that its name alone could mean.
    #[error("{fault} needs a value: it takes {expected}")]
    NoValue {
        /// The fault's name.
        fault: &'static str,
        /// The values that the fault takes, in words.
        expected: String,
    },
    /// A behaviour of the socket is the same on all ports.
    #[error(
        "{fault} cannot be set for one port: it is a behaviour of Lightroom, the same on all ports"
    )]
    NotByPort {
        /// The fault's name.
        fault: &'static str,
    },
    /// The text after `@`, or given as the port, is not a port number.
    #[error("\"{port}\" is not a valid port: it must be a whole number from 1 to 65535")]
    BadPort {
        /// The rejected text.
        port: String,
    },
    /// The proxy has no such set of ports.
    #[error("\"{0}\" is not a port: write receive, send, all, or the number the proxy listens on")]
    NotAScope(String),
    /// A moment stands where a port should.
    #[error("\"{0}\" is not a port; a moment is written behind @, as in @{0} or send@{0}")]
    NoAt(String),
    /// Only a stall may end by itself.
    #[error("\"{0}\": only a stall can last for a time (+5s)")]
    NoEnd(String),
    /// A size or time in the value is wrong.
    #[error(transparent)]
    Unit(#[from] UnitError),
}
