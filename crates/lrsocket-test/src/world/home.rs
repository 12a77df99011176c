//! The home folder that each test has to itself.

use std::io;
use std::path::Path;

use tempfile::TempDir;

/// The home folder of a test, deleted with it. There is none before somebody asks for it.
#[derive(Default)]
pub(super) struct Home(Option<TempDir>);

impl Home {
    /// Its path.
    pub(super) fn path(&mut self) -> io::Result<&Path> {
        if self.0.is_none() {
            self.0 = Some(tempfile::Builder::new().prefix("lrsocket-").tempdir()?);
        }
        // Just made, if it was not there.
        self.0
            .as_ref()
            .map(TempDir::path)
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}
