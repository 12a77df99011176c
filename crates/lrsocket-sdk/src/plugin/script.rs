//! Compiling scripts.

use std::borrow::Cow;
use std::sync::Arc;

use mlua::{Function, Lua};

use super::memory::Memory;
use super::nbsp;
use lrsocket_vm::lua_state;
use lrsocket_vm::raise;

/// The beginning of a UTF-8 file that says so.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The beginning of UTF-16 files, as some editors of Windows write.
const UTF_16: [&[u8]; 2] = [b"\xFF\xFE", b"\xFE\xFF"];

/// The bytecode of scripts. With all that messages and tracebacks tell.
static COMPILED: Memory<Arc<[u8]>> = Memory::new();

/// Compiles a script, source or luac 5.1. `name` is how error messages call it. The error is
/// Lua's message, with what to do about it where that is known.
pub fn compile(lua: &Lua, source: &[u8], name: &str) -> Result<Function, String> {
    if source.starts_with(BYTE_ORDER_MARK) {
        // R5.8
        return Err(format!(
            "{name}:1: unexpected symbol near '\\239': the file begins with a UTF-8 byte-order \
             mark, which Lightroom does not accept; save it as UTF-8 without BOM",
        ));
    }
    if UTF_16.iter().any(|mark| source.starts_with(mark)) {
        return Err(format!(
            "{name}:1: this is UTF-16, which Lua cannot read; save it as UTF-8 without BOM",
        ));
    }
    let source = without_shebang(source);
    if let Some(bytecode) = COMPILED.recall(name, &source) {
        return lua_state::function(lua, &bytecode, &lua.globals())
            .map_err(|error| raise::message(&error));
    }
    let compiled = lua.load(source.as_ref()).set_name(format!("@{name}"));
    let function = compiled.into_function().map_err(|error| {
        let message = raise::message(&error);
        match nbsp::first_line(&source) {
            Some(line) => format!(
                "{message} (line {line} has a non-breaking space, as text copied from a web page \
                 has; Lua only knows the ordinary one)",
            ),
            None => message,
        }
    })?;
    COMPILED.keep(name, &source, function.dump(false).into());
    Ok(function)
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
