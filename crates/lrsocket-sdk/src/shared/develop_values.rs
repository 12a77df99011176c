//! Develop settings between Lua and the simulated application.

use lightroom_sim::develop::{Table as Fields, Value as Setting};
use mlua::{Lua, Table, Value};

use crate::vm::args::type_name;

/// How deep tables may be in each other: a table that contains itself is no setting.
const MAX_DEPTH: usize = 16;

/// A setting as Lua has it.
pub(crate) fn to_lua(lua: &Lua, setting: &Setting) -> mlua::Result<Value> {
    Ok(match setting {
        Setting::Bool(on) => Value::Boolean(*on),
        Setting::Number(number) => Value::Number(*number),
        Setting::Text(text) => Value::String(lua.create_string(&**text)?),
        Setting::List(list) => Value::Table(list_to_lua(lua, list)?),
        Setting::Table(fields) => Value::Table(fields_to_lua(lua, fields)?),
    })
}

/// A list of settings.
pub(crate) fn list_to_lua(lua: &Lua, list: &[Setting]) -> mlua::Result<Table> {
    let table = lua.create_table_with_capacity(list.len(), 0)?;
    for entry in list {
        table.raw_push(to_lua(lua, entry)?)?;
    }
    Ok(table)
}

/// Settings with names.
pub(crate) fn fields_to_lua(lua: &Lua, fields: &Fields) -> mlua::Result<Table> {
    let table = lua.create_table_with_capacity(0, fields.len())?;
    for (name, setting) in fields {
        table.raw_set(name.as_str(), to_lua(lua, setting)?)?;
    }
    Ok(table)
}

/// A setting that Lua gives. The text says what cannot be one.
pub(crate) fn from_lua(value: &Value) -> Result<Setting, String> {
    setting(value, MAX_DEPTH)
}

/// A table of settings with names that Lua gives.
pub(crate) fn fields_from_lua(table: &Table) -> Result<Fields, String> {
    fields(table, MAX_DEPTH)
}

fn setting(value: &Value, depth: usize) -> Result<Setting, String> {
    Ok(match value {
        Value::Boolean(on) => Setting::Bool(*on),
        Value::Integer(number) => Setting::Number(*number as f64),
        Value::Number(number) => Setting::Number(*number),
        Value::String(text) => Setting::Text(text.to_string_lossy().into()),
        Value::Table(_) if depth == 0 => {
            return Err(format!("the tables are more than {MAX_DEPTH} deep"));
        }
        Value::Table(table) => match list(table, depth - 1)? {
            Some(list) => Setting::List(list),
            None => Setting::Table(fields(table, depth - 1)?),
        },
        other => return Err(format!("a {} cannot be a setting", type_name(other))),
    })
}

/// The entries of a table that has no others than 1, 2, 3 …
fn list(table: &Table, depth: usize) -> Result<Option<Vec<Setting>>, String> {
    let length = table.raw_len();
    let mut all = 0;
    for pair in table.pairs::<Value, Value>() {
        pair.map_err(|error| error.to_string())?;
        all += 1;
    }
    if all != length {
        return Ok(None);
    }
    let entry = |place| {
        let value: Value = table.raw_get(place).map_err(|error| error.to_string())?;
        setting(&value, depth)
    };
    (1..=length).map(entry).collect::<Result<_, _>>().map(Some)
}

fn fields(table: &Table, depth: usize) -> Result<Fields, String> {
    let mut fields = Fields::new();
    for pair in table.pairs::<Value, Value>() {
        let (key, value) = pair.map_err(|error| error.to_string())?;
        let Value::String(name) = key else {
            return Err(format!(
                "a {} cannot be the name of a setting",
                type_name(&key)
            ));
        };
        fields.insert(name.to_string_lossy(), setting(&value, depth)?);
    }
    Ok(fields)
}
