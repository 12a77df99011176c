//! A table of settings put into a photo: `applyDevelopSettings`, presets, sidecars.

use super::Settings;
use super::table::MASKS;
use crate::develop::masks::masks_from_value;
use crate::develop::parameters::{KEPT, Slot, key, key_name, keys, slots_of};
use crate::develop::{Outcome, ProcessVersion, Table, Value};

/// The sliders of the white balance.
const SLIDERS: [&str; 4] = [
    "Temperature",
    "Tint",
    "IncrementalTemperature",
    "IncrementalTint",
];

/// Who applies a table, which decides what is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applier {
    /// Lightroom itself, from a catalog, a sidecar, a preset or another photo. Keys that this crate
    /// does not know are kept.
    Lightroom,
    /// A plug-in.
    PlugIn {
        /// Whether the photo is the active one. Lightroom checks ranges only then (R9.11).
        active: bool,
        /// Whether a photo of the catalog has the `CameraProfile` of the table.
        profile_is_used: bool,
    },
}

/// What applying a table did.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// Whether anything is different now.
    pub outcome: Outcome,
    /// The keys whose values have the wrong type. Lightroom leaves such ones as they are.
    pub refused: Vec<String>,
    /// What Lightroom does without a word and an author wants to know, by key.
    pub notes: Vec<(String, Note)>,
}

/// What became of a key that did not simply get its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// Ignored: the photo's process version does not obey it.
    OtherProcessVersion,
    /// Ignored: it belongs to the other kind of file.
    OtherFileKind,
    /// Ignored: no version of Lightroom is known to have it.
    UnknownKey,
    /// Ignored: there is no such camera profile for this photo (R9.2).
    UnknownProfile,
    /// Ignored: the named white balance of the same table sets it.
    NamedBalance,
    /// Kept, in kelvin, on a rendered photo, which turns blue (R9.3).
    Kelvin,
    /// Kept as it is, although out of range, since the photo is not the active one (R9.11).
    Unchecked,
}

struct Application {
    by: Applier,
    refused: Vec<String>,
    notes: Vec<(String, Note)>,
}

impl Settings {
    /// Sets what a table names and leaves the rest, as Lightroom itself does. Numbers are moved into
    /// their ranges; keys that this crate does not know are kept.
    pub fn apply(&mut self, table: &Table) -> Applied {
        self.apply_by(table, Applier::Lightroom)
    }

    /// Sets what a table names and leaves the rest, as `photo:applyDevelopSettings()`.
    ///
    /// Temperature and tint count only with the white balance "Custom" or without one in the table:
    /// with "As Shot" the photo's own are meant.
    pub fn apply_by(&mut self, table: &Table, by: Applier) -> Applied {
        let before = self.clone();
        let mut application = Application {
            by,
            refused: Vec::new(),
            notes: Vec::new(),
        };
        // First the version, because it decides the sliders; the name of the white balance before
        // its sliders, because it sets them.
        let version = table.get("ProcessVersion").and_then(Value::as_text);
        if let Some(version) = version.and_then(ProcessVersion::from_setting) {
            self.version = version;
        }
        let balanced = table.get("WhiteBalance").and_then(Value::as_text);
        if let Some(name) = balanced {
            self.name_white_balance(name);
        }
        for (name, value) in table {
            let slider = SLIDERS.contains(&name.as_str()) && self.slot_of_key(name).is_some();
            if slider && balanced.is_some_and(|name| name != "Custom") {
                self.note_unless_equal(name, value, Note::NamedBalance, &mut application);
                continue;
            }
            self.apply_one(name, value, &mut application);
            if slider && balanced.is_none() {
                self.put("WhiteBalance", "Custom".into());
            }
        }
        Applied {
            outcome: Outcome::changed(before != *self),
            refused: application.refused,
            notes: application.notes,
        }
    }

    fn apply_one(&mut self, name: &str, value: &Value, application: &mut Application) {
        if key(name).is_none() && keys().any(|key| is_part(key_name(key), name)) {
            self.apply_structure(name, value, application);
            return;
        }
        match (name, self.slot_of_key(name)) {
            ("ProcessVersion" | "WhiteBalance", _) if value.as_text().is_none() => {
                application.refused.push(name.to_owned());
            }
            ("ProcessVersion" | "WhiteBalance" | "HasSettings" | "HasCrop", _) => {}
            (MASKS, _) => match masks_from_value(value) {
                Some(masks) => self.masks = masks,
                None => application.refused.push(name.to_owned()),
            },
            (_, Some(slot)) if slot.form.inert => {
                let note = Note::OtherProcessVersion;
                self.note_unless_equal(name, value, note, application);
            }
            (_, Some(slot)) => self.apply_value(name, slot, value, application),
            (_, None) => self.apply_other(name, value, application),
        }
    }

    /// A key that the photo has.
    fn apply_value(
        &mut self,
        name: &str,
        slot: &'static Slot,
        value: &Value,
        application: &mut Application,
    ) {
        let Ok(accepted) = slot.accept(slot.slider_value(value)) else {
            application.refused.push(name.to_owned());
            return;
        };
        if let (Applier::PlugIn { .. }, "CameraProfile") = (application.by, name)
            && !self.takes_profile(&accepted, application)
        {
            return;
        }
        let mut kept = accepted;
        if let Applier::PlugIn { active: false, .. } = application.by
            && let Ok(unchecked) = slot.accept_unchecked(slot.slider_value(value))
            && unchecked != kept
        {
            application.note(name, Note::Unchecked);
            kept = unchecked;
        }
        self.write_plain(slot, kept);
    }

    /// A key that the photo does not have.
    fn apply_other(&mut self, name: &str, value: &Value, application: &mut Application) {
        let of_plug_in = application.by != Applier::Lightroom;
        // A slider of a mask is no setting of the photo.
        let slots = key(name).into_iter().flat_map(slots_of);
        let forms = slots.filter(|slot| !slot.parameter.is_local());
        let of_other_file = forms
            .map(|slot| !slot.form.is_of(self.kind))
            .reduce(|one, other| one || other);
        match of_other_file {
            Some(true) if of_plug_in && name == "Temperature" => {
                application.note(name, Note::Kelvin);
                self.other.insert(name.to_owned(), value.clone());
            }
            Some(true) => application.note(name, Note::OtherFileKind),
            Some(false) => application.note(name, Note::OtherProcessVersion),
            None if of_plug_in && !is_kept(name) => application.note(name, Note::UnknownKey),
            None => {
                self.other.insert(name.to_owned(), value.clone());
            }
        }
    }

    /// A table such as `Look` or `LensBlur`. An empty one clears it (R9.1, measured for `Look`); a
    /// `Look` with a name or an id replaces the present one, fields of another are merged.
    fn apply_structure(&mut self, name: &str, value: &Value, application: &mut Application) {
        let empty = value.as_list().is_some_and(<[Value]>::is_empty);
        let nothing = Table::new();
        let Some(fields) = value.as_table().or(empty.then_some(&nothing)) else {
            application.refused.push(name.to_owned());
            return;
        };
        let is_look = name == "Look";
        if is_look && self.refuses_look(fields, application) {
            application.note(name, Note::OtherFileKind);
            return;
        }
        let whole = is_look && (fields.contains_key("Name") || fields.contains_key("UUID"));
        if empty || whole {
            self.clear_structure(name);
        }
        if empty && is_look {
            self.put("Look.Name", "".into());
        }
        for (field, value) in fields {
            let name = format!("{name}.{field}");
            if self.slot_of_key(&name).is_some() {
                self.apply_one(&name, value, application);
            } else {
                self.other.insert(name, value.clone());
            }
        }
    }

    fn clear_structure(&mut self, name: &str) {
        self.values.retain(|key| !is_part(key_name(key), name));
        self.other.retain(|key, _| !is_part(key, name));
    }

    /// Whether a Look is for raw photos alone: such a one does not stay on the active rendered photo
    /// (measured).
    fn refuses_look(&self, look: &Table, application: &Application) -> bool {
        let active = matches!(application.by, Applier::PlugIn { active: true, .. });
        let raw_only = look.get("SupportsOutputReferred").and_then(Value::as_bool) == Some(false);
        active && raw_only && self.kind == crate::develop::FileKind::Rendered
    }

    fn takes_profile(&self, profile: &Value, application: &mut Application) -> bool {
        let name = profile.as_text().unwrap_or_default();
        let (active, used) = match application.by {
            Applier::Lightroom => return true,
            Applier::PlugIn {
                active,
                profile_is_used,
            } => (active, profile_is_used),
        };
        if self.key_value("CameraProfile") == Some(profile) || self.has_profile(name) {
            return true;
        }
        if !active && (used || Self::is_a_profile(name)) {
            application.note("CameraProfile", Note::Unchecked);
            return true;
        }
        if used && self.kind == crate::develop::FileKind::Raw {
            return true;
        }
        application.note("CameraProfile", Note::UnknownProfile);
        false
    }

    /// Notes that a value was ignored, unless the photo has it anyway.
    fn note_unless_equal(
        &self,
        name: &str,
        value: &Value,
        note: Note,
        application: &mut Application,
    ) {
        let slot = self.slot_of_key(name);
        let is = slot.map(|slot| slot.slider_value(value));
        if is.as_ref() != self.key_value(name) {
            application.note(name, note);
        }
    }
}

impl Application {
    fn note(&mut self, name: &str, note: Note) {
        self.notes.push((name.to_owned(), note));
    }
}

/// Whether any version of Lightroom is known to have this key in its develop settings.
pub fn is_known_key(name: &str) -> bool {
    let derived = [MASKS, "ProcessVersion", "HasSettings", "HasCrop"];
    let of_photos = |key| slots_of(key).any(|slot| !slot.parameter.is_local());
    key(name).is_some_and(of_photos)
        || keys().any(|key| is_part(key_name(key), name))
        || derived.contains(&name)
        || is_kept(name)
}

/// Whether Lightroom is known to have a key that is in no table of parameters.
fn is_kept(name: &str) -> bool {
    KEPT.binary_search(&name).is_ok() || name.starts_with("Table_")
}

/// Whether a key such as `Look.Amount` is a field of a table such as `Look`.
fn is_part(key: &str, table: &str) -> bool {
    key.strip_prefix(table)
        .is_some_and(|rest| rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kept_keys_are_sorted_and_in_no_table_of_parameters() {
        assert!(KEPT.is_sorted());
        for name in KEPT {
            assert_eq!(key(name), None, "{name}");
        }
    }
}
