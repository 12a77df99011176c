//! What a test says about the start of a plug-in.

use mlua::{Table, Value};

use crate::world::{Start, Trouble};

/// Reads the options of `lr.start`.
pub(super) fn start(options: &Table) -> Result<Start, Trouble> {
    let text = |key: &str| match options.raw_get::<Value>(key) {
        Ok(Value::String(text)) => Ok(Some(text.to_string_lossy())),
        Ok(Value::Nil) => Ok(None),
        _ => Err(format!("lr.start: {key} must be a string")),
    };
    let strict = match options.raw_get::<Value>("strict") {
        Ok(Value::Boolean(on)) => Some(on),
        Ok(Value::Nil) => None,
        _ => return Err("lr.start: strict must be true or false".to_owned()),
    };
    Ok(Start {
        profile: text("profile")?,
        catalog: text("catalog")?,
        platform: text("platform")?,
        strict,
    })
}
