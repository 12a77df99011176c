//! Auto tone and auto white balance, without a picture to look at.

use super::Settings;
use crate::develop::{Outcome, ProcessVersion, Value};

/// What auto tone sets. Lightroom computes this from the picture; here it is one fixed result for
/// every photo, which a plug-in can see, undo and copy, and nothing more.
const AUTO_TONE: [(&str, f64); 8] = [
    ("Exposure2012", 0.35),
    ("Contrast2012", 10.0),
    ("Highlights2012", -30.0),
    ("Shadows2012", 30.0),
    ("Whites2012", 15.0),
    ("Blacks2012", -10.0),
    ("Vibrance", 12.0),
    ("Saturation", 2.0),
];

/// The same in process versions 1 and 2.
const AUTO_TONE_2010: [(&str, f64); 4] = [
    ("Exposure", 0.35),
    ("HighlightRecovery", 10.0),
    ("Shadows", 3.0),
    ("Brightness", 55.0),
];

impl Settings {
    /// Sets the tone sliders to one fixed result, the same for every photo.
    pub fn auto_tone(&mut self) -> Outcome {
        let rows: &[(&str, f64)] = if self.version < ProcessVersion::V3 {
            &AUTO_TONE_2010
        } else {
            &AUTO_TONE
        };
        let changed = rows.iter().fold(false, |changed, &(key, value)| {
            self.put(key, value.into()) | changed
        });
        Outcome::changed(changed)
    }

    /// Sets the white balance to "Auto": 5200 K and tint 8 for a raw photo, 2 and 1 for a rendered
    /// one, whatever the picture.
    pub fn auto_white_balance(&mut self) -> Outcome {
        Outcome::changed(self.name_white_balance("Auto"))
    }

    /// Sets a white balance by name. Returns whether anything changed.
    pub(crate) fn name_white_balance(&mut self, name: &str) -> bool {
        self.slot_of_key("WhiteBalance")
            .is_some_and(|slot| self.write(slot, Value::from(name)))
    }
}
