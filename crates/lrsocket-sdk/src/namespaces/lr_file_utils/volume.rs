//! The volume that a path is on. A path that is not there yet is on that of the nearest folder
//! above it.

use std::path::Path;

use super::look::nearest_existing;

/// Bytes on the volume, and bytes that are free for this user.
pub(super) fn sizes(path: &Path) -> Result<(u64, u64), String> {
    let there = nearest_existing(path)
        .ok_or_else(|| format!("{}: no such file or folder", path.display()))?;
    let stats = fs4::statvfs(there).map_err(|error| format!("{}: {error}", there.display()))?;
    Ok((stats.total_space(), stats.available_space()))
}

/// Whether both are on one volume.
pub(super) fn is_same(one: &Path, two: &Path) -> bool {
    let on = |path: &Path| nearest_existing(path).and_then(id);
    on(one).is_some_and(|volume| on(two) == Some(volume))
}

#[cfg(unix)]
fn id(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt as _;
    path.metadata().ok().map(|metadata| metadata.dev())
}

#[cfg(not(unix))]
fn id(path: &Path) -> Option<std::ffi::OsString> {
    let path = path.canonicalize().ok()?;
    let root = path.components().next()?;
    Some(root.as_os_str().to_ascii_uppercase())
}
