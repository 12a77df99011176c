//! The script files that a plug-in had when Lightroom first saw it (R6.13).

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// A folder with more files than this is not listed: all its scripts count as known.
const MOST: usize = 4096;

/// The scripts of each plug-in folder, as they were at first; `None` for a folder with too many files.
#[derive(Default)]
pub struct KnownScripts(RefCell<HashMap<PathBuf, Option<BTreeSet<PathBuf>>>>);

impl KnownScripts {
    /// Lists the scripts of a plug-in folder, unless that was done before.
    pub fn note(&self, folder: &Path) {
        let mut folders = self.0.borrow_mut();
        if !folders.contains_key(folder) {
            folders.insert(folder.to_owned(), list(folder));
        }
    }

    /// Returns whether the script was there when its plug-in's folder was listed.
    pub fn has(&self, folder: &Path, script: &Path) -> bool {
        match self.0.borrow().get(folder) {
            Some(Some(scripts)) => scripts.contains(script),
            Some(None) | None => true,
        }
    }
}

fn list(folder: &Path) -> Option<BTreeSet<PathBuf>> {
    let (mut scripts, mut folders, mut seen) = (BTreeSet::new(), vec![folder.to_owned()], 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            seen += 1;
            if seen > MOST {
                return None;
            }
            // A link to a folder is not followed: it may lead around in a circle.
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                _ => {
                    scripts.insert(entry.path());
                }
            }
        }
    }
    Some(scripts)
}
