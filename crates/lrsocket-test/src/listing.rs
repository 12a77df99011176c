//! The tests that a file declares, or why it has none.

use std::io;
use std::path::PathBuf;

/// One test of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The names of the enclosing `describe`s and of the test, joined by spaces.
    pub name: String,
    /// The line of its `it`.
    pub line: u32,
    /// Why the test is not run, if it is `pending`.
    pub pending: Option<String>,
}

/// Why the tests of a file could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The file could not be read.
    #[error("{}: {error}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's error.
        #[source]
        error: io::Error,
    },
    /// The file does not compile; the message names file and line.
    #[error("{0}")]
    Syntax(String),
    /// The file failed before all its tests were known.
    #[error("{message}\n{traceback}")]
    Failed {
        /// The error, with file and line.
        message: String,
        /// The traceback.
        traceback: String,
    },
    /// The file has no `it`.
    #[error("{} has no test: a test is it(\"does something\", function() … end)", .0.display())]
    Empty(PathBuf),
    /// The Lua interpreter failed.
    #[error("{}: {error}", path.display())]
    Interpreter {
        /// The file.
        path: PathBuf,
        /// The interpreter's error.
        error: String,
    },
}
