//! LrStringUtils. Strings are UTF-8; bytes that are not stay as they are.
//!
//! Where Adobe's documentation is silent: white space is Unicode's; `decodeBase64` passes over white
//! space, needs no padding, and raises an error for anything else that is no base-64.

mod collation;
mod numbers;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use mlua::{BString, LuaString, Value};

use self::collation::SortKey;
use crate::vm::args::{Args, type_name};
use crate::vm::namespace::{Builder, Call, Namespace};
use crate::vm::raise::SdkResult;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrStringUtils",
    build: |ns| {
        letters(ns);
        order(ns);
        written_numbers(ns);
        encodings(ns);
        Ok(())
    },
};

fn letters(ns: &mut Builder<'_>) {
    ns.function("lower", |_, args| {
        let text = args.string(1)?;
        Ok(change_case(&text.as_bytes(), str::to_lowercase))
    });
    ns.function("upper", |_, args| {
        let text = args.string(1)?;
        Ok(change_case(&text.as_bytes(), str::to_uppercase))
    });
    ns.function("trimWhitespace", |_, args| {
        let text = args.string(1)?;
        Ok(BString::from(trim(&text.as_bytes())))
    });
    ns.function("truncate", |_, args| {
        let (text, max) = (args.string(1)?, args.number(2)?);
        Ok(BString::from(truncate(&text.as_bytes(), max)))
    });
    ns.function("isOnlyAscii", |_, args| {
        let is_ascii =
            |value: &Value| matches!(value, Value::String(text) if text.as_bytes().is_ascii());
        Ok(args.len() > 0 && args.from(1).all(is_ascii))
    });
}

fn order(ns: &mut Builder<'_>) {
    ns.function("compareStrings", |_, args| {
        let (first, second) = (args.string(1)?, args.string(2)?);
        let numeric = !args.truth(3);
        let key = |text: &LuaString| SortKey::new(&text.to_string_lossy(), numeric);
        Ok(key(&first) < key(&second))
    });
    ns.function("localizedStringSort", sort);
}

/// Sorts as `compareStrings` does, in place; strings that compare equal keep their order.
fn sort(_: &Call<'_>, args: &Args<'_>) -> SdkResult<()> {
    let table = args.table(1)?;
    let mut strings = Vec::with_capacity(table.raw_len());
    for n in 1..=table.raw_len() {
        match table.raw_get(n)? {
            Value::String(text) => {
                strings.push((SortKey::new(&text.to_string_lossy(), true), text));
            }
            other => {
                let why = format!(
                    "table of strings expected, element {n} is a {}",
                    type_name(&other)
                );
                return Err(args.bad(1, &why));
            }
        }
    }
    strings.sort_by(|(one, _), (two, _)| one.cmp(two));
    for (n, (_, text)) in strings.into_iter().enumerate() {
        table.raw_set(n + 1, text)?;
    }
    Ok(())
}

fn written_numbers(ns: &mut Builder<'_>) {
    ns.function("numberToString", |_, args| {
        Ok(numbers::fixed(args.number(1)?, precision(args, 0)?))
    });
    ns.function("numberToStringWithSeparators", |_, args| {
        let (number, precision) = (args.number(1)?, precision(args, 0)?);
        Ok(numbers::with_separators(&numbers::fixed(number, precision)))
    });
    ns.function("byteString", |_, args| {
        Ok(numbers::bytes(args.number(1)?, precision(args, 2)?))
    });
}

/// The digits that argument 2 asks for; as many as `string.format` allows.
#[expect(clippy::cast_sign_loss, reason = "the range is checked")]
fn precision(args: &Args<'_>, default: usize) -> SdkResult<usize> {
    match args.optional_number(2)? {
        None => Ok(default),
        Some(digits) if (0.0..100.0).contains(&digits) => Ok(digits as usize),
        Some(_) => Err(args.bad(2, "a number of digits from 0 to 99 expected")),
    }
}

fn encodings(ns: &mut Builder<'_>) {
    ns.function("encodeBase64", |_, args| {
        Ok(STANDARD.encode(&*args.string(1)?.as_bytes()))
    });
    ns.function("decodeBase64", |_, args| {
        let text = args.string(1)?;
        let decoded = decode(&text.as_bytes());
        decoded
            .map(BString::from)
            .map_err(|error| args.bad(1, &format!("no base-64: {error}")))
    });
}

fn decode(text: &[u8]) -> Result<Vec<u8>, base64::DecodeError> {
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &alphabet::STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_allow_trailing_bits(true)
            .with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let packed: Vec<u8> = text
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    LENIENT.decode(packed)
}

fn change_case(text: &[u8], change: impl Fn(&str) -> String) -> BString {
    let mut changed = Vec::with_capacity(text.len());
    for chunk in text.utf8_chunks() {
        changed.extend(change(chunk.valid()).into_bytes());
        changed.extend_from_slice(chunk.invalid());
    }
    changed.into()
}

fn trim(text: &[u8]) -> &[u8] {
    match std::str::from_utf8(text) {
        Ok(text) => text.trim().as_bytes(),
        Err(_) => text.trim_ascii(),
    }
}

/// At most `max` bytes, without cutting through a character.
#[expect(
    clippy::cast_sign_loss,
    reason = "`as` makes 0 of negative numbers and NaN"
)]
fn truncate(text: &[u8], max: f64) -> &[u8] {
    let max = max as usize;
    if text.len() <= max {
        return text;
    }
    let is_continuation = |at: &usize| text[*at] & 0b1100_0000 == 0b1000_0000;
    // A character has at most three bytes after its first; more are not UTF-8.
    let end = (max.saturating_sub(3)..=max).rfind(|at| !is_continuation(at));
    &text[..end.unwrap_or(max)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truncate_keeps_characters_whole() {
        let text = "aé€😀".as_bytes();
        let lengths = (0..=11).map(|max| truncate(text, f64::from(max)).len());
        assert_eq!(
            lengths.collect::<Vec<_>>(),
            [0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10]
        );
        assert_eq!(truncate(b"\x80\x80\x80\x80\x80\x80", 5.0).len(), 5);
        assert_eq!(truncate(text, -1.0), b"");
        assert_eq!(truncate(text, 3.9), "aé".as_bytes());
    }

    #[test]
    fn case_changes_outside_of_ascii() {
        assert_eq!(
            change_case(b"\xC3\x84\xFFA", str::to_lowercase),
            b"\xC3\xA4\xFFa"[..]
        );
        assert_eq!(
            change_case("straße".as_bytes(), str::to_uppercase),
            b"STRASSE"[..]
        );
    }

    #[test]
    fn white_space_is_trimmed() {
        assert_eq!(trim("\u{a0} a b\t\r\n".as_bytes()), b"a b");
        assert_eq!(trim(b" \xFF \n"), b"\xFF");
    }

    #[test]
    fn base64_is_read_leniently() {
        assert_eq!(decode(b"SGVs\r\nbG8"), Ok(b"Hello".to_vec()));
        assert_eq!(decode(b"SGVsbG8="), Ok(b"Hello".to_vec()));
        assert!(decode(b"SGVs*").is_err());
    }
}
