//! Why a transcript cannot be played.

use std::io;
use std::path::PathBuf;

use lrsocket_host::Start;

/// Why a transcript cannot be played.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TranscriptError {
    /// The file could not be read.
    #[error("the transcript {}: {error}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's error.
        #[source]
        error: io::Error,
    },
    /// A line is not one that `--trace` writes.
    #[error("{}:{line}: not a line of a trace: {why}", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with the line.
        why: String,
    },
    /// The transcript was written by a version that is too old or too new.
    #[error(
        "{}: the transcript has format {format}, but this version reads {}: record it again with \
         this version, or replay it with the version that wrote it",
        path.display(), Start::FORMAT
    )]
    Format {
        /// The file.
        path: PathBuf,
        /// The format of the transcript.
        format: u32,
    },
    /// The transcript has nothing to play.
    #[error("{}: there is nothing to play in the transcript: {why}", path.display())]
    Nothing {
        /// The file.
        path: PathBuf,
        /// Why there is nothing to play.
        why: String,
    },
}
