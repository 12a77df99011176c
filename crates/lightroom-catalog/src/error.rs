//! What can go wrong.

use std::path::{Path, PathBuf};

/// Why a catalog cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file or folder cannot be read.
    #[error("cannot read {}: {source}; check the path and its permissions", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Neither of the three kinds.
    #[error(
        "{} is no catalog: give a FILE.toml, a FILE.lrcat or a folder of images",
        path.display()
    )]
    UnknownKind {
        /// What was given.
        path: PathBuf,
    },
    /// A file whose extension is not one of an image that a catalog takes.
    #[error("the format of {} is not supported; give a raw, DNG, JPEG, TIFF, PSD, PNG, HEIC or video file", path.display())]
    UnsupportedFormat {
        /// The file.
        path: PathBuf,
    },
    /// A mistake in a TOML catalog.
    #[error("{}:{line}: {problem}; the format is described in docs/catalog.md", path.display())]
    Toml {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong there and what is allowed.
        problem: String,
    },
    /// SQLite cannot read a catalog.
    #[error(
        "cannot read {} as a Lightroom catalog: {source}; close Lightroom and copy the file anew, \
         or let Lightroom check it (File > Optimize Catalog)",
        path.display()
    )]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The end of a catalog is missing.
    #[error(
        "{} is cut off: it has {length} of {expected} bytes; copy it anew while Lightroom is closed",
        path.display()
    )]
    Truncated {
        /// The file.
        path: PathBuf,
        /// Its length.
        length: u64,
        /// The length that it should have.
        expected: u64,
    },
    /// A file of SQLite that is no catalog.
    #[error(
        "{} has no {what}, so it is no Lightroom Classic catalog; choose the .lrcat file itself, \
         not its previews",
        path.display()
    )]
    NotACatalog {
        /// The file.
        path: PathBuf,
        /// The table or column without which nothing can be read.
        what: String,
    },
    /// The path has characters that are no Unicode.
    #[error("{} is no Unicode path; rename or copy the file", path.display())]
    NotUnicode {
        /// The path.
        path: PathBuf,
    },
    /// The simulation refuses what was read.
    #[error("{} cannot be built as a catalog: {source}; correct the entry it names", path.display())]
    Simulation {
        /// The file.
        path: PathBuf,
        /// What it says.
        source: lightroom_sim::Error,
    },
}

impl Error {
    pub(crate) fn unreadable(path: &Path, source: std::io::Error) -> Self {
        Error::Unreadable {
            path: path.into(),
            source,
        }
    }

    pub(crate) fn simulation(path: &Path, source: lightroom_sim::Error) -> Self {
        Error::Simulation {
            path: path.into(),
            source,
        }
    }
}
