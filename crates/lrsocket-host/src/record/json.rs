//! Records as JSON, the contract of docs/trace.md.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lrsocket_proto::Mode;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Event, Record};

/// How many bytes of a message are shown at most.
const SHOWN: usize = 4096;

impl Record {
    /// This record as one line of JSON, without the newline.
    pub fn to_json(&self) -> String {
        #[derive(serde::Serialize)]
        struct Line<'a> {
            t: f64,
            #[serde(skip_serializing_if = "Option::is_none")]
            plugin: Option<&'a str>,
            #[serde(flatten)]
            event: &'a Event,
        }
        // Microseconds are what the clock is good for.
        let t = self.time.since_start().as_micros() as f64 / 1e6;
        // No key is anything but a string and no number is infinite, so nothing can fail.
        let plugin = self.plugin.as_deref();
        let event = &self.event;
        serde_json::to_string(&Line { t, plugin, event }).unwrap_or_default()
    }
}

/// As the SDK spells it.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants a reference")]
pub(super) fn mode<S: Serializer>(mode: &Mode, serializer: S) -> Result<S::Ok, S::Error> {
    mode.as_str().serialize(serializer)
}

/// `text` if the bytes are UTF-8, else `base64`; cut if they are many; and how many they are.
pub(super) fn bytes<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(2))?;
    let shown = &bytes[..bytes.len().min(SHOWN)];
    match std::str::from_utf8(shown) {
        Ok(text) => map.serialize_entry("text", text)?,
        // The cut may have gone through a character.
        Err(error) if error.error_len().is_none() && shown.len() < bytes.len() => {
            let whole = String::from_utf8_lossy(&shown[..error.valid_up_to()]);
            map.serialize_entry("text", &whole)?;
        }
        Err(_) => map.serialize_entry("base64", &STANDARD.encode(shown))?,
    }
    map.serialize_entry("length", &bytes.len())?;
    map.end()
}
