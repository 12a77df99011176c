//! A plug-in's translations: `TranslatedStrings_de.txt` beside its Info.lua.

use std::collections::HashMap;
use std::path::Path;

/// The translations into one language. Read once, when the plug-in is loaded, as Lightroom does.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    texts: HashMap<Vec<u8>, Vec<u8>>,
}

impl Dictionary {
    /// The translations into `language`, a two-letter code such as `de`. Without its file there
    /// are none, and the plug-in's own texts are shown.
    pub fn read(folder: &Path, language: &str) -> Self {
        let file = folder.join(format!("TranslatedStrings_{language}.txt"));
        match std::fs::read(file) {
            Ok(bytes) => Dictionary::parse(&bytes),
            Err(_) => Dictionary::default(),
        }
    }

    /// Reads lines of the form `"$$$/Path/Key=Text"`; others are passed over.
    pub fn parse(bytes: &[u8]) -> Self {
        let text = decode(bytes);
        let texts = text.lines().filter_map(entry).collect();
        Dictionary { texts }
    }

    /// Whether there are no translations.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The translation of the text with this key, `$$$` included.
    pub fn get(&self, key: &[u8]) -> Option<&[u8]> {
        self.texts.get(key).map(Vec::as_slice)
    }
}

fn entry(line: &str) -> Option<(Vec<u8>, Vec<u8>)> {
    let inside = line.trim().strip_prefix('"')?;
    let inside = &inside[..inside.rfind('"')?];
    let (key, text) = inside.split_once('=')?;
    let key = key.starts_with("$$$/").then_some(key)?;
    Some((key.as_bytes().to_vec(), text.as_bytes().to_vec()))
}

/// Adobe asks for UTF-8; Windows' editors also write UTF-16, and both with a byte-order mark.
fn decode(bytes: &[u8]) -> String {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes
            .chunks_exact(2)
            .map(|pair| unit([pair[0], pair[1]]))
            .collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str =
        "-- a comment\r\n\"$$$/a/b=\u{fc}ber = \"alles\"\"\r\n\r\n\"$$$/c=\"\n\"no key\"\n";

    fn assert_read(bytes: &[u8]) {
        let dictionary = Dictionary::parse(bytes);
        assert_eq!(
            dictionary.get(b"$$$/a/b"),
            Some("über = \"alles\"".as_bytes())
        );
        assert_eq!(dictionary.get(b"$$$/c"), Some(&b""[..]));
        assert_eq!(dictionary.texts.len(), 2);
    }

    #[test]
    fn utf_8_with_and_without_mark() {
        assert_read(LINES.as_bytes());
        assert_read(&[b"\xEF\xBB\xBF", LINES.as_bytes()].concat());
    }

    #[test]
    fn utf_16_of_either_order() {
        let little = LINES.encode_utf16().flat_map(u16::to_le_bytes);
        assert_read(&[0xFF, 0xFE].into_iter().chain(little).collect::<Vec<u8>>());
        let big = LINES.encode_utf16().flat_map(u16::to_be_bytes);
        assert_read(&[0xFE, 0xFF].into_iter().chain(big).collect::<Vec<u8>>());
    }

    #[test]
    fn no_file_is_no_translation() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Dictionary::read(folder.path(), "de").texts.is_empty());
    }
}
