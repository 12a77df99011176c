//! The crop of a photo.

use super::Settings;
use crate::develop::Value;
use crate::develop::parameters::key;

const EDGES: [(&str, f64); 4] = [
    ("CropLeft", 0.0),
    ("CropTop", 0.0),
    ("CropRight", 1.0),
    ("CropBottom", 1.0),
];

impl Settings {
    /// Left, top, right and bottom edge of the crop, from 0 to 1.
    pub fn crop(&self) -> [f64; 4] {
        EDGES.map(|(name, default)| {
            let value = self.key_value(name).and_then(Value::as_number);
            value.unwrap_or(default)
        })
    }

    /// The angle of the crop in degrees.
    pub fn crop_angle(&self) -> f64 {
        let value = self.key_value("CropAngle").and_then(Value::as_number);
        value.unwrap_or(0.0)
    }

    /// Whether the photo is cropped or straightened.
    pub fn is_cropped(&self) -> bool {
        let keys = EDGES.iter().map(|edge| edge.0).chain(["CropAngle"]);
        keys.filter_map(key)
            .any(|key| self.values.get(key).is_some())
    }

    /// Sets the edges of the crop.
    pub(crate) fn set_crop(&mut self, edges: [f64; 4]) -> bool {
        EDGES.iter().zip(edges).fold(false, |changed, (edge, at)| {
            self.put(edge.0, at.clamp(0.0, 1.0).into()) | changed
        })
    }
}
