//! The Rust functions of the Lua halves, apart from those of the world.

use std::io::Write as _;

use mlua::{Lua, LuaString, Table, Value};

use super::shared::OURS;
use super::{errors, show};
use crate::failure::{Failure, Place};
use crate::text;

/// Builds the table of these functions.
pub(super) fn table(lua: &Lua) -> mlua::Result<Table> {
    let native = lua.create_table()?;
    let add = |name: &str, function| native.set(name, function);
    add(
        "is_stop",
        lua.create_function(|_, value: Value| Ok(errors::is_stop(&value)))?,
    )?;
    add(
        "error_text",
        lua.create_function(|_, value: Value| Ok(errors::text(&value)))?,
    )?;
    add(
        "show",
        lua.create_function(|_, value: Value| Ok(show::one_line(&value)))?,
    )?;
    add(
        "difference",
        lua.create_function(|_, (expected, got): (Value, Value)| {
            Ok(show::difference(&expected, &got))
        })?,
    )?;
    add(
        "quoted",
        lua.create_function(|_, bytes: LuaString| Ok(text::quoted(&bytes.as_bytes())))?,
    )?;
    add(
        "tidy",
        lua.create_function(|_, traceback: LuaString| Ok(tidy(&traceback.to_string_lossy())))?,
    )?;
    // In one piece, so that the lines of tests that run at the same time stay whole.
    add(
        "print",
        lua.create_function(|_, line: LuaString| {
            // Nobody is left to read when stderr is closed.
            let _ = std::io::stderr().lock().write_all(&line.as_bytes());
            Ok(())
        })?,
    )?;
    Ok(native)
}

/// Returns a traceback without its heading and the frames of this crate.
fn tidy(traceback: &str) -> String {
    let lines = traceback.lines().map(str::trim_start).filter(|line| {
        !line.is_empty()
            && !line.starts_with("stack traceback")
            && !line.starts_with(OURS)
            && !line.starts_with("[C]")
            && !line.starts_with("(tail call)")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Converts what the error handler of busted.lua has made of an error.
pub(super) fn failure(error: &Value) -> mlua::Result<Failure> {
    let Value::Table(error) = error else {
        let text = errors::text(error);
        return Ok(Failure::plain(
            text.unwrap_or_else(|| show::one_line(error)),
        ));
    };
    let text = |key| {
        let value: Option<LuaString> = error.get(key)?;
        Ok::<_, mlua::Error>(value.map(|text| text.to_string_lossy()))
    };
    Ok(Failure {
        at: text("at")?.map(Place),
        message: text("message")?.unwrap_or_default(),
        traceback: text("traceback")?.unwrap_or_default(),
    })
}
