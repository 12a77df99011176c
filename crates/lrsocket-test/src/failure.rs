//! Why a test failed.

use std::fmt;

/// A line of a test file or a plug-in, as `file:line`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place(pub String);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One reason why a test failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The line of the test or plug-in that failed, if known.
    pub at: Option<Place>,
    /// What happened, in whole sentences; may have several lines.
    pub message: String,
    /// The traceback of an error; may be empty.
    pub traceback: String,
}

impl Failure {
    /// A failure without a place or a traceback.
    pub(crate) fn plain(message: impl Into<String>) -> Self {
        Failure {
            at: None,
            message: message.into(),
            traceback: String::new(),
        }
    }
}
