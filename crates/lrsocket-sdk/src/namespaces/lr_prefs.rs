//! LrPrefs: one file for each plug-in, `lrsocket/prefs/<identifier>.lua` below the folder for data
//! of applications. It is a Lua table, so that a person can read and change it.

use std::path::{Path, PathBuf};

use mlua::chunk::ChunkMode;
use mlua::{Lua, Table, Value};

use crate::application::folders::Folders;
use crate::lua_literal::{self, MAX_DEPTH, Unwritable};
use crate::shared;
use crate::vm::args::{Args, type_name};
use crate::vm::namespace::{Call, Namespace};
use crate::vm::raise::{self, Raise, SdkResult};

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrPrefs",
    build: |ns| {
        ns.private("identifier", identifier);
        ns.private("open", open);
        ns.private("check", |_, args| {
            let (key, value) = (args.value(1), args.value(2));
            check_key(&key, "prefs")?;
            check(&value, &format!("prefs{}", shown(&key)), &mut Vec::new())
        });
        shared::observable(ns)?;
        ns.lua(include_str!("lr_prefs.lua"))
    },
};

/// The identifier of the plug-in that argument 1 names: nil is this one.
fn identifier(call: &Call<'_>, args: &Args<'_>) -> SdkResult<String> {
    match args.value(1) {
        Value::Nil => Ok(call.core.plugin.info.identifier.clone()),
        Value::Table(plugin) => match plugin.raw_get("id")? {
            Value::String(id) => Ok(id.to_string_lossy()),
            _ => Err(args.expected(1, "string")),
        },
        _ => Ok(args.string(1)?.to_string_lossy()),
    }
}

/// The preferences of this plug-in: a table with `values`, and `changed`, which the Lua half sets.
fn open(call: &Call<'_>, args: &Args<'_>) -> SdkResult<Table> {
    let file = call.core.app.settings.folders.prefs(&args.text(1)?);
    let state = call.lua.create_table()?;
    let (values, problem) = read(call.lua, &file)?;
    state.raw_set("values", values)?;
    state.raw_set("changed", false)?;
    let keep = match problem {
        None => true,
        Some(problem) => {
            let keep = problem.can_be_replaced;
            call.core.diagnose("", problem.message, None);
            keep
        }
    };
    if keep {
        let (lua, state) = (call.lua.weak(), state.clone());
        call.core.on_save(move || match lua.try_upgrade() {
            Some(lua) => save(&lua, &state, &file),
            None => Ok(()),
        });
    }
    Ok(state)
}

// ------------------------------------------------------------------------------------ the file --

/// Writes preferences for the plug-in of this identifier, as LrPrefs would have saved them, before
/// it reads any. Fails for what LrPrefs cannot store, and if the file cannot be written.
pub fn write_prefs(folders: &Folders, identifier: &str, values: &Table) -> Result<(), String> {
    let (text, left_out) = lua_literal::write(&Value::Table(values.clone()), Unwritable::LeaveOut)
        .map_err(|error| raise::message(&error))?;
    if left_out > 0 {
        return Err(
            "only strings, numbers, booleans and tables of them can be preferences".to_owned(),
        );
    }
    let file = folders.prefs(identifier);
    let text = [b"return ", &text[..], b"\n"].concat();
    write_and_rename(&file, &text).map_err(|error| format!("{}: {error}", file.display()))
}

/// Why the preferences start empty although there is a file.
struct Problem {
    message: String,
    /// Whether the next change may be written in its place.
    can_be_replaced: bool,
}

fn read(lua: &Lua, file: &Path) -> mlua::Result<(Table, Option<Problem>)> {
    let source = match std::fs::read(file) {
        Ok(source) => source,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Ok((lua.create_table()?, None));
        }
        Err(error) => {
            let problem = Problem {
                message: format!(
                    "{}: the preferences cannot be read ({error}): they are empty now, and what \
                     the plug-in changes is not saved",
                    file.display()
                ),
                can_be_replaced: false,
            };
            return Ok((lua.create_table()?, Some(problem)));
        }
    };
    let chunk = lua
        .load(source)
        .set_name("=preferences")
        .set_mode(ChunkMode::Text)
        .set_environment(lua.create_table()?);
    let error = match chunk.eval::<Value>() {
        Ok(Value::Table(values)) => return Ok((values, None)),
        Ok(other) => format!("it returns a {}, not a table", type_name(&other)),
        Err(error) => raise::message(&error),
    };
    let aside = file.with_extension("lua.corrupt");
    let kept = std::fs::rename(file, &aside);
    let message = match &kept {
        Ok(()) => format!(
            "{}: these preferences cannot be read ({error}): they start empty; the file is kept \
             as {}",
            file.display(),
            aside.display()
        ),
        Err(rename) => format!(
            "{}: these preferences cannot be read ({error}) nor kept aside ({rename}): they are \
             empty now, and what the plug-in changes is not saved",
            file.display()
        ),
    };
    let problem = Problem {
        message,
        can_be_replaced: kept.is_ok(),
    };
    Ok((lua.create_table()?, Some(problem)))
}

/// Writes the preferences if they have changed. An error is told once for each change.
fn save(lua: &Lua, state: &Table, file: &Path) -> Result<(), String> {
    let internal = |error: mlua::Error| format!("{}: {}", file.display(), raise::message(&error));
    if !state.raw_get::<bool>("changed").map_err(internal)? {
        return Ok(());
    }
    state.raw_set("changed", false).map_err(internal)?;
    let values: Value = state.raw_get("values").map_err(internal)?;
    let (literal, left_out) =
        lua_literal::write(&values, Unwritable::LeaveOut).map_err(internal)?;
    let text = [b"return ", &literal[..], b"\n"].concat();
    replace(lua, file, &text)?;
    match left_out {
        0 => Ok(()),
        n => Err(format!(
            "{}: {n} entries of tables were not saved: only strings, numbers, booleans and tables \
             of them can be",
            file.display()
        )),
    }
}

/// The file has either its old contents or the new ones, whenever the program is stopped.
fn replace(lua: &Lua, file: &Path, text: &[u8]) -> Result<(), String> {
    let not_saved = |error: &str| {
        format!(
            "{}: the preferences were not saved: {error}",
            file.display()
        )
    };
    // What cannot be read again must not take the place of what can: Lua limits how many
    // different strings and numbers a file may have.
    lua.load(text)
        .set_name("=preferences")
        .into_function()
        .map_err(|error| not_saved(&raise::message(&error)))?;
    write_and_rename(file, text).map_err(|error| not_saved(&error.to_string()))
}

fn write_and_rename(file: &Path, contents: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let temporary: PathBuf = file.with_extension(format!("lua.{}", std::process::id()));
    std::fs::write(&temporary, contents)?;
    std::fs::rename(&temporary, file).inspect_err(|_| {
        let _ = std::fs::remove_file(&temporary);
    })
}

// ---------------------------------------------------------------------------------- the values --

fn check_key(key: &Value, at: &str) -> SdkResult<()> {
    if lua_literal::is_key(key) {
        return Ok(());
    }
    Err(Raise::Text(format!(
        "LrPrefs: a {} cannot be a key of {at}; only strings, numbers and booleans can",
        type_name(key)
    )))
}

/// Raises what cannot be stored, where the plug-in stores it. `open` are the tables around.
fn check(value: &Value, at: &str, open: &mut Vec<*const std::ffi::c_void>) -> SdkResult<()> {
    match value {
        Value::Nil
        | Value::Boolean(_)
        | Value::Integer(_)
        | Value::Number(_)
        | Value::String(_) => Ok(()),
        Value::Table(table) => {
            let this = table.to_pointer();
            if open.contains(&this) {
                return Err(format!("LrPrefs: {at} is a table that contains itself").into());
            }
            // The table of all preferences is around these.
            if open.len() + 1 >= MAX_DEPTH {
                return Err(format!("LrPrefs: {at}: more than {MAX_DEPTH} tables deep").into());
            }
            open.push(this);
            for entry in table.pairs::<Value, Value>() {
                let (key, value) = entry?;
                check_key(&key, at)?;
                check(&value, &format!("{at}{}", shown(&key)), open)?;
            }
            open.pop();
            Ok(())
        }
        other => Err(Raise::Text(format!(
            "LrPrefs: {at} cannot be a {}; only strings, numbers, booleans and tables of them can \
             be stored",
            type_name(other)
        ))),
    }
}

/// A key as it stands behind a table's name.
fn shown(key: &Value) -> String {
    match key {
        Value::String(key) => format!(".{}", key.to_string_lossy()),
        Value::Integer(key) => format!("[{key}]"),
        Value::Number(key) => format!("[{key}]"),
        Value::Boolean(key) => format!("[{key}]"),
        other => format!("[{}]", type_name(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(lua: &Lua, values: &str) -> Table {
        let state = lua.create_table().unwrap();
        let values: Value = lua.load(values).eval().unwrap();
        state.raw_set("values", values).unwrap();
        state.raw_set("changed", true).unwrap();
        state
    }

    #[test]
    fn what_is_saved_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a/b.lua");
        let lua = Lua::new();
        save(&lua, &state(&lua, "{ x = 1, t = { 'é', {} } }"), &file).unwrap();
        let (values, problem) = read(&lua, &file).unwrap();
        assert!(problem.is_none());
        assert_eq!(values.get::<i64>("x").unwrap(), 1);
        let left: Vec<_> = std::fs::read_dir(folder.path().join("a"))
            .unwrap()
            .collect();
        assert_eq!(left.len(), 1, "no temporary file is left");
    }

    #[test]
    fn what_lua_could_not_read_again_is_not_saved() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("b.lua");
        let lua = Lua::new();
        save(&lua, &state(&lua, "{ x = 1 }"), &file).unwrap();
        let error = replace(&lua, &file, b"return {").unwrap_err();
        assert!(error.contains("not saved"), "{error}");
        assert_eq!(read(&lua, &file).unwrap().0.get::<i64>("x").unwrap(), 1);
    }

    #[test]
    fn the_file_sees_no_globals() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("b.lua");
        std::fs::write(&file, "return { x = tostring(1) }").unwrap();
        let (_, problem) = read(&Lua::new(), &file).unwrap();
        let problem = problem.unwrap();
        assert!(problem.can_be_replaced && problem.message.contains("tostring"));
        assert!(folder.path().join("b.lua.corrupt").exists() && !file.exists());
    }
}
