//! White balance: a name that stands for two sliders.

use super::Settings;
use crate::develop::parameters::{Role, Slot};
use crate::develop::{FileKind, Value};

/// The named white balances of raw photos: kelvin and tint, as Camera Raw has them.
const NAMED: [(&str, f64, f64); 6] = [
    ("Daylight", 5500.0, 10.0),
    ("Cloudy", 6500.0, 10.0),
    ("Shade", 7500.0, 10.0),
    ("Tungsten", 2850.0, 0.0),
    ("Fluorescent", 3800.0, 21.0),
    ("Flash", 5500.0, 0.0),
];

/// What "Auto" sets instead of looking at the picture: for raw photos, for rendered ones.
const AUTO: [(f64, f64); 2] = [(5200.0, 8.0), (2.0, 1.0)];

impl Settings {
    /// The name of the white balance: "As Shot", "Auto", "Custom", "Daylight" …
    pub fn white_balance(&self) -> &str {
        let name = self.key_value("WhiteBalance").and_then(Value::as_text);
        name.unwrap_or("As Shot")
    }

    /// Keeps name and sliders together. Returns whether something changed besides the value.
    pub(super) fn follow_white_balance(&mut self, slot: &'static Slot, value: &Value) -> bool {
        match (slot.role, value) {
            (role, _) if role.is_balance_slider() => {
                self.key_value(slot.form.key) != Some(value)
                    && self.put("WhiteBalance", "Custom".into())
            }
            (Role::BalanceName, Value::Text(name)) => self.balance(&name.clone()),
            _ => false,
        }
    }

    /// Moves the two sliders to a named white balance. "Custom" and unknown names leave them.
    fn balance(&mut self, name: &str) -> bool {
        let [temperature, tint] = match self.kind {
            FileKind::Raw => ["Temperature", "Tint"],
            FileKind::Rendered => ["IncrementalTemperature", "IncrementalTint"],
        };
        let named = NAMED
            .iter()
            .find(|row| row.0 == name && self.kind == FileKind::Raw);
        let (warm, green) = match (name, named) {
            ("As Shot", _) => return self.drop_key(temperature) | self.drop_key(tint),
            ("Auto", _) => AUTO[usize::from(self.kind == FileKind::Rendered)],
            (_, Some(row)) => (row.1, row.2),
            _ => return false,
        };
        self.put(temperature, warm.into()) | self.put(tint, green.into())
    }
}
