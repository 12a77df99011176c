//! Why a test failed.

use std::fmt;

/// A line of a test file or a plug-in.
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
    /// `file:line` of the test, if the test itself failed there.
    pub at: Option<Place>,
    /// What happened, in whole sentences; may have several lines.
    pub message: String,
    /// Where an error came from; may be empty.
    pub traceback: String,
}
