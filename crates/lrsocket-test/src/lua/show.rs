//! Lua values as readable text.

use std::fmt::Write as _;

use mlua::{Table, Value};
use similar::{ChangeTag, TextDiff};

use crate::text::quoted;

/// The longest table that is shown on one line, in bytes.
const ONE_LINE: usize = 60;

/// The longest text that is shown whole; of a longer one, only where it differs.
const LONG: usize = 160;

/// How many bytes are shown on either side of that place.
const AROUND: usize = 40;

/// How deep nested tables are shown.
const DEEP: usize = 20;

/// Returns a value on one line.
pub(super) fn one_line(value: &Value) -> String {
    let mut text = String::new();
    write(&mut text, value, None, 0, &mut Vec::new());
    text
}

/// Shows two values that should have been the same: both, or only the difference if they are long.
pub(super) fn difference(expected: &Value, got: &Value) -> String {
    let (short, other) = (one_line(expected), one_line(got));
    if short == other {
        // Two tables or functions that look alike.
        return format!("expected {short}\n     got a different one that looks the same");
    }
    if let (Value::String(expected), Value::String(got)) = (expected, got)
        && let Some(text) = long_texts(&expected.as_bytes(), &got.as_bytes())
    {
        return text;
    }
    let tables = matches!((expected, got), (Value::Table(_), Value::Table(_)));
    let lines = [&short, &other].iter().any(|text| text.contains("\\n"));
    if !(tables && short.len().max(other.len()) > ONE_LINE || lines) {
        return format!("expected {short}\n     got {other}");
    }
    let (expected, got) = (many_lines(expected), many_lines(got));
    let mut text = "expected (-) and got (+) differ:".to_owned();
    let diff = TextDiff::from_lines(&expected, &got);
    for group in diff.grouped_ops(3) {
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            let _ = write!(text, "\n{sign} {}", change.value().trim_end_matches('\n'));
        }
    }
    text
}

/// Shows where two long texts, on one line each, begin to differ.
fn long_texts(expected: &[u8], got: &[u8]) -> Option<String> {
    let (short, lines) = (expected.len().max(got.len()) <= LONG, b'\n');
    if short || expected.contains(&lines) || got.contains(&lines) {
        return None;
    }
    let pairs = expected.iter().zip(got);
    let alike = pairs.take_while(|(one, other)| one == other).count();
    // Do not begin in the middle of a character.
    let begins = |at: &usize| {
        expected[*at..]
            .first()
            .is_none_or(|byte| byte & 0xC0 != 0x80)
    };
    let from = (0..=alike.saturating_sub(AROUND)).rev().find(begins)?;
    let shown = |text: &[u8]| {
        let mut to = text.len().min(alike + AROUND);
        while text.get(to).is_some_and(|byte| byte & 0xC0 == 0x80) {
            to += 1;
        }
        let before = if from > 0 { "…" } else { "" };
        let after = if to < text.len() { "…" } else { "" };
        let length = text.len();
        format!(
            "{before}{}{after} ({length} bytes)",
            quoted(&text[from..to])
        )
    };
    Some(format!(
        "expected {}\n     got {}\nthey differ after {alike} bytes",
        shown(expected),
        shown(got)
    ))
}

/// Returns a value with a line for each entry of a table and for each line of a text.
fn many_lines(value: &Value) -> String {
    let mut text = String::new();
    if let Value::String(value) = value {
        text = value.to_string_lossy();
    } else {
        write(&mut text, value, Some(0), 0, &mut Vec::new());
    }
    text.push('\n');
    text
}

/// Writes a value; with an indent, each entry of a table on its own line.
fn write(
    text: &mut String,
    value: &Value,
    indent: Option<usize>,
    depth: usize,
    seen: &mut Vec<Table>,
) {
    match value {
        Value::Nil => text.push_str("nil"),
        Value::Boolean(on) => text.push_str(if *on { "true" } else { "false" }),
        Value::Integer(number) => {
            let _ = write!(text, "{number}");
        }
        Value::Number(number) => text.push_str(&self::number(*number)),
        Value::String(string) => {
            text.push_str(&quoted(&string.as_bytes()));
        }
        Value::Table(table) => write_table(text, table, indent, depth, seen),
        other => text.push_str(other.type_name()),
    }
}

fn write_table(
    text: &mut String,
    table: &Table,
    indent: Option<usize>,
    depth: usize,
    seen: &mut Vec<Table>,
) {
    if seen.contains(table) || depth > DEEP {
        text.push_str("{…}");
        return;
    }
    seen.push(table.clone());
    let shown = entries(table, indent.map(|indent| indent + 1), depth + 1, seen);
    seen.pop();
    if shown.is_empty() {
        text.push_str("{}");
        return;
    }
    text.push('{');
    for (i, entry) in shown.iter().enumerate() {
        match indent {
            Some(indent) => {
                text.push('\n');
                text.push_str(&"  ".repeat(indent + 1));
            }
            None => text.push_str(if i == 0 { " " } else { ", " }),
        }
        text.push_str(entry);
        if indent.is_some() {
            text.push(',');
        }
    }
    match indent {
        Some(indent) => {
            text.push('\n');
            text.push_str(&"  ".repeat(indent));
        }
        None => text.push(' '),
    }
    text.push('}');
}

/// The entries of a table as text: first the list, then the rest in an order that does not depend on
/// the table's history. Each value is written when it is read, because mlua can hold only some
/// thousand values at once.
fn entries(
    table: &Table,
    indent: Option<usize>,
    depth: usize,
    seen: &mut Vec<Table>,
) -> Vec<String> {
    let mut written = |value: &Value| {
        let mut text = String::new();
        write(&mut text, value, indent, depth, seen);
        text
    };
    // Raw access: a metatable must neither be shown nor run.
    let length = table.raw_len();
    let mut list = Vec::new();
    let mut named = Vec::new();
    for (key, value) in table.pairs::<Value, Value>().flatten() {
        match key {
            Value::Integer(n) if n >= 1 && usize::try_from(n).is_ok_and(|n| n <= length) => {
                list.push((n, written(&value)));
            }
            key => named.push((key_text(&key), written(&value))),
        }
    }
    list.sort_by_key(|(place, _)| *place);
    named.sort();
    let list = list.into_iter().map(|(_, text)| text);
    let named = named
        .into_iter()
        .map(|(key, text)| format!("{key} = {text}"));
    list.chain(named).collect()
}

fn key_text(key: &Value) -> String {
    if let Value::String(name) = key {
        let bytes = name.as_bytes();
        let is_name = |text: &str| {
            let mut chars = text.chars();
            chars
                .next()
                .is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
                && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        if let Ok(text) = std::str::from_utf8(&bytes)
            && is_name(text)
        {
            return text.to_owned();
        }
    }
    format!("[{}]", one_line(key))
}

/// Returns a number as Lua writes it, but with all digits.
fn number(number: f64) -> String {
    if number.is_nan() {
        "nan".to_owned()
    } else {
        format!("{number}")
    }
}
