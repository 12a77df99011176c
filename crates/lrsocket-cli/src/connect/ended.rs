//! How it ended.

use std::fmt;

/// Why the terminal is over, and with what exit status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// The person left.
    Left,
    /// Stdin has ended, and the answers have come.
    Answered,
    /// The run beside it is over.
    RunOver,
    /// Lines of stdin may not have reached the plug-in.
    Lost(String),
    /// Nobody to connect to.
    NoConnection(String),
    /// Connected, and nothing came back.
    NotServed(String),
    /// Ctrl-C while a script ran.
    Interrupted,
    /// Stdin or a line of it cannot be used.
    Input(String),
}

impl Ended {
    /// The exit status; see `lrsocket connect --help`.
    pub(crate) fn status(&self) -> u8 {
        match self {
            Ended::Left | Ended::Answered | Ended::RunOver => 0,
            Ended::Lost(_) => 1,
            Ended::Input(_) => 2,
            Ended::NoConnection(_) => 3,
            Ended::NotServed(_) => 4,
            Ended::Interrupted => 130,
        }
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Ended::Left => "left",
            Ended::Answered => "stdin has ended, and nothing more came",
            Ended::RunOver => "the run is over",
            Ended::Interrupted => "interrupted",
            Ended::Lost(why)
            | Ended::NoConnection(why)
            | Ended::NotServed(why)
            | Ended::Input(why) => why,
        })
    }
}
