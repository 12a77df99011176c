//! What a path leads to, and what may be done to it.

use std::path::{Path, PathBuf};

/// `"file"` or `"directory"`; anything that is no folder is a file.
pub(super) fn kind(path: &Path) -> Option<&'static str> {
    let metadata = std::fs::metadata(path).ok()?;
    Some(if metadata.is_dir() {
        "directory"
    } else {
        "file"
    })
}

/// The folder that holds it; `.` for a bare name.
pub(super) fn folder_of(path: &Path) -> Option<&Path> {
    let parent = path.parent()?;
    Some(if parent.as_os_str().is_empty() {
        Path::new(".")
    } else {
        parent
    })
}

#[cfg(unix)]
pub(super) fn is_readable(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::READ_OK).is_ok()
}

#[cfg(unix)]
pub(super) fn is_writable(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
}

/// Whether it is there, in a folder that may be changed.
#[cfg(unix)]
pub(super) fn is_deletable(path: &Path) -> bool {
    use rustix::fs::{Access, access};
    path.symlink_metadata().is_ok()
        && folder_of(path)
            .is_some_and(|folder| access(folder, Access::WRITE_OK | Access::EXEC_OK).is_ok())
}

#[cfg(not(unix))]
pub(super) fn is_readable(path: &Path) -> bool {
    if path.is_dir() {
        std::fs::read_dir(path).is_ok()
    } else {
        std::fs::File::open(path).is_ok()
    }
}

#[cfg(not(unix))]
pub(super) fn is_writable(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|metadata| !metadata.permissions().readonly())
}

/// Whether it is there and not marked as read-only.
#[cfg(not(unix))]
pub(super) fn is_deletable(path: &Path) -> bool {
    folder_of(path).is_some()
        && path
            .symlink_metadata()
            .is_ok_and(|metadata| !metadata.permissions().readonly())
}

/// Where a link leads to; any other path as it is.
pub(super) fn resolve_alias(path: PathBuf) -> PathBuf {
    match (std::fs::read_link(&path), folder_of(&path)) {
        (Ok(target), Some(folder)) => folder.join(target),
        _ => path,
    }
}

/// The path without links. What is not there yet stays at its end.
pub(super) fn resolve_all_aliases(path: PathBuf) -> PathBuf {
    for ancestor in path.ancestors() {
        let Ok(resolved) = ancestor.canonicalize() else {
            continue;
        };
        let rest = path.strip_prefix(ancestor).unwrap_or(Path::new(""));
        return if rest.as_os_str().is_empty() {
            without_verbatim(resolved)
        } else {
            without_verbatim(resolved.join(rest))
        };
    }
    path
}

#[cfg(not(windows))]
fn without_verbatim(path: PathBuf) -> PathBuf {
    path
}

/// `\\?\C:\x` is `C:\x`, and `\\?\UNC\server\share` is `\\server\share`.
#[cfg(windows)]
fn without_verbatim(path: PathBuf) -> PathBuf {
    let text = path.to_string_lossy();
    match text.strip_prefix(r"\\?\") {
        Some(share) if share.starts_with(r"UNC\") => format!(r"\\{}", &share[4..]).into(),
        Some(drive) if drive.as_bytes().get(1) == Some(&b':') => drive.into(),
        _ => path,
    }
}

/// The path itself if it is there, else the nearest folder above that is.
pub(super) fn nearest_existing(path: &Path) -> Option<&Path> {
    path.ancestors()
        .map(|ancestor| {
            if ancestor.as_os_str().is_empty() {
                Path::new(".")
            } else {
                ancestor
            }
        })
        .find(|ancestor| ancestor.exists())
}
