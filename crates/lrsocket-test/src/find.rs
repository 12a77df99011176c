//! Finds test files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The ends of the names of test files.
const ENDS: [&str; 2] = ["_test.lua", "_spec.lua"];

/// Why test files could not be looked for.
#[derive(Debug, thiserror::Error)]
#[error("{}: {error}", path.display())]
pub struct FindError {
    /// Where.
    pub path: PathBuf,
    /// What the system said.
    pub error: io::Error,
}

/// The test files at and below these paths, sorted, each once. A file is taken whatever its name
/// is; in folders, those whose names end in `_test.lua` or `_spec.lua`. Hidden folders are left
/// out.
pub fn find(paths: &[PathBuf]) -> Result<Vec<PathBuf>, FindError> {
    let mut found = Vec::new();
    for path in paths {
        let failed = |error| FindError {
            path: path.clone(),
            error,
        };
        if fs::metadata(path).map_err(failed)?.is_dir() {
            search(path, &mut found)?;
        } else {
            found.push(path.clone());
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

fn search(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), FindError> {
    let failed = |error| FindError {
        path: folder.to_owned(),
        error,
    };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let path = entry.path();
        // Links are not followed: they can lead round in a circle.
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() && !name.starts_with('.') {
            search(&path, found)?;
        } else if kind.is_file() && ENDS.iter().any(|end| name.ends_with(end)) {
            found.push(path);
        }
    }
    Ok(())
}
