//! The values of the switches of a profile: what the socket, or its host, does where reports of Lightroom
//! differ.

use std::time::Duration;

/// What happens to carriage returns at the end of a line (B6.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CarriageReturn {
    /// One before the line feed is removed.
    StripLast,
    /// All before the line feed are removed.
    StripAll,
}

/// When a receive socket notices that its client has closed (B3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiveSeesClose {
    /// At once, after the remaining lines.
    Prompt,
    /// At once if the client closes in order; never if it resets the connection, as Windows does for a
    /// program that is killed.
    UnlessReset,
    /// Never.
    Never,
}

/// When a send socket notices that its client has gone (B3.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendSeesClose {
    /// When a later write fails.
    OnWrite,
    /// At once, as Adobe's samples expect.
    Prompt,
    /// Never: what is sent is lost.
    Never,
}

/// What `reconnect()` does on a send socket whose client has left (B5.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendReconnect {
    /// It listens again.
    Works,
    /// It listens, but never serves a client: `onConnected` does not come.
    Dead,
    /// It blocks the whole application for this long, then works.
    Hang(Duration),
}

/// Which port `reconnect()` listens on when the plug-in asked for port 0 (B5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReconnectPort {
    /// The one the system chose at first.
    Keep,
    /// The system chooses again.
    New,
}

/// What happens to bytes after the last line feed when the client closes (B6.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrailingLine {
    /// They are dropped, with a diagnostic.
    Drop,
    /// They are delivered as a line.
    Deliver,
}

/// How a received line is acknowledged (B6.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ack {
    /// `ok` and a line feed.
    Lf,
    /// `ok`, a carriage return and a line feed.
    Crlf,
    /// Not at all.
    Off,
}

/// What happens to messages sent before a client is there (B7.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnconnectedSend {
    /// They wait for the client, up to 1 MiB.
    Queue,
    /// They are dropped.
    Drop,
}

/// Whether a callback may sleep or yield (B3.8). The machine only carries this for its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callbacks {
    /// A callback runs in a task and may yield.
    Yield,
    /// Yielding in a callback raises an error.
    NoYield,
}

/// What a call does that may have to wait for the catalog, where it cannot (R7.6). The machine only
/// carries this for its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MayWait {
    /// It returns, as if what it reads were in the cache, without a word.
    Off,
    /// It returns, with a diagnostic.
    Warn,
    /// It raises an error, as if what it reads were not in the cache.
    Raise,
}

/// What a query of the catalog does inside `withReadAccessDo` (R8.1). The machine only carries this
/// for its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadGate {
    /// It returns its result.
    Open,
    /// It never returns, and no later call of the catalog does.
    Deadlock,
}

/// What `createKeyword` does the second time with one name in one gate (R8.2). The machine only
/// carries this for its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeywordTwice {
    /// It returns the keyword of the first call.
    Prior,
    /// It returns nil.
    Nil,
    /// It raises an error; if that leaves the gate, all of the gate is undone.
    Fail,
}

/// What an unknown name of a develop parameter does (R9.7). The machine only carries this for its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownDevelopNames {
    /// It reads as nil and is ignored, with a diagnostic.
    Nil,
    /// It raises an error.
    Raise,
}

/// The `colorNameForLabel` of a photo without a label (R8.5). The machine only carries this for its
/// host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorOfNoLabel {
    /// `gray`, as measured on Lightroom 13.
    Gray,
    /// `none`, as documented.
    None,
}

/// The system a profile speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// macOS.
    Mac,
    /// Windows.
    Win,
}

impl Platform {
    /// As `--platform` has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Platform::Mac => "mac",
            Platform::Win => "win",
        }
    }
}
