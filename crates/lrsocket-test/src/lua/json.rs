//! Values between Lua and JSON.

use mlua::{Lua, Table, Value};
use serde_json::Value as Json;

use crate::world::Trouble;

/// A value as JSON. A table becomes an object.
pub(super) fn from_lua(value: &Value) -> Result<Json, Trouble> {
    Ok(match value {
        Value::Nil => Json::Null,
        Value::Boolean(on) => Json::Bool(*on),
        Value::Integer(number) => Json::from(*number),
        Value::Number(number) => Json::from(*number),
        Value::String(text) => Json::String(text.to_string_lossy()),
        Value::Table(table) => {
            let mut object = serde_json::Map::new();
            for (key, value) in table.pairs::<String, Value>().flatten() {
                object.insert(key, from_lua(&value)?);
            }
            Json::Object(object)
        }
        other => {
            return Err(format!(
                "a {} cannot be given to Lightroom",
                other.type_name()
            ));
        }
    })
}

/// JSON as a value.
pub(super) fn to_lua(lua: &Lua, json: &Json) -> Result<Value, Trouble> {
    value(lua, json).map_err(|error| error.to_string())
}

fn value(lua: &Lua, json: &Json) -> mlua::Result<Value> {
    Ok(match json {
        Json::Null => Value::Nil,
        Json::Bool(on) => Value::Boolean(*on),
        Json::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
        Json::String(text) => Value::String(lua.create_string(text)?),
        Json::Array(list) => {
            let table: Table = lua.create_table_with_capacity(list.len(), 0)?;
            for entry in list {
                table.raw_push(value(lua, entry)?)?;
            }
            Value::Table(table)
        }
        Json::Object(object) => {
            let table = lua.create_table()?;
            for (key, entry) in object {
                table.raw_set(key.as_str(), value(lua, entry)?)?;
            }
            Value::Table(table)
        }
    })
}
