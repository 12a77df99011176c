//! Ports that a plug-in writes into a file.

mod alive;
mod parse;
mod watched;

use std::path::{Path, PathBuf};

use lrsocket_proto::Mode;

pub(super) use self::watched::Watched;

/// A file into which a plug-in writes its ports, in one of these forms:
///
/// - `58764,58763`: send, receive. A comma, a semicolon, spaces or a line end are between them.
/// - `58763`: one port, [receive](Self::single) unless told otherwise.
/// - JSON with named ports, such as `{"sendPort": 58764, "receivePort": 58763, "pid": 4711}`. Names may be
///   written as `send`, `send_port`, `sendPort`, and also be inside of `"ports": {…}`; `port` is one port
///   alone. Where a `pid` is given, that process must be alive.
///
/// The file need not exist yet. It is watched, and read again before each attempt; when it names other
/// ports, a connection to the old ones ends.
#[derive(Clone, Debug)]
pub struct PortFile {
    path: PathBuf,
    single: Mode,
    names: Option<(String, String)>,
}

impl PortFile {
    /// The file of this path.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        PortFile {
            path: path.into(),
            single: Mode::Receive,
            names: None,
        }
    }

    /// Which half it is, where there is one number alone. [`Mode::Receive`].
    #[must_use]
    pub fn single(mut self, half: Mode) -> Self {
        self.single = half;
        self
    }

    /// The names of the two ports in JSON, where a plug-in calls them something else.
    #[must_use]
    pub fn names(mut self, receive: impl Into<String>, send: impl Into<String>) -> Self {
        self.names = Some((receive.into(), send.into()));
        self
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
