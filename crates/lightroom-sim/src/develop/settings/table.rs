//! The settings as one table: `getDevelopSettings`.

use super::Settings;
use crate::develop::masks::masks_to_value;
use crate::develop::parameters::{key_name, keys};
use crate::develop::{Table, Value};

/// The key of the masks.
pub(super) const MASKS: &str = "MaskGroupBasedCorrections";

impl Settings {
    /// All settings by their keys, defaults too, as `photo:getDevelopSettings()` returns them.
    pub fn to_table(&self) -> Table {
        let mut table = Table::new();
        for key in keys() {
            if let Some(slot) = self.slot_of_key(key_name(key)) {
                let stored = self.values.get(key);
                if stored.is_none() && slot.form.when_set {
                    continue;
                }
                let value = stored.unwrap_or_else(|| self.default_of(slot));
                insert(&mut table, key_name(key), slot.setting_value(value));
            }
        }
        table
            .entry("LensBlur".to_owned())
            .or_insert_with(|| Table::new().into());
        table.insert("ProcessVersion".to_owned(), self.version.setting().into());
        table.insert("HasSettings".to_owned(), self.has_adjustments().into());
        table.insert("HasCrop".to_owned(), self.is_cropped().into());
        if !self.masks.is_empty() {
            table.insert(MASKS.to_owned(), masks_to_value(&self.masks));
        }
        for (name, value) in &self.other {
            insert(&mut table, name, value.clone());
        }
        if !self.has_look() {
            table.remove("Look");
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
