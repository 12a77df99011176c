//! Everything that can go wrong, and its words.

use std::io;
use std::path::PathBuf;

/// Why a measurement gave no figure, or none was begun.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{0}")]
    Usage(String),
    #[error("cannot start {}: {source}", program.display())]
    Start { program: PathBuf, source: io::Error },
    #[error("the program said nothing about {awaited} within {seconds} s; its stderr: {stderr}")]
    Silent {
        awaited: &'static str,
        seconds: u64,
        stderr: String,
    },
    #[error("the program ended without a word about {awaited}; its stderr: {stderr}")]
    Ended {
        awaited: &'static str,
        stderr: String,
    },
    #[error("the program counted {counted} of {sent} lines")]
    LinesLost { counted: u64, sent: u64 },
    #[error("{expected} bytes were expected, {got} came before the end of the stream")]
    BytesLost { got: u64, expected: u64 },
    #[error(transparent)]
    Io(#[from] io::Error),
}
