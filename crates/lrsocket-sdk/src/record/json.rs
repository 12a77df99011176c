//! Records as JSON, the contract of docs/trace.md.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lrsocket_proto::Mode;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Event, Record, SocketInfo};

/// How many bytes of a message are shown at most.
const SHOWN: usize = 4096;

/// What every line begins with, and the rest of it.
#[derive(serde::Serialize)]
struct Line<'a, T> {
    t: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    plugin: Option<&'a str>,
    #[serde(flatten)]
    event: T,
}

/// An event that has bytes, with as many of them as are shown.
#[derive(serde::Serialize)]
struct WithBytes<'a> {
    event: &'static str,
    #[serde(flatten)]
    socket: &'a SocketInfo,
    #[serde(flatten)]
    data: Shown<'a>,
}

/// Bytes, of which at most so many are shown.
struct Shown<'a> {
    bytes: &'a [u8],
    most: usize,
}

impl Record {
    /// This record as one line of JSON, without the newline. Of long messages only the beginning.
    pub fn to_json(&self) -> String {
        self.with(&self.event)
    }

    /// The same with all bytes of every message: what a transcript needs.
    pub fn to_json_whole(&self) -> String {
        let whole = |event, socket, bytes| {
            let most = usize::MAX;
            let data = Shown { bytes, most };
            self.with(WithBytes {
                event,
                socket,
                data,
            })
        };
        match &self.event {
            Event::Message { socket, data } => whole("message", socket, data),
            Event::Sent { socket, data } => whole("sent", socket, data),
            _ => self.to_json(),
        }
    }

    fn with(&self, event: impl Serialize) -> String {
        // Microseconds are what the clock is good for.
        let t = self.time.since_start().as_micros() as f64 / 1e6;
        let plugin = self.plugin.as_deref();
        // No key is anything but a string and no number is infinite, so nothing can fail.
        serde_json::to_string(&Line { t, plugin, event }).unwrap_or_default()
    }
}

/// As the SDK spells it.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants a reference")]
pub(super) fn mode<S: Serializer>(mode: &Mode, serializer: S) -> Result<S::Ok, S::Error> {
    mode.as_str().serialize(serializer)
}

/// The beginning of these bytes.
pub(super) fn bytes<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    let most = SHOWN;
    Shown { bytes, most }.serialize(serializer)
}

/// `text` if the bytes are UTF-8, else `base64`; and how many they are.
impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        let shown = &self.bytes[..self.bytes.len().min(self.most)];
        match std::str::from_utf8(shown) {
            Ok(text) => map.serialize_entry("text", text)?,
            // The cut may have gone through a character.
            Err(error) if error.error_len().is_none() && shown.len() < self.bytes.len() => {
                let whole = String::from_utf8_lossy(&shown[..error.valid_up_to()]);
                map.serialize_entry("text", &whole)?;
            }
            Err(_) => map.serialize_entry("base64", &STANDARD.encode(shown))?,
        }
        map.serialize_entry("length", &self.bytes.len())?;
        map.end()
    }
}
