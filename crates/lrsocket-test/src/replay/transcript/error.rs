//! Why a transcript cannot be played.

use std::io;
use std::path::PathBuf;

use lrsocket_host::Start;

/// Why a transcript cannot be played.
#[derive(Debug, thiserror::Error)]
pub enum TranscriptError {
    /// It could not be read.
    #[error("the transcript {}: {error}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A line of it is not what `--trace` writes.
    #[error("{}:{line}: this is no line of a trace: {why}", path.display())]
    Corrupt {
        /// Which transcript.
        path: PathBuf,
        /// The line.
        line: usize,
        /// What is wrong.
        why: String,
    },
    /// It was written by a version that is too old or too new.
    #[error(
        "{}: the transcript has format {format}, this program reads {}: record it again with this \
         version, or replay it with the one that wrote it",
        path.display(), Start::FORMAT
    )]
    Format {
        /// Which transcript.
        path: PathBuf,
        /// Its format.
        format: u32,
    },
    /// There is nothing in it that could be played.
    #[error("{}: there is nothing to play in the transcript: {why}", path.display())]
    Nothing {
        /// Which transcript.
        path: PathBuf,
        /// Why not.
        why: String,
    },
}
