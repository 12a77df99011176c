//! The home folder that each test has to itself.

use std::cell::{Cell, OnceCell};
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use tempfile::TempDir;

thread_local! {
    /// Below it are the homes of all tests that this thread runs. It is deleted with the thread.
    static HOMES: OnceCell<Rc<TempDir>> = const { OnceCell::new() };
    /// How many homes there were.
    static NUMBER: Cell<u64> = const { Cell::new(0) };
}

/// The home folder of a test, deleted with it. There is none before something is put into it: to make
/// a folder and delete it again would be a tenth of a small test.
pub(super) struct Home {
    path: PathBuf,
    /// Is there as long as any of its homes.
    _homes: Rc<TempDir>,
}

impl Home {
    /// A place for a home, which no other test has.
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

    /// Its path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // Usually there is none. What cannot be deleted goes, or stays, with the thread's folder.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}
