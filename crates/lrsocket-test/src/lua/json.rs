//! JSON values and Lua values, converted into each other by mlua's serde support.
//!
//! `null` is nil in both directions. A table with a list part becomes an array, any other table,
//! also an empty one, an object.

use mlua::serde::{DeserializeOptions, LuaSerdeExt, SerializeOptions};
use mlua::{Lua, Value};
use serde_json::Value as Json;

use super::errors::interpreter;
use crate::world::WorldError;

/// Converts a Lua value to JSON.
pub(super) fn from_lua(lua: &Lua, value: Value) -> Result<Json, WorldError> {
    let options = DeserializeOptions::new().sort_keys(true);
    lua.from_value_with(value, options).map_err(|error| {
        let why = match error {
            mlua::Error::DeserializeError(why) => why,
            other => other.to_string(),
        };
        WorldError::Failed(format!("this value cannot be passed to Lightroom: {why}"))
    })
}

/// Converts JSON to a Lua value: plain tables without metatables, and nil for `null`.
pub(super) fn to_lua(lua: &Lua, json: &Json) -> Result<Value, WorldError> {
    let options = SerializeOptions::new()
        .set_array_metatable(false)
        .serialize_none_to_null(false)
        .serialize_unit_to_null(false);
    let value = lua.to_value_with(json, options);
    value.map_err(interpreter)
}
