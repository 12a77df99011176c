//! Develop settings from files, onto a photo.

use std::sync::Arc;

use lightroom_sim::Photo;
use lightroom_sim::develop::{Settings, Table, Value};

/// Sets develop settings. Returns the keys whose values have the wrong type.
pub(crate) fn apply(photo: &mut Photo, table: &Table) -> Vec<String> {
    let number = |name| table.get(name).and_then(Value::as_number);
    let balance = table.get("WhiteBalance").and_then(Value::as_text);
    // With this white balance, the sliders say what the camera recorded.
    if balance == Some("As Shot")
        && let Some((temperature, tint)) = number("Temperature").zip(number("Tint"))
        && !photo.develop.has_adjustments()
    {
        let settings = Settings::new(photo.format.kind());
        photo.develop = Arc::new(settings.with_as_shot(temperature, tint));
    }
    Arc::make_mut(&mut photo.develop).apply(table).refused
}
