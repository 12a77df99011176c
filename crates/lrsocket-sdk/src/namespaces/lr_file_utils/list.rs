//! What is in a folder.

use std::fs::DirEntry;
use std::io;
use std::path::{Path, PathBuf};

/// What to list.
#[derive(Clone, Copy)]
pub(super) struct What {
    folders: bool,
    below: bool,
}

pub(super) const FILES: What = What {
    folders: false,
    below: false,
};
pub(super) const ENTRIES: What = What {
    folders: true,
    below: false,
};
pub(super) const FILES_BELOW: What = What {
    folders: false,
    below: true,
};
pub(super) const ENTRIES_BELOW: What = What {
    folders: true,
    below: true,
};

/// The paths in a folder, sorted, a folder before what is in it. Links to folders are listed as
/// folders and not entered; folders below that cannot be read are passed over.
pub(super) fn list(folder: &Path, what: What) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    // The next one is the last.
    let mut to_do = sorted(folder)?;
    while let Some(entry) = to_do.pop() {
        let path = entry.path();
        let is_folder = path.is_dir();
        if what.below && is_folder && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            to_do.append(&mut sorted(&path).unwrap_or_default());
        }
        if what.folders || !is_folder {
            paths.push(path);
        }
    }
    Ok(paths)
}

/// The entries of a folder, the first by name at the end.
fn sorted(folder: &Path) -> io::Result<Vec<DirEntry>> {
    let mut entries = std::fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.file_name()));
    Ok(entries)
}

/// Whether this is a folder in which no entry counts.
pub(super) fn has_none(folder: &Path, counts: impl Fn(&DirEntry) -> bool) -> bool {
    std::fs::read_dir(folder).is_ok_and(|entries| !entries.flatten().any(|entry| counts(&entry)))
}

/// Whether the system's file manager hides it: by a dot in front.
#[cfg(not(windows))]
pub(super) fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// Whether the system's file manager hides it: by its attribute.
#[cfg(windows)]
pub(super) fn is_hidden(entry: &DirEntry) -> bool {
    use std::os::windows::fs::MetadataExt as _;
    const FILE_ATTRIBUTE_HIDDEN: u32 = 2;
    entry
        .metadata()
        .is_ok_and(|metadata| metadata.file_attributes() & FILE_ATTRIBUTE_HIDDEN != 0)
}
