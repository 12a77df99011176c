//! The settings as one table, and back: `getDevelopSettings`, `applyDevelopSettings`.

use super::Settings;
use crate::develop::masks::{masks_from_value, masks_to_value};
use crate::develop::parameters::{key, key_name, keys};
use crate::develop::{Outcome, ProcessVersion, Table, Value};

/// The key of the masks.
const MASKS: &str = "MaskGroupBasedCorrections";

/// The sliders of the white balance.
const SLIDERS: [&str; 4] = [
    "Temperature",
    "Tint",
    "IncrementalTemperature",
    "IncrementalTint",
];

/// What applying a table did.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// Whether anything is different now.
    pub outcome: Outcome,
    /// The keys whose values have the wrong type. Lightroom leaves such ones as they are.
    pub refused: Vec<String>,
}

impl Settings {
    /// All settings by their keys, defaults too, as `photo:getDevelopSettings()` returns them.
    pub fn to_table(&self) -> Table {
        let mut table = Table::new();
        for key in keys() {
            if let Some(slot) = self.slot_of_key(key_name(key)) {
                let value = self
                    .values
                    .get(key)
                    .unwrap_or_else(|| self.default_of(slot));
                insert(&mut table, key_name(key), slot.setting_value(value));
            }
        }
        table.insert("ProcessVersion".to_owned(), self.version.setting().into());
        table.insert("HasSettings".to_owned(), self.has_adjustments().into());
        table.insert("HasCrop".to_owned(), self.is_cropped().into());
        if !self.masks.is_empty() {
            table.insert(MASKS.to_owned(), masks_to_value(&self.masks));
        }
        for (name, value) in &self.other {
            insert(&mut table, name, value.clone());
        }
        table
    }

    /// What `photo:copySettings()` takes along: all but crop, masks, repairs and red eyes, which
    /// belong to one picture. To be given to [`apply`](Self::apply).
    pub fn copied(&self) -> Table {
        let mut table = self.to_table();
        let own = ["Crop", "HasCrop", "HasSettings", "Retouch", "RedEye", MASKS];
        table.retain(|name, _| !own.iter().any(|start| name.starts_with(start)));
        table
    }

    /// Sets what a table names and leaves the rest, as `photo:applyDevelopSettings()`. Numbers
    /// are moved into their ranges; keys that this crate does not know are kept; keys of another
    /// kind of file or process version have no effect.
    ///
    /// Temperature and tint count only with the white balance "Custom" or without one in the table:
    /// with "As Shot" the photo's own are meant.
    pub fn apply(&mut self, table: &Table) -> Applied {
        let before = self.clone();
        let mut refused = Vec::new();
        // First the version, because it decides the sliders; the name of the white balance before
        // its sliders, because it sets them.
        let version = table.get("ProcessVersion").and_then(Value::as_text);
        if let Some(version) = version.and_then(ProcessVersion::from_setting) {
            self.version = version;
        }
        if let Some(name) = table.get("WhiteBalance").and_then(Value::as_text) {
            self.name_white_balance(name);
        }
        let balanced = table.get("WhiteBalance").and_then(Value::as_text);
        for (name, value) in table {
            let slider = SLIDERS.contains(&name.as_str());
            if slider && balanced.is_some_and(|name| name != "Custom") {
                continue;
            }
            self.apply_one(name, value, &mut refused);
            if slider && balanced.is_none() && self.slot_of_key(name).is_some() {
                self.put("WhiteBalance", "Custom".into());
            }
        }
        Applied {
            outcome: Outcome::changed(before != *self),
            refused,
        }
    }

    fn apply_one(&mut self, name: &str, value: &Value, refused: &mut Vec<String>) {
        if let (None, Value::Table(fields)) = (key(name), value)
            && keys().any(|key| is_part(key_name(key), name))
        {
            for (field, value) in fields {
                self.apply_one(&format!("{name}.{field}"), value, refused);
            }
            return;
        }
        match (name, self.slot_of_key(name)) {
            ("ProcessVersion" | "WhiteBalance", _) if value.as_text().is_none() => {
                refused.push(name.to_owned());
            }
            ("ProcessVersion" | "WhiteBalance" | "HasSettings" | "HasCrop", _) => {}
            (MASKS, _) => match masks_from_value(value) {
                Some(masks) => self.masks = masks,
                None => refused.push(name.to_owned()),
            },
            (_, Some(slot)) => match slot.accept(slot.slider_value(value)) {
                Ok(value) => {
                    self.write_plain(slot, value);
                }
                Err(_) => refused.push(name.to_owned()),
            },
            (_, None) if key(name).is_some() => {}
            (_, None) => {
                self.other.insert(name.to_owned(), value.clone());
            }
        }
    }
}

/// Whether a key such as `Look.Amount` is a field of a table such as `Look`.
fn is_part(key: &str, table: &str) -> bool {
    key.strip_prefix(table)
        .is_some_and(|rest| rest.starts_with('.'))
}

/// Puts a value where its key says, if nothing is there; a dot opens a table.
fn insert(table: &mut Table, key: &str, value: Value) {
    let Some((outer, inner)) = key.split_once('.') else {
        table.entry(key.to_owned()).or_insert(value);
        return;
    };
    let entry = table
        .entry(outer.to_owned())
        .or_insert_with(|| Value::Table(Table::new()));
    if let Value::Table(fields) = entry {
        fields.entry(inner.to_owned()).or_insert(value);
    }
}
