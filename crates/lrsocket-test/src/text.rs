//! Bytes as readable text.

use std::fmt::Write as _;

/// Returns bytes as text on one line. No quotes surround it, so quotes need no escape.
pub(crate) fn on_a_line(bytes: &[u8]) -> String {
    let mut text = String::new();
    for c in String::from_utf8_lossy(bytes).chars() {
        match c {
            '"' | '\'' => text.push(c),
            c => text.extend(c.escape_debug()),
        }
    }
    text
}

/// Returns a string as a Lua literal, in whichever quotes need no escapes: JSON is full of double
/// quotes.
pub(crate) fn quoted(bytes: &[u8]) -> String {
    let single = bytes.contains(&b'"') && !bytes.contains(&b'\'');
    let quote = if single { '\'' } else { '"' };
    let mut text = String::from(quote);
    for chunk in bytes.utf8_chunks() {
        let mut chars = chunk.valid().chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\n' => text.push_str("\\n"),
                '\r' => text.push_str("\\r"),
                '\t' => text.push_str("\\t"),
                '\\' => text.push_str("\\\\"),
                c if c == quote => text.extend(['\\', c]),
                c if c.is_ascii_control() => {
                    // A digit that follows would be read as part of the escape.
                    let digit = chars.peek().is_some_and(char::is_ascii_digit);
                    let width = if digit { 3 } else { 1 };
                    let _ = write!(text, "\\{:0width$}", u32::from(c));
                }
                c if c.is_control() => text.extend(c.escape_unicode()),
                c => text.push(c),
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(text, "\\{byte}");
        }
    }
    text.push(quote);
    text
}

/// Returns the beginning of a string as a Lua literal.
pub(crate) fn quoted_beginning(bytes: &[u8]) -> String {
    const SHOWN: usize = 60;
    match bytes.get(..SHOWN) {
        Some(beginning) if bytes.len() > SHOWN => {
            format!("{}… ({} bytes)", quoted(beginning), bytes.len())
        }
        _ => quoted(bytes),
    }
}
