//! Files by names whose case may differ, as on the file systems of macOS and Windows (R5.6).

use std::path::{Path, PathBuf};

/// Returns the path of a file below `folder`. Where no file has just this name, one whose name differs
/// in upper and lower case alone is taken, the first by name; else the path is what the name makes it.
pub(crate) fn find(folder: &Path, name: &Path) -> PathBuf {
    let exact = folder.join(name);
    if exact.exists() {
        return exact;
    }
    let mut found = folder.to_owned();
    for part in name.components() {
        let next = found.join(part);
        let next = if next.exists() {
            Some(next)
        } else {
            entry(&found, &part.as_os_str().to_string_lossy().to_lowercase())
        };
        let Some(next) = next else { return exact };
        found = next;
    }
    found
}

/// The entry of a folder that has this name in lower case.
fn entry(folder: &Path, lower: &str) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?;
    let paths = entries.flatten().map(|entry| entry.path());
    let is_it = |path: &PathBuf| {
        let name = path.file_name();
        name.is_some_and(|name| name.to_string_lossy().to_lowercase() == lower)
    };
    paths.filter(is_it).min()
}
