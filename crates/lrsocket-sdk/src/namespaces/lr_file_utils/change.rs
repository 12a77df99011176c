//! What changes files and folders. The error is the reason, as the plug-in gets it.

use std::io;
use std::path::{Path, PathBuf};

use super::look::{self, folder_of};
use crate::paths::os_path;
use crate::paths::path_syntax::Syntax;

const HERE: Syntax = Syntax::HERE;

fn reason(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}

/// Copies a file. Nothing may be at the destination.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    check_free(to)?;
    if from.is_dir() {
        return Err(format!(
            "{}: it is a folder, and copy is for files",
            from.display()
        ));
    }
    std::fs::copy(from, to)
        .map(drop)
        .map_err(|error| between(from, to, &error))
}

/// Moves a file or folder. Nothing may be at the destination.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), String> {
    check_free(to)?;
    match std::fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices && !from.is_dir() => {
            copy(from, to)?;
            std::fs::remove_file(from).map_err(|error| reason(from, &error))
        }
        other => other.map_err(|error| between(from, to, &error)),
    }
}

fn check_free(path: &Path) -> Result<(), String> {
    match path.symlink_metadata() {
        Ok(_) => Err(format!("{}: something is there already", path.display())),
        Err(_) => Ok(()),
    }
}

/// The system does not say which of the two an error is about.
fn between(from: &Path, to: &Path, error: &io::Error) -> String {
    if from.symlink_metadata().is_err() {
        return reason(from, error);
    }
    match folder_of(to) {
        Some(folder) if !folder.is_dir() => {
            format!("{}: there is no such folder", folder.display())
        }
        _ => reason(to, error),
    }
}

/// Deletes a file, or a folder and all that is in it. A link is deleted itself.
pub(super) fn delete(path: &Path, home: &Path) -> Result<(), String> {
    check_may_go(path, home)?;
    let metadata = path
        .symlink_metadata()
        .map_err(|error| reason(path, &error))?;
    let deleted = if metadata.is_dir() {
        std::fs::remove_dir_all(path)
    } else {
        // A link to a folder is one to Windows.
        std::fs::remove_file(path).or_else(|error| {
            if metadata.is_symlink() {
                std::fs::remove_dir(path)
            } else {
                Err(error)
            }
        })
    };
    deleted.map_err(|error| reason(path, &error))
}

/// Moves into the trash: a folder in the home folder. Returns where it is then.
pub(super) fn move_to_trash(path: &Path, home: &Path) -> Result<PathBuf, String> {
    check_may_go(path, home)?;
    let name = path
        .file_name()
        .ok_or_else(|| format!("{}: it has no name", path.display()))?;
    let trash = home.join("Trash");
    create_all_directories(&trash)?;
    let place = unique(trash.join(name));
    rename(path, &place).map(|()| place)
}

/// The home folder, and what holds it, stays: a mistake of a plug-in would cost too much. The
/// user's own does too when `home` is another one (`--home`).
fn check_may_go(path: &Path, home: &Path) -> Result<(), String> {
    let homes = [Some(home.to_owned()), std::env::home_dir()];
    let holds_one = homes
        .into_iter()
        .flatten()
        .any(|home| !path.is_symlink() && holds(path, &home));
    if holds_one {
        return Err(format!(
            "{}: refused, because the home folder is in it",
            path.display()
        ));
    }
    Ok(())
}

/// Whether `folder` is in `path`, or is it.
fn holds(path: &Path, folder: &Path) -> bool {
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => folder.starts_with(path),
        _ => false,
    }
}

/// Creates one folder. One that is there already is fine.
pub(super) fn create_directory(path: &Path) -> Result<(), String> {
    match std::fs::create_dir(path) {
        Err(_) if path.is_dir() => Ok(()),
        other => other.map_err(|error| reason(path, &error)),
    }
}

/// Creates a folder and those above it. Whether there was anything to create.
pub(super) fn create_all_directories(path: &Path) -> Result<bool, String> {
    if path.is_dir() {
        return Ok(false);
    }
    std::fs::create_dir_all(path).map_err(|error| reason(path, &error))?;
    Ok(true)
}

/// Whether the file can be written to, after an attempt to make it so.
pub(super) fn make_writable(path: &Path) -> bool {
    if let Ok(metadata) = path.metadata() {
        // Whether it worked is what is looked at next.
        let _ = std::fs::set_permissions(path, writable(metadata.permissions()));
    }
    look::is_writable(path)
}

#[cfg(unix)]
fn writable(mut permissions: std::fs::Permissions) -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt as _;
    permissions.set_mode(permissions.mode() | 0o200);
    permissions
}

#[cfg(not(unix))]
#[expect(
    clippy::permissions_set_readonly_false,
    reason = "it makes files world-writable on Unix only"
)]
fn writable(mut permissions: std::fs::Permissions) -> std::fs::Permissions {
    permissions.set_readonly(false);
    permissions
}

/// The path, or one with a number (`File-2.jpg`) at which there is nothing.
pub(super) fn unique(path: PathBuf) -> PathBuf {
    let is_free = |path: &Path| path.symlink_metadata().is_err();
    if is_free(&path) {
        return path;
    }
    let bytes = os_path::bytes(&path);
    let (stem, extension) = (HERE.remove_extension(&bytes), HERE.extension(&bytes));
    let mut number = 2_u64;
    loop {
        let stem = [stem, format!("-{number}").as_bytes()].concat();
        let numbered = os_path::from_bytes(HERE.add_extension(&stem, extension));
        if is_free(&numbered) {
            return numbered;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_homes_may_not_go_and_a_folder_in_them_may() {
        let root = tempfile::tempdir().unwrap();
        let home = root.path().join("home");
        std::fs::create_dir_all(home.join("inner")).unwrap();
        assert!(check_may_go(&home, &home).is_err());
        assert!(check_may_go(root.path(), &home).is_err());
        assert_eq!(check_may_go(&home.join("inner"), &home), Ok(()));
        // Only asked: nothing here deletes it.
        if let Some(own) = std::env::home_dir().filter(|own| own.is_dir()) {
            assert!(check_may_go(&own, &home).is_err());
        }
    }
}
