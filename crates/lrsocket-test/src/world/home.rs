//! The home folder of a test, which no other test shares.

use std::cell::{Cell, OnceCell};
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use tempfile::TempDir;

thread_local! {
    /// The folder with the homes of all tests of this thread. It is deleted with the thread.
    static HOMES: OnceCell<Rc<TempDir>> = const { OnceCell::new() };
    /// The number of homes so far.
    static NUMBER: Cell<u64> = const { Cell::new(0) };
}

/// The home folder of a test, deleted with it. It is created when something is put into it: creating
/// and deleting a folder would be a tenth of the time of a small test.
pub(super) struct Home {
    path: PathBuf,
    /// Keeps the folder above until the last home is gone.
    _homes: Rc<TempDir>,
}

impl Home {
    /// Reserves a path for a home.
    pub(super) fn new() -> io::Result<Self> {
        let homes = HOMES.with(|homes| {
            if let Some(homes) = homes.get() {
                return Ok(Rc::clone(homes));
            }
            let made = tempfile::Builder::new().prefix("lrsocket-").tempdir()?;
            Ok::<_, io::Error>(Rc::clone(homes.get_or_init(|| Rc::new(made))))
        })?;
        let number = NUMBER.replace(NUMBER.get() + 1);
        Ok(Home {
            path: homes.path().join(number.to_string()),
            _homes: homes,
        })
    }

    /// The path of the home.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // Usually it was never created. What cannot be deleted now is left to the thread's folder.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}
