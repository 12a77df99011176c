//! `lr.json`: text in JSON and Lua values, converted into each other.
//!
//! A `null` in an object is no entry, in a list it is `lr.json.null`. A list that was decoded encodes as a
//! list even if it is empty.

use mlua::serde::LuaSerdeExt;
use mlua::{Lua, LuaString, Table, Value};
use serde_json::Value as Json;

use super::errors::interpreter;
use super::json::from_lua;
use crate::world::WorldError;

/// Decodes a text.
pub(super) fn decode(lua: &Lua, text: &LuaString) -> Result<Value, WorldError> {
    let json: Json = serde_json::from_slice(&text.as_bytes())
        .map_err(|error| WorldError::Failed(format!("lr.json.decode: {error}")))?;
    to_lua(lua, &json).map_err(interpreter)
}

/// Encodes a value.
pub(super) fn encode(lua: &Lua, value: Value) -> Result<String, WorldError> {
    from_lua(lua, value)
        .map(|json| json.to_string())
        .map_err(|error| match error {
            WorldError::Failed(text) => {
                let why = text.rsplit_once("passed to Lightroom: ");
                let why = why.map_or(text.as_str(), |(_, why)| why);
                WorldError::Failed(format!("lr.json.encode: {why}"))
            }
            stopped @ WorldError::Stopped(_) => stopped,
        })
}

/// Marks a table as a list, which matters if it is empty.
pub(super) fn list(lua: &Lua, table: &Table) -> Result<(), WorldError> {
    table
        .set_metatable(Some(lua.array_metatable()))
        .map_err(interpreter)
}

fn to_lua(lua: &Lua, json: &Json) -> mlua::Result<Value> {
    Ok(match json {
        Json::Null => Value::Nil,
        Json::Array(items) => {
            let table = lua.create_table_with_capacity(items.len(), 0)?;
            for item in items {
                table.raw_push(match item {
                    Json::Null => lua.null(),
                    item => to_lua(lua, item)?,
                })?;
            }
            table.set_metatable(Some(lua.array_metatable()))?;
            Value::Table(table)
        }
        Json::Object(entries) => {
            let table = lua.create_table_with_capacity(0, entries.len())?;
            for (key, value) in entries {
                table.raw_set(key.as_str(), to_lua(lua, value)?)?;
            }
            Value::Table(table)
        }
        plain => lua.to_value(plain)?,
    })
}
