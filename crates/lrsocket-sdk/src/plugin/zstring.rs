//! ZStrings: `$$$/Path/Key=Default text ^1`, Adobe's format for text that can be translated.

use crate::plugin::Dictionary;

/// How a ZString begins; any other text is shown as it is.
const MARK: &[u8] = b"$$$/";

/// The characters that `^` and a letter or sign stand for.
const ESCAPES: &[(u8, &str)] = &[
    (b'r', "\r"),
    (b'n', "\n"),
    (b'B', "\u{2022}"),
    (b'C', "\u{a9}"),
    (b'D', "\u{b0}"),
    (b'I', "\u{2206}"),
    (b'R', "\u{ae}"),
    (b'S', "\u{2211}"),
    (b'T', "\u{2122}"),
    (b'!', "\u{ac}"),
    (b'{', "\u{2018}"),
    (b'}', "\u{2019}"),
    (b'[', "\u{201c}"),
    (b']', "\u{201d}"),
    (b'\'', "\u{2019}"),
    (b'.', "\u{2026}"),
    (b'E', "\u{e9}"),
    (b'e', "\u{ea}"),
    (b'd', "\u{394}"),
    (b'L', "\\"),
    (b'V', "|"),
    (b'#', "\u{2318}"),
    (b'`', "`"),
    (b'^', "^"),
];

/// The text of a ZString in the language of `dictionary`, with `values` in place of `^1` to `^9`.
/// Text that is no ZString is returned as it is.
pub fn translate(dictionary: &Dictionary, text: &[u8], values: &[Vec<u8>]) -> Vec<u8> {
    if !text.starts_with(MARK) {
        return text.to_vec();
    }
    match text.iter().position(|byte| *byte == b'=') {
        Some(equals) => {
            let (key, default) = (&text[..equals], &text[equals + 1..]);
            expand(dictionary.get(key).unwrap_or(default), values)
        }
        None => text.to_vec(),
    }
}

/// What nothing is known for stays as it is: an unknown escape, and `^3` of two values.
fn expand(text: &[u8], values: &[Vec<u8>]) -> Vec<u8> {
    let mut expanded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(caret) = rest.iter().position(|byte| *byte == b'^') {
        expanded.extend_from_slice(&rest[..caret]);
        rest = &rest[caret..];
        let (replacement, length) = escape(rest, values).unwrap_or((b"^".to_vec(), 1));
        expanded.extend_from_slice(&replacement);
        rest = &rest[length..];
    }
    expanded.extend_from_slice(rest);
    expanded
}

/// What the escape at the beginning of `text` stands for, and its length.
fn escape(text: &[u8], values: &[Vec<u8>]) -> Option<(Vec<u8>, usize)> {
    let sign = *text.get(1)?;
    if sign.is_ascii_digit() {
        let index = usize::from(sign - b'0').checked_sub(1)?;
        return Some((values.get(index)?.clone(), 2));
    }
    if sign == b'U' {
        let digits = text.get(2..7)?.strip_prefix(b"+")?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        let code = u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        return Some((char::from_u32(code)?.to_string().into_bytes(), 7));
    }
    let (_, character) = ESCAPES.iter().find(|(known, _)| *known == sign)?;
    Some((character.as_bytes().to_vec(), 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str, values: &[&str]) -> String {
        let values: Vec<Vec<u8>> = values.iter().map(|v| v.as_bytes().to_vec()).collect();
        let bytes = translate(&Dictionary::default(), text.as_bytes(), &values);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn the_default_text_follows_the_key() {
        assert_eq!(plain("$$$/Remote/Start=Start", &[]), "Start");
        assert_eq!(plain("$$$/Remote/Sum=1 = 1", &[]), "1 = 1");
        assert_eq!(plain("$$$/Remote/Empty=", &[]), "");
    }

    #[test]
    fn other_text_stays_as_it_is() {
        assert_eq!(plain("Start ^1 ^n", &["x"]), "Start ^1 ^n");
        assert_eq!(plain("$$$/Remote/NoText", &[]), "$$$/Remote/NoText");
        assert_eq!(plain("", &[]), "");
    }

    #[test]
    fn values_take_the_place_of_numbers() {
        assert_eq!(plain("$$$/a=^1 of ^2, ^1", &["3", "^2"]), "3 of ^2, 3");
        assert_eq!(plain("$$$/a=^1 ^2 ^0", &["x"]), "x ^2 ^0");
    }

    #[test]
    fn escapes_stand_for_characters() {
        assert_eq!(plain("$$$/a=^[a^]^n^{b^}^.", &[]), "“a”\n‘b’…");
        assert_eq!(plain("$$$/a=^C ^T ^D ^^1", &["x"]), "© ™ ° ^1");
        assert_eq!(plain("$$$/a=^U+20AC^U+00e9", &[]), "€é");
    }

    #[test]
    fn unknown_escapes_stay() {
        assert_eq!(
            plain("$$$/a=^q ^U+12 ^U+D800 ^U+12é ^", &[]),
            "^q ^U+12 ^U+D800 ^U+12é ^"
        );
    }

    #[test]
    fn a_translation_is_found_by_its_key() {
        let dictionary = Dictionary::parse("\"$$$/a/b=Los, ^1\"\n".as_bytes());
        let values = [b"Ada".to_vec()];
        assert_eq!(
            translate(&dictionary, b"$$$/a/b=Go, ^1", &values),
            b"Los, Ada"
        );
        assert_eq!(translate(&dictionary, b"$$$/a/c=Stop", &values), b"Stop");
    }

    proptest::proptest! {
        #[test]
        fn any_text_and_any_dictionary_can_be_read(
            text: Vec<u8>,
            tail: Vec<u8>,
            dictionary: Vec<u8>,
            values: Vec<Vec<u8>>,
        ) {
            let dictionary = Dictionary::parse(&dictionary);
            translate(&dictionary, &text, &values);
            translate(&dictionary, &[b"$$$/a=^".as_slice(), &tail].concat(), &values);
            translate(&dictionary, &[b"$$$/a=^U+".as_slice(), &tail].concat(), &values);
        }
    }
}
