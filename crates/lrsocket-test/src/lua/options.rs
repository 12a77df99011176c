//! What a test says about the start of a plug-in.

use lrsocket_faults::FaultRequest;
use lrsocket_host::fault_from_json;
use mlua::{Table, Value};

use super::json;
use crate::world::{Start, Trouble};

/// Reads the options of `lr.start`. lr.lua has checked their names and types.
pub(super) fn start(options: &Table) -> Result<Start, Trouble> {
    let failed = |error: mlua::Error| format!("lr.start: {error}");
    let text = |key: &str| -> Result<Option<String>, Trouble> {
        let text: Option<mlua::LuaString> = options.raw_get(key).map_err(failed)?;
        Ok(text.map(|text| text.to_string_lossy()))
    };
    let table = |key: &str| options.raw_get::<Option<Table>>(key).map_err(failed);
    Ok(Start {
        profile: text("profile")?,
        catalog: text("catalog")?,
        platform: text("platform")?,
        strict: options.raw_get("strict").map_err(failed)?,
        faults: match table("faults")? {
            Some(faults) => self::faults(&faults)?,
            None => Vec::new(),
        },
        prefs: table("prefs")?,
        ..Start::default()
    })
}

/// `{ not_reading = true, accept_timeout = 3, ["vanish@58763"] = true }`, in the order of the names.
fn faults(table: &Table) -> Result<Vec<FaultRequest>, Trouble> {
    let mut named = Vec::new();
    for entry in table.pairs::<Value, Value>() {
        let (name, value) = entry.map_err(|error| format!("faults: {error}"))?;
        let Value::String(name) = name else {
            return Err(
                "faults needs names and values, such as { not_reading = true, accept_timeout = 3 }"
                    .to_owned(),
            );
        };
        named.push((name.to_string_lossy(), value));
    }
    named.sort_by(|a, b| a.0.cmp(&b.0));
    let request = |(name, value): &(String, Value)| {
        let value = fault_from_json(&json::from_lua(value)?)?;
        let (name, port) = match name.split_once('@') {
            Some((name, port)) => {
                let no_port =
                    || format!("faults: \"{port}\" is not a valid port, in \"{name}@{port}\"");
                (name, Some(port.parse().map_err(|_| no_port())?))
            }
            None => (name.as_str(), None),
        };
        FaultRequest::new(name, value, port).map_err(|error| format!("faults: {error}"))
    };
    named.iter().map(request).collect()
}
