//! What a run tells: one record for each thing that happened.

mod json;
mod line;
mod rounds;

use std::sync::Arc;

use lrsocket_proto::{Departure, Mode, Time};
use serde::Serialize;

use crate::application::work::WorkResult;

pub use line::{Line, Tone, place};
pub use rounds::{Input, Round};

/// Something that happened, and when.
#[derive(Clone, Debug)]
pub struct Record {
    /// When.
    pub time: Time,
    /// The `LrToolkitIdentifier` of the plug-in it happened to, if there are several.
    pub plugin: Option<Arc<str>>,
    /// What.
    pub event: Event,
}

/// The socket that an event is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SocketInfo {
    /// Counts the calls of `bind` in this run, from 1.
    #[serde(rename = "socket")]
    pub id: u32,
    /// The direction.
    #[serde(serialize_with = "json::mode")]
    pub mode: Mode,
    /// The listening port; 0 before there is one.
    pub port: u16,
    /// `file:line` of the `bind`.
    pub at: Arc<str>,
}

/// Why a socket is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosedBy {
    /// The plug-in called `close()`, or its function context ended.
    Plugin,
    /// The outside program left.
    Remote,
}

/// The kind of an error that left a callback, where it decides what to advise. Not in the trace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallbackErrorKind {
    /// `reconnect()` in the `onClosed` of a socket that the plug-in or its context closed (B7.8).
    ReconnectAfterClose,
    /// Any other error.
    #[default]
    Other,
}

/// How a client has left that the plug-in is not told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftBy {
    /// It has closed its end, or only the half that it writes to.
    Close,
    /// The connection was reset.
    Reset,
}

impl From<Departure> for LeftBy {
    fn from(departure: Departure) -> Self {
        match departure {
            Departure::Closed => LeftBy::Close,
            Departure::Reset => LeftBy::Reset,
        }
    }
}

/// How a run was set up, for who repeats it.
#[derive(Clone, Debug, Serialize)]
pub struct Start {
    /// The version of the format of the trace: [`Start::FORMAT`].
    pub format: u32,
    /// The version of lrsocket.
    pub lrsocket: &'static str,
    /// What was run, as it was named.
    pub paths: Vec<String>,
    /// The profile's name.
    pub profile: String,
    /// The faults on top of it, as `--fault` takes them.
    pub faults: Vec<String>,
    /// The platform, `mac` or `win`.
    pub platform: &'static str,
    /// The version of Lightroom.
    pub lightroom: String,
    /// Whether it was strict.
    pub strict: bool,
    /// What dialog boxes are answered with.
    pub answer: &'static str,
    /// The catalog, if not the built-in one.
    pub catalog: Option<String>,
    /// Whether `LrHttp` was refused the network.
    pub offline: bool,
}

impl Start {
    /// The version of the format that this program writes.
    pub const FORMAT: u32 = 1;
}

/// What the Plug-in Manager did to a plug-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Managed {
    /// The plug-in was reloaded.
    Reload,
    /// The plug-in was disabled.
    Disable,
    /// The plug-in was enabled.
    Enable,
}

/// Something that happened. The JSON form of each is documented in docs/trace.md.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The run begins.
    Start(Start),
    /// A person does something: a line of the control protocol, a menu item of `--menu`, or the end
    /// of the run, with which Lightroom quits.
    Command {
        /// The line.
        command: serde_json::Value,
    },
    /// All start-up scripts have run.
    Ready {
        /// The titles of the menu items.
        menu_items: Vec<String>,
    },
    /// A socket listens.
    Connecting {
        /// Which.
        #[serde(flatten)]
        socket: SocketInfo,
    },
    /// A client was accepted.
    Connected {
        /// By which socket.
        #[serde(flatten)]
        socket: SocketInfo,
    },
    /// A line was received.
    Message {
        /// By which socket.
        #[serde(flatten)]
        socket: SocketInfo,
        /// The line, without its terminator.
        #[serde(flatten, serialize_with = "json::bytes")]
        data: Vec<u8>,
    },
    /// The plug-in called `send`.
    Sent {
        /// On which socket.
        #[serde(flatten)]
        socket: SocketInfo,
        /// The bytes.
        #[serde(flatten, serialize_with = "json::bytes")]
        data: Vec<u8>,
    },
    /// `onError` is called.
    Error {
        /// Of which socket.
        #[serde(flatten)]
        socket: SocketInfo,
        /// The text that the plug-in gets.
        message: String,
    },
    /// `onClosed` is called.
    Closed {
        /// Of which socket.
        #[serde(flatten)]
        socket: SocketInfo,
        /// Who closed it.
        by: ClosedBy,
    },
    /// The client of a send socket has left, and the plug-in is not told (B3.5).
    Left {
        /// Of which socket.
        #[serde(flatten)]
        socket: SocketInfo,
        /// How.
        how: LeftBy,
    },
    /// A reload, disabling or enabling is over.
    Managed {
        /// The `LrToolkitIdentifier` of the plug-in.
        identifier: String,
        /// What was done.
        action: Managed,
        /// Whether it succeeded; if not, the plug-in could not be loaded.
        ok: bool,
    },
    /// The plug-in logged something.
    Log {
        /// `trace` … `fatal`, or `print`.
        level: String,
        /// The logger's name, empty for `print`.
        logger: String,
        /// The text.
        message: String,
    },
    /// Something that would have come up on a screen.
    Dialog {
        /// The function of the SDK, such as `confirm` or `openUrlInBrowser`.
        kind: String,
        /// The first text.
        message: String,
        /// The second text, may be empty.
        info: String,
        /// What it was answered with, if it asks.
        answer: Option<String>,
    },
    /// An error left a script.
    ScriptError {
        /// The script's file.
        script: String,
        /// The error.
        message: String,
        /// Where it came from.
        traceback: String,
    },
    /// An error left a task (R1.2, R3.2).
    TaskError {
        /// The task's name, may be empty.
        task: String,
        /// The error.
        message: String,
        /// Where it came from.
        traceback: String,
        /// Whether Lightroom would show it to the user, and the run fails of it.
        shown: bool,
    },
    /// An error left a callback of a socket (B3.9).
    CallbackError {
        /// Of which socket.
        #[serde(flatten)]
        socket: SocketInfo,
        /// Which one, such as `onMessage`.
        callback: &'static str,
        /// The kind of the error.
        #[serde(skip)]
        kind: CallbackErrorKind,
        /// The error.
        message: String,
        /// Where it came from.
        traceback: String,
    },
    /// An error left a cleanup handler of a function context (R3.4).
    HandlerError {
        /// The name of the context.
        context: String,
        /// The error.
        message: String,
        /// Where it came from.
        traceback: String,
    },
    /// Something the author of the plug-in or of the outside program should know.
    Diagnostic {
        /// The rule it speaks of; empty if none.
        rule: &'static str,
        /// What happened and what to do.
        message: String,
        /// The socket, if it is about one.
        #[serde(flatten)]
        socket: Option<SocketInfo>,
        /// `file:line` in the plug-in, if known.
        #[serde(skip_serializing_if = "Option::is_none")]
        at: Option<String>,
        /// Whether a test fails of it, since Lightroom would be stuck or busy for ever.
        #[serde(skip)]
        fails: bool,
    },
    /// The plug-in called a member that is not there yet.
    Unimplemented {
        /// The member, such as `LrHttp.get`.
        member: String,
        /// The version of the SDK that brought it, may be empty.
        since: String,
        /// `file:line` of the call, if known.
        at: Option<String>,
    },
    /// The answer to a line of the control protocol.
    Answer {
        /// The `id` of the line.
        id: serde_json::Value,
        /// Whether it was done.
        ok: bool,
        /// What it asked for.
        #[serde(skip_serializing_if = "serde_json::Value::is_null")]
        result: serde_json::Value,
        /// Why it was not done.
        #[serde(skip_serializing_if = "Option::is_none")]
        error: Option<String>,
    },
    /// What the run depended on since the last such record: see docs/trace.md. Only for replays.
    Rounds {
        /// Whether no more rounds are recorded, because this one was too long.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        last: bool,
        /// The seed of unique names, in the first such record.
        #[serde(skip_serializing_if = "Option::is_none")]
        names: Option<u64>,
        /// The rounds of the loop.
        rounds: Vec<Round>,
    },
    /// Outside work is done. Only for replays.
    Work {
        /// The number of the work.
        work: u64,
        /// What came of it.
        #[serde(flatten)]
        result: WorkResult,
    },
    /// The run is over.
    Exit {
        /// The exit status of the program.
        status: i32,
        /// Why it ended.
        reason: String,
    },
}

impl Event {
    /// The socket that it is about, if it is about one.
    pub fn socket(&self) -> Option<&SocketInfo> {
        match self {
            Event::Connecting { socket }
            | Event::Connected { socket }
            | Event::Message { socket, .. }
            | Event::Sent { socket, .. }
            | Event::Error { socket, .. }
            | Event::Closed { socket, .. }
            | Event::Left { socket, .. }
            | Event::CallbackError { socket, .. } => Some(socket),
            Event::Diagnostic { socket, .. } => socket.as_ref(),
            _ => None,
        }
    }

    /// Whether it is for a replay alone, and nothing that a person or a program would look at.
    pub const fn is_for_replay(&self) -> bool {
        matches!(self, Event::Rounds { .. } | Event::Work { .. })
    }

    /// Whether it is an error of the plug-in that makes a run fail.
    pub const fn is_failure(&self) -> bool {
        matches!(
            self,
            Event::ScriptError { .. }
                | Event::CallbackError { .. }
                | Event::HandlerError { .. }
                | Event::TaskError { shown: true, .. }
        )
    }
}
