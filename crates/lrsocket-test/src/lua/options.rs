//! The options of `lr.start`.

use lrsocket_faults::FaultRequest;
use lrsocket_host::fault_from_json;
use mlua::{Lua, Table, Value};
use serde_json::Value as Json;

use super::json;
use crate::world::{Start, WorldError};

/// Reads the options of `lr.start`. lr.lua has checked their names and types.
pub(super) fn start(lua: &Lua, options: &Table) -> Result<Start, WorldError> {
    let failed = |error: mlua::Error| format!("lr.start: {error}");
    let text = |key: &str| -> Result<Option<String>, WorldError> {
        let text: Option<mlua::LuaString> = options.raw_get(key).map_err(failed)?;
        Ok(text.map(|text| text.to_string_lossy()))
    };
    let table = |key: &str| options.raw_get::<Option<Table>>(key).map_err(failed);
    Ok(Start {
        profile: text("profile")?,
        catalog: text("catalog")?,
        platform: text("platform")?,
        lightroom: text("lightroom")?,
        strict: options.raw_get("strict").map_err(failed)?,
        faults: match table("faults")? {
            Some(faults) => self::faults(lua, faults)?,
            None => Vec::new(),
        },
        prefs: table("prefs")?,
        ..Start::default()
    })
}

/// Reads `{ not_reading = true, accept_timeout = 3, ["vanish@58763"] = true }`, in the order of the names.
fn faults(lua: &Lua, table: Table) -> Result<Vec<FaultRequest>, WorldError> {
    const SHAPE: &str =
        "faults needs names and values, such as { not_reading = true, accept_timeout = 3 }";
    let Json::Object(named) = json::from_lua(lua, Value::Table(table))? else {
        return Err(SHAPE.into());
    };
    let request = |(name, value): (&String, &Json)| -> Result<FaultRequest, WorldError> {
        let value = fault_from_json(value)?;
        let (name, port) = match name.split_once('@') {
            Some((name, port)) => {
                let invalid =
                    |_| format!("faults: \"{port}\" is not a valid port, in \"{name}@{port}\"");
                (name, Some(port.parse().map_err(invalid)?))
            }
            None => (name.as_str(), None),
        };
        let request = FaultRequest::new(name, value, port);
        request.map_err(|error| WorldError::Failed(format!("faults: {error}")))
    };
    named.iter().map(request).collect()
}
