//! Compiling scripts.

use std::borrow::Cow;
use std::path::Path;

use mlua::{Function, Lua};

use crate::vm::raise;

/// Compiles a script, source or luac 5.1. `name` is how error messages call it. The error is
/// Lua's message.
pub(crate) fn compile(lua: &Lua, source: &[u8], name: &str) -> Result<Function, String> {
    if source.starts_with(b"\xEF\xBB\xBF") {
        // R5.8
        return Err(format!(
            "{name}:1: unexpected symbol near '\u{feff}': the file begins with a UTF-8 byte-order \
             mark, which Lightroom does not accept; save it as UTF-8 without BOM",
        ));
    }
    let source = without_shebang(source);
    let compiled = lua.load(source.as_ref()).set_name(format!("@{name}"));
    compiled
        .into_function()
        .map_err(|error| raise::message(&error))
}

/// Reads and compiles a script of the plug-in.
pub(crate) fn compile_file(lua: &Lua, path: &Path, folder: &Path) -> Result<Function, String> {
    let shown = path
        .strip_prefix(folder)
        .unwrap_or(path)
        .to_string_lossy()
        .into_owned();
    let source = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    compile(lua, &source, &shown)
}

/// A first line that begins with `#` is for the shell; the lines keep their numbers.
fn without_shebang(source: &[u8]) -> Cow<'_, [u8]> {
    if !source.starts_with(b"#") {
        return Cow::Borrowed(source);
    }
    let mut commented = b"--".to_vec();
    commented.extend_from_slice(source);
    Cow::Owned(commented)
}
