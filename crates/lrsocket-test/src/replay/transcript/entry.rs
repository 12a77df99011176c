//! The entries of a transcript.

use lrsocket_host::proto::{Mode, Time};
use serde::Deserialize;
use serde_json::Value as Json;

/// The configuration of a recorded run.
#[derive(Clone, Debug, Deserialize)]
pub(in crate::replay) struct Setup {
    pub(super) format: u32,
    pub(in crate::replay) profile: String,
    #[serde(default)]
    pub(in crate::replay) faults: Vec<String>,
    pub(in crate::replay) platform: String,
    /// Missing in records of older programs.
    #[serde(default)]
    pub(in crate::replay) lightroom: Option<String>,
    pub(in crate::replay) strict: bool,
    pub(in crate::replay) answer: String,
    pub(in crate::replay) catalog: Option<String>,
    #[serde(default)]
    pub(in crate::replay) offline: bool,
}

/// Something that happened in the recording.
#[derive(Clone, Debug)]
pub(in crate::replay) struct Entry {
    /// The line of the file, from 1.
    pub(in crate::replay) line: usize,
    pub(in crate::replay) time: Time,
    pub(in crate::replay) what: What,
}

/// What happened, as far as a replay needs it.
#[derive(Clone, Debug)]
pub(in crate::replay) enum What {
    /// An outside program connected.
    Connected(Place),
    /// The outside program sent this line.
    Message(Place, Vec<u8>),
    /// The outside program left, and the plug-in was notified.
    Left(Place),
    /// The outside program left or closed its writing half, and the plug-in was not notified.
    Slipped(Place),
    /// From here on, writing to the outside program failed.
    Lost(Place),
    /// A socket of the plug-in did this.
    Did(Place, Deed),
    /// The plug-in failed with this error.
    Failed(String),
    /// A command of a person.
    Command {
        /// The line of the control protocol.
        command: Json,
        /// Whether Lightroom refused it.
        refused: bool,
    },
    /// The run ended.
    Exit,
}

/// What a socket of the plug-in did.
#[derive(Clone, Debug)]
pub(in crate::replay) enum Deed {
    /// The socket began to listen.
    Listened,
    /// The socket could not open its port.
    Failed,
    /// The socket timed out.
    TimedOut,
    /// The socket sent these bytes.
    Sent(Vec<u8>),
}

/// A socket and one connection to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::replay) struct Place {
    /// The number of the `bind`, or of the proxy's route.
    pub(in crate::replay) socket: u32,
    pub(in crate::replay) mode: Mode,
    /// The port of the plug-in, if a proxy recorded it beside its own.
    pub(in crate::replay) target: Option<u16>,
    /// The port of the recorder.
    pub(in crate::replay) port: u16,
    /// The number of a proxy's connection; 0 where there is only one at a time.
    pub(in crate::replay) connection: u32,
}

impl Place {
    /// The socket and the connection, as a key.
    pub(in crate::replay) fn key(self) -> (u32, u32) {
        (self.socket, self.connection)
    }
}
