//! Everything that keeps a command from doing its work, and how it is shown.

use std::io::Write as _;
use std::path::PathBuf;

use lrsocket_host::LoadError;
use lrsocket_host::proto::Profile;

use crate::terminal::{self, Color};

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("the plug-in could not be loaded: {0}")]
    Load(#[from] LoadError),

    #[error("the catalog could not be opened: {0}")]
    Catalog(#[from] lightroom_catalog::Error),

    #[error("{}", listed(.0))]
    TestFiles(Vec<lrsocket_test::FileError>),

    #[error(transparent)]
    Transcript(#[from] lrsocket_test::TranscriptError),

    #[error("tests could not be looked for: {0}")]
    FindTests(#[from] lrsocket_test::find::FindError),

    #[error("{0}")]
    NoTests(String),

    #[error("cannot write the report to {}: {error}", path.display())]
    Report {
        path: PathBuf,
        error: std::io::Error,
    },

    #[error("cannot begin a thread to run the tests: {0}")]
    Threads(std::io::Error),

    #[error("cannot watch for changes: {0}")]
    Watch(#[from] notify::Error),

    #[error("there is no menu item \"{title}\"; {}", items(.known))]
    NoSuchMenuItem { title: String, known: Vec<String> },

    #[error("cannot write the trace to {path}: {error}")]
    Trace {
        path: PathBuf,
        error: std::io::Error,
    },

    #[error("cannot create the standard folders below {path}: {error}")]
    Home {
        path: PathBuf,
        error: std::io::Error,
    },

    #[error("there is no profile and no fault \"{name}\"; the profiles are: {}; {hint}", Profile::NAMES.join(", "))]
    NoSuchProfile { name: String, hint: String },

    #[error("{id} is not the id of a rule; the nearest: {hint}; `lrsocket explain` lists all")]
    NoSuchRule { id: String, hint: String },

    #[error("this account has no home folder; name one with --home DIR")]
    NoHome,

    #[error("{0}")]
    Use(String),

    #[error("{0}")]
    Ports(String),

    #[error("cannot write to stdout: {0}")]
    Stdout(std::io::Error),

    #[error("cannot start a thread to write output: {0}")]
    Writer(std::io::Error),

    #[error("cannot use the network: {0}")]
    Runtime(std::io::Error),

    #[error("cannot listen for Ctrl-C: {0}")]
    Signals(#[from] ctrlc::Error),
}

impl Error {
    /// The exit status; see `lrsocket run --help`.
    pub(crate) fn status(&self) -> u8 {
        match self {
            Error::Load(_) => 3,
            _ => 2,
        }
    }

    /// Writes the error to stderr.
    pub(crate) fn print(&self, color: Color) {
        let style = terminal::ERROR;
        // A closed stderr leaves nowhere to report to.
        let _ = writeln!(terminal::stderr(color), "{style}error:{style:#} {self}");
    }
}

fn listed(errors: &[lrsocket_test::FileError]) -> String {
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    errors.join("\n")
}

fn items(known: &[String]) -> String {
    if known.is_empty() {
        return "this plug-in has no menu items".to_owned();
    }
    let titles: Vec<String> = known.iter().map(|title| format!("\"{title}\"")).collect();
    format!("the menu items are: {}", titles.join(", "))
}
