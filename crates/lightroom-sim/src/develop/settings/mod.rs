//! The develop settings of one photo.

mod apply;
mod auto;
mod crop;
mod profile;
mod reset;
mod table;
mod white_balance;

pub use apply::{Applied, Applier, Note, is_known_key};

use super::parameters::{self, ParameterId, Role, Slot};
use super::sparse::Sparse;
use super::{Error, FileKind, Ignored, Mask, Outcome, ProcessVersion, Table, Value};

/// The develop settings of one photo: everything that undo, a snapshot or a preset can change.
///
/// Only what differs from the default takes room, so a clone is cheap.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    kind: FileKind,
    version: ProcessVersion,
    /// Kelvin and tint that the camera recorded; the default of a raw photo's white balance.
    as_shot: [Value; 2],
    values: Sparse,
    masks: Vec<Mask>,
    /// Keys that this crate does not know, kept as they came.
    other: Table,
}

impl Settings {
    /// The settings of a photo that was never edited. A raw photo's white balance as shot is
    /// 5500 K and no tint.
    pub fn new(kind: FileKind) -> Self {
        Self {
            kind,
            version: ProcessVersion::default(),
            as_shot: [Value::Number(5500.0), Value::Number(0.0)],
            values: Sparse::default(),
            masks: Vec::new(),
            other: Table::new(),
        }
    }

    /// The white balance that the camera recorded, in kelvin and Lightroom's tint. Says nothing
    /// of a rendered file, whose white balance as shot is 0.
    #[must_use]
    pub fn with_as_shot(mut self, temperature: f64, tint: f64) -> Self {
        self.as_shot = [
            temperature.clamp(2000.0, 50000.0),
            tint.clamp(-150.0, 150.0),
        ]
        .map(Value::Number);
        self
    }

    /// Raw or rendered.
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// The process version.
    pub fn process_version(&self) -> ProcessVersion {
        self.version
    }

    /// Changes the process version. The sliders of the other version show what they last had:
    /// Lightroom's conversion of old tone sliders to new ones is not simulated.
    pub fn set_process_version(&mut self, version: ProcessVersion) -> Outcome {
        let changed = self.version != version;
        self.version = version;
        Outcome::changed(changed)
    }

    /// The value of a parameter, in the slider's unit. Nothing for a parameter that the photo's
    /// process version does not have, or that belongs to a mask.
    pub fn value(&self, id: ParameterId) -> Option<&Value> {
        let slot = self.slot(id)?;
        Some(
            self.values
                .get(slot.key)
                .unwrap_or_else(|| self.default_of(slot)),
        )
    }

    /// The number of a parameter, if it is one.
    pub fn number(&self, id: ParameterId) -> Option<f64> {
        self.value(id)?.as_number()
    }

    /// Sets a parameter. A number is moved into its range.
    ///
    /// Temperature and tint make the white balance "Custom"; a named white balance sets both.
    pub fn set(&mut self, id: ParameterId, value: Value) -> Result<Outcome, Error> {
        let Some(slot) = self.slot(id) else {
            return Ok(Outcome::Ignored(Ignored::OtherProcessVersion));
        };
        let value = slot.accept(value)?;
        if slot.form.inert {
            return Ok(Outcome::Ignored(Ignored::OtherProcessVersion));
        }
        // R9.2; guess: as in applyDevelopSettings.
        if let ("CameraProfile", Value::Text(name)) = (slot.form.key, &value)
            && self.key_value("CameraProfile") != Some(&value)
            && !self.has_profile(name)
        {
            return Ok(Outcome::Ignored(Ignored::UnknownProfile));
        }
        if slot.form.key == "Look.Amount" && !self.has_look() {
            return Ok(Outcome::Ignored(Ignored::NoLook));
        }
        Ok(Outcome::changed(self.write(slot, value)))
    }

    /// The masks, in the order in which they were made.
    pub fn masks(&self) -> &[Mask] {
        &self.masks
    }

    pub(crate) fn masks_mut(&mut self) -> &mut Vec<Mask> {
        &mut self.masks
    }

    /// Whether anything differs from a photo that was never edited.
    pub fn has_adjustments(&self) -> bool {
        !self.values.is_empty()
            || !self.masks.is_empty()
            || !self.other.is_empty()
            || self.version != ProcessVersion::default()
    }

    /// The form of a parameter of the photo.
    pub(crate) fn slot(&self, id: ParameterId) -> Option<&'static Slot> {
        if id.parameter().is_local() {
            return None;
        }
        parameters::slot(id, self.kind, self.version)
    }

    /// What a slot is before anything was changed.
    pub(crate) fn default_of(&self, slot: &'static Slot) -> &Value {
        match slot.role {
            Role::Temperature => &self.as_shot[0],
            Role::Tint => &self.as_shot[1],
            _ => &slot.default,
        }
    }

    /// The form of the photo itself that uses a key of the settings now.
    fn slot_of_key(&self, name: &str) -> Option<&'static Slot> {
        let key = parameters::key(name)?;
        parameters::slots_of(key)
            .find(|slot| !slot.parameter.is_local() && slot.form.applies(self.kind, self.version))
    }

    /// The value of a key of the settings, in the slider's unit.
    pub(crate) fn key_value(&self, name: &str) -> Option<&Value> {
        let slot = self.slot_of_key(name)?;
        Some(
            self.values
                .get(slot.key)
                .unwrap_or_else(|| self.default_of(slot)),
        )
    }

    /// Keeps a value that was accepted, with what follows from it.
    fn write(&mut self, slot: &'static Slot, value: Value) -> bool {
        let followed = self.follow_white_balance(slot, &value) | self.follow_curve(slot, &value);
        self.write_plain(slot, value) | followed
    }

    /// A point curve names itself: "Linear" while it is straight, else "Custom".
    fn follow_curve(&mut self, slot: &'static Slot, value: &Value) -> bool {
        let Role::Curve(name) = slot.role else {
            return false;
        };
        let straight = *value == slot.default;
        self.put(name, if straight { "Linear" } else { "Custom" }.into())
    }

    fn write_plain(&mut self, slot: &'static Slot, value: Value) -> bool {
        let default = match slot.role {
            Role::Temperature => &self.as_shot[0],
            Role::Tint => &self.as_shot[1],
            _ => &slot.default,
        };
        self.values.write(slot.key, value, default)
    }

    /// Writes a key of this crate's own tables, without what follows from it.
    pub(crate) fn put(&mut self, key: &str, value: Value) -> bool {
        self.slot_of_key(key)
            .is_some_and(|slot| self.write_plain(slot, value))
    }

    /// Puts a key back to its default.
    fn drop_key(&mut self, key: &str) -> bool {
        parameters::key(key).is_some_and(|key| self.values.remove(key))
    }
}
