//! Values of the catalog between Lua and the simulated application.

use lightroom_sim::{Table as SimTable, Value as SimValue};
use mlua::{Lua, Table, Value};

use crate::vm::args::{Args, type_name};
use crate::vm::namespace::Call;
use crate::vm::raise::SdkResult;

/// How deep tables may be in each other: a table that contains itself is no value.
const MAX_DEPTH: usize = 32;

/// A value for the Lua half: what Lua has, and what the numbers in it stand for. The Lua half
/// makes objects of them: `photo`, `photos` or `keywords`.
pub(crate) fn to_lua(lua: &Lua, value: &SimValue) -> mlua::Result<(Value, Option<&'static str>)> {
    let kind = match value {
        SimValue::Photo(_) => Some("photo"),
        SimValue::Table(table) => match table.array.first() {
            Some(SimValue::Photo(_)) => Some("photos"),
            Some(SimValue::Keyword(_)) => Some("keywords"),
            _ => None,
        },
        _ => None,
    };
    Ok((plain(lua, value)?, kind))
}

/// A value with numbers in the place of objects.
pub(crate) fn plain(lua: &Lua, value: &SimValue) -> mlua::Result<Value> {
    Ok(match value {
        SimValue::Nil => Value::Nil,
        SimValue::Bool(flag) => Value::Boolean(*flag),
        SimValue::Number(number) => Value::Number(*number),
        SimValue::Text(text) => Value::String(lua.create_string(text)?),
        SimValue::Photo(id) => Value::Number(id.local_identifier().into()),
        SimValue::Keyword(id) => Value::Number(id.local_identifier().into()),
        SimValue::Table(table) => {
            let fields = lua.create_table_with_capacity(table.array.len(), table.fields.len())?;
            for element in &table.array {
                fields.raw_push(plain(lua, element)?)?;
            }
            for (name, field) in &table.fields {
                fields.raw_set(name.as_str(), plain(lua, field)?)?;
            }
            Value::Table(fields)
        }
    })
}

/// Argument `n` as a value of the catalog.
pub(crate) fn argument(args: &Args<'_>, n: usize) -> SdkResult<SimValue> {
    from_lua(&args.value(n), MAX_DEPTH).map_err(|why| args.bad(n, &why))
}

/// The text says what cannot be a value.
fn from_lua(value: &Value, depth: usize) -> Result<SimValue, String> {
    Ok(match value {
        Value::Nil => SimValue::Nil,
        Value::Boolean(flag) => SimValue::Bool(*flag),
        Value::Integer(number) => SimValue::Number(*number as f64),
        Value::Number(number) => SimValue::Number(*number),
        Value::String(text) => match text.to_str() {
            Ok(text) => SimValue::Text(text.to_owned()),
            Err(_) => return Err("a string of UTF-8 expected".to_owned()),
        },
        Value::Table(_) if depth == 0 => {
            return Err(format!("the tables are more than {MAX_DEPTH} deep"));
        }
        Value::Table(table) => SimValue::Table(table_from_lua(table, depth - 1)?),
        other => return Err(format!("a {} cannot be stored", type_name(other))),
    })
}

fn table_from_lua(table: &Table, depth: usize) -> Result<SimTable, String> {
    let mut result = SimTable::default();
    for position in 1..=table.raw_len() {
        let element: Value = table.raw_get(position).map_err(|e| e.to_string())?;
        result.array.push(from_lua(&element, depth)?);
    }
    for pair in table.pairs::<Value, Value>() {
        let (key, value) = pair.map_err(|error| error.to_string())?;
        if let Value::String(name) = key {
            let name = name.to_string_lossy();
            result.fields.insert(name, from_lua(&value, depth)?);
        }
    }
    Ok(result)
}

/// The identifier of the plug-in that argument `n` names: nil is this one.
pub(crate) fn plugin(call: &Call<'_>, args: &Args<'_>, n: usize) -> SdkResult<String> {
    match args.value(n) {
        Value::Nil => Ok(call.core.plugin.info.identifier.clone()),
        Value::Table(plugin) => match plugin.raw_get("id")? {
            Value::String(id) => Ok(id.to_string_lossy()),
            _ => Err(args.expected(n, "plug-in")),
        },
        _ => args.text(n),
    }
}

/// Argument `n` as text, or nothing for nil.
pub(crate) fn optional_text(args: &Args<'_>, n: usize) -> SdkResult<Option<String>> {
    match args.value(n) {
        Value::Nil => Ok(None),
        _ => args.text(n).map(Some),
    }
}
