//! Finds test files.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The endings of the names of test files.
const ENDS: [&str; 2] = ["_test.lua", "_spec.lua"];

/// Why the search for test files failed.
#[derive(Debug, thiserror::Error)]
#[error("{}: {error}", path.display())]
pub struct FindError {
    /// The file or folder that could not be read.
    pub path: PathBuf,
    /// The system's error.
    #[source]
    pub error: io::Error,
}

/// Returns the test files at and below these paths, sorted, each once. A path that is a file counts
/// whatever its name; in folders, files count whose names end in `_test.lua` or `_spec.lua`. Folders
/// that [`is_passed_over`] names are skipped.
pub fn find(paths: &[PathBuf]) -> Result<Vec<PathBuf>, FindError> {
    find_where(paths, |_| None)
}

/// Like [`find`], but `decides` may decide for the name of a file whether it is a test.
pub fn find_where(
    paths: &[PathBuf],
    decides: impl Fn(&str) -> Option<bool>,
) -> Result<Vec<PathBuf>, FindError> {
    let is_test = |name: &OsStr| decides(&name.to_string_lossy()).unwrap_or_else(|| is_test(name));
    let mut found = Vec::new();
    for path in paths {
        let failed = |error| FindError {
            path: path.clone(),
            error,
        };
        if fs::metadata(path).map_err(failed)?.is_dir() {
            search(path, &is_test, &mut found)?;
        } else {
            found.push(path.clone());
        }
    }
    // Show `tests/a_test.lua` rather than `./tests/a_test.lua`.
    for path in &mut found {
        if let Ok(plain) = path.strip_prefix(".") {
            *path = plain.to_owned();
        }
    }
    found.sort();
    let mut known = HashSet::new();
    found.retain(|path| known.insert(fs::canonicalize(path).unwrap_or_else(|_| path.clone())));
    Ok(found)
}

/// Whether the search skips a folder of this name: hidden folders, and folders of third-party code.
pub fn is_passed_over(folder: &OsStr) -> bool {
    let name = folder.to_string_lossy();
    name.starts_with('.') || name == "node_modules"
}

fn search(
    folder: &Path,
    is_test: &impl Fn(&OsStr) -> bool,
    found: &mut Vec<PathBuf>,
) -> Result<(), FindError> {
    let failed = |error| FindError {
        path: folder.to_owned(),
        error,
    };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let path = entry.path();
        // Symbolic links are not followed: they can form cycles.
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() && !is_passed_over(&name) {
            search(&path, is_test, found)?;
        } else if kind.is_file() && is_test(&name) {
            found.push(path);
        }
    }
    Ok(())
}

fn is_test(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    ENDS.iter().any(|end| name.ends_with(end))
}
