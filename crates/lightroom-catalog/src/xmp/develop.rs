//! Develop settings: the properties of Camera Raw, by the names that `getDevelopSettings` has too.

use lightroom_sim::Photo;
use lightroom_sim::develop::{ProcessVersion, Settings, Table, Value};

use super::packet::{Packet, Property, ns};

/// Structures nested deeper than this are no settings.
const MAX_DEPTH: u32 = 16;

/// The lists and structures that are read; what is in the others is not known here.
const STRUCTURES: [&str; 2] = ["MaskGroupBasedCorrections", "Look"];

pub(super) fn describe(photo: &mut Photo, packet: &Packet<'_>, remarks: &mut Vec<String>) {
    let text = |name| packet.text(ns::CAMERA_RAW, name);
    // An exported file: its pixels have the settings already.
    let is_true = |text: String| text.eq_ignore_ascii_case("true");
    if text("AlreadyApplied").is_some_and(is_true) {
        return;
    }
    let mut of_version = Settings::new(photo.format.kind());
    let version = text("ProcessVersion");
    if let Some(version) = version.as_deref().and_then(ProcessVersion::from_setting) {
        of_version.set_process_version(version);
    }
    // The types of the settings are those of their defaults.
    let defaults = of_version.to_table();
    let mut table = Table::new();
    let mut refused = Vec::new();
    for (name, property) in packet.all_of(ns::CAMERA_RAW) {
        let value = match defaults.get(name) {
            _ if STRUCTURES.contains(&name) => structure(name, property, 0),
            Some(default) => typed(property, name, default),
            None => continue,
        };
        match value {
            Some(value) => {
                table.insert(name.to_owned(), value);
            }
            None => refused.push(name.to_owned()),
        }
    }
    if let Some(version) = version {
        table.insert("ProcessVersion".to_owned(), version.as_str().into());
    }
    if !table.is_empty() {
        refused.extend(crate::develop::apply(photo, &table));
    }
    if !refused.is_empty() {
        refused.sort_unstable();
        let refused = refused.join(", ");
        remarks.push(format!("develop settings that cannot be read: {refused}"));
    }
}

/// A text as the type that the setting has.
fn typed(property: Property<'_>, name: &str, default: &Value) -> Option<Value> {
    match default {
        Value::Bool(_) => Some(property.text()?.eq_ignore_ascii_case("true").into()),
        Value::Number(_) => {
            let number: f64 = property.text()?.trim_start_matches('+').parse().ok()?;
            number.is_finite().then(|| number.into())
        }
        Value::Text(_) => Some(property.text().unwrap_or_default().as_str().into()),
        Value::List(_) if name.starts_with("ToneCurve") => {
            // Points, written as `0, 0`.
            let numbers = property.texts().collect::<Vec<_>>().join(",");
            let numbers = numbers.split(',').map(|number| number.trim().parse().ok());
            let numbers = numbers.collect::<Option<Vec<f64>>>()?;
            Some(Value::List(
                numbers.into_iter().map(Value::Number).collect(),
            ))
        }
        Value::List(_) | Value::Table(_) => {
            let empty = property.text().is_none() && property.fields().is_empty();
            empty.then(|| default.clone())
        }
    }
}

/// A structure or list. Its fields tell their types by how they look, but for those that are
/// always texts.
fn structure(name: &str, property: Property<'_>, depth: u32) -> Option<Value> {
    if depth > MAX_DEPTH {
        return None;
    }
    if property.is_list() {
        let items = property.items().into_iter();
        let items = items.map(|item| structure(name, item, depth + 1));
        return Some(Value::List(items.collect::<Option<_>>()?));
    }
    let fields = property.fields();
    if fields.is_empty() {
        let text = property.text().unwrap_or_default();
        if is_text(name) {
            return Some(text.as_str().into());
        }
        let number = text.trim_start_matches('+').parse::<f64>();
        return Some(match (text.as_str(), number) {
            ("True" | "true", _) => true.into(),
            ("False" | "false", _) => false.into(),
            (_, Ok(number)) if number.is_finite() => number.into(),
            _ => text.as_str().into(),
        });
    }
    let mut table = Table::new();
    for (name, field) in fields {
        table.insert(name.to_owned(), structure(name, field, depth + 1)?);
    }
    Some(Value::Table(table))
}

/// Identifiers are hexadecimal and may look like numbers.
fn is_text(name: &str) -> bool {
    let ends = ["ID", "Digest", "Name"]
        .iter()
        .any(|end| name.ends_with(end));
    ends && name != "MaskSubCategoryID"
}
