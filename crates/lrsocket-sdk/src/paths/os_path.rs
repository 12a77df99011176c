//! Paths between Lua, where they are bytes, and the system, where they are `Path`s.

use std::path::{Path, PathBuf};

use mlua::BString;

use crate::vm::args::Args;
use crate::vm::raise::SdkResult;

/// Argument `n` as a path.
#[cfg(unix)]
pub(crate) fn argument(args: &Args<'_>, n: usize) -> SdkResult<PathBuf> {
    use std::os::unix::ffi::OsStringExt as _;
    let bytes = args.string(n)?.as_bytes().to_vec();
    Ok(std::ffi::OsString::from_vec(bytes).into())
}

/// Argument `n` as a path.
#[cfg(not(unix))]
pub(crate) fn argument(args: &Args<'_>, n: usize) -> SdkResult<PathBuf> {
    args.text(n).map(PathBuf::from)
}

/// The path as Lua has it.
#[cfg(unix)]
pub(crate) fn bytes(path: &Path) -> BString {
    use std::os::unix::ffi::OsStrExt as _;
    path.as_os_str().as_bytes().into()
}

/// The path as Lua has it.
#[cfg(not(unix))]
pub(crate) fn bytes(path: &Path) -> BString {
    path.to_string_lossy().as_bytes().into()
}

/// The path of these bytes, which came from [`bytes`].
#[cfg(unix)]
pub(crate) fn from_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    std::ffi::OsString::from_vec(bytes).into()
}

/// The path of these bytes, which came from [`bytes`].
#[cfg(not(unix))]
pub(crate) fn from_bytes(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
        .into()
}
