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
    #[error("the program found {counted} of {made} photos")]
    PhotosLost { counted: u64, made: u64 },
    #[error("{runs} of {planned} tests ran, or some failed")]
    TestsLost { runs: u64, planned: u64 },
    #[error("{expected} bytes were expected, {got} came before the end of the stream")]
    BytesLost { got: u64, expected: u64 },
    #[error("cannot make a catalog: {0}")]
    Catalog(#[from] lrsocket_host::lightroom::Error),
    #[error("cannot write the catalog: {0}")]
    Lrcat(#[from] rusqlite::Error),
    #[error("cannot load the script: {0}")]
    Script(#[from] lrsocket_host::LoadError),
    #[error("Remote: {0}")]
    Remote(String),
    #[error(transparent)]
    Io(#[from] io::Error),
}
