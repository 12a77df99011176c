//! The camera profile and the Look of a photo.

use super::Settings;
use crate::develop::{FileKind, Value};

/// Camera profiles that any raw photo can have: Adobe's, and the symbols of presets.
const OF_RAW: [&str; 6] = [
    "Adobe Standard",
    "Adobe Standard v2",
    "Default Color",
    "Default Monochrome",
    "Default Profile",
    "Embedded",
];

/// How the names of the profiles begin that come for each camera, and of Adobe's first ones.
const OF_CAMERAS: [&str; 3] = ["Camera ", "Group: Camera ", "ACR "];

impl Settings {
    /// Whether a photo of this kind of file can have a camera profile of this name. Rendered photos
    /// have "Embedded" alone (measured); Adobe's others, such as "Adobe Color", are Looks.
    pub(crate) fn has_profile(&self, name: &str) -> bool {
        match self.kind {
            FileKind::Raw => Self::is_a_profile(name),
            FileKind::Rendered => name == "Embedded",
        }
    }

    /// The name of the camera profile.
    pub fn camera_profile(&self) -> Option<&str> {
        self.key_value("CameraProfile").and_then(Value::as_text)
    }

    /// Whether there can be a camera profile of this name.
    pub fn is_a_profile(name: &str) -> bool {
        let of_camera = |start: &str| name.len() > start.len() && name.starts_with(start);
        let printable = !name.contains(char::is_control);
        OF_RAW.contains(&name) || (printable && OF_CAMERAS.iter().any(|start| of_camera(start)))
    }

    /// Whether the photo has a Look.
    pub(super) fn has_look(&self) -> bool {
        let name = self.key_value("Look.Name").and_then(Value::as_text);
        name.is_some_and(|name| !name.is_empty())
    }
}
