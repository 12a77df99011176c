//! Lua values written as Lua: the files of LrPrefs, and `LrTableUtils.tableToString`.

use std::cmp::Ordering;
use std::ffi::c_void;

use mlua::{Table, Value};

use crate::vm::args::type_name;

/// Tables inside tables, at most; Lua's own parser stops at 200.
pub(crate) const MAX_DEPTH: usize = 100;

const RESERVED: &[&str] = &[
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "if", "in", "local",
    "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
];

/// What to do with a value that has no literal: a function, a coroutine, a table in itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unwritable {
    /// The entry is left out, so that the text can be read again.
    LeaveOut,
    /// Its type is shown in angle brackets, for a person.
    Show,
}

/// The literal of a value, and how many entries were left out.
pub(crate) fn write(value: &Value, unwritable: Unwritable) -> mlua::Result<(Vec<u8>, usize)> {
    let mut writer = Writer {
        open: Vec::new(),
        unwritable,
        left_out: 0,
    };
    let text = writer.value(value)?.unwrap_or_default();
    Ok((text, writer.left_out))
}

struct Writer {
    /// The tables that are being written, from the outermost in.
    open: Vec<*const c_void>,
    unwritable: Unwritable,
    left_out: usize,
}

impl Writer {
    /// `None` if it is to be left out.
    fn value(&mut self, value: &Value) -> mlua::Result<Option<Vec<u8>>> {
        let text = match value {
            Value::Table(table) if self.open.contains(&table.to_pointer()) => {
                return Ok(self.unwritable("table in itself"));
            }
            Value::Table(_) if self.open.len() >= MAX_DEPTH => {
                return Ok(self.unwritable("table"));
            }
            Value::Table(table) => self.table(table)?,
            Value::Nil => b"nil".to_vec(),
            other => match Scalar::of(other) {
                Some(scalar) => scalar.literal(),
                None => return Ok(self.unwritable(type_name(other))),
            },
        };
        Ok(Some(text))
    }

    fn unwritable(&mut self, what: &str) -> Option<Vec<u8>> {
        match self.unwritable {
            Unwritable::Show => Some(format!("<{what}>").into_bytes()),
            Unwritable::LeaveOut => {
                self.left_out += 1;
                None
            }
        }
    }

    fn table(&mut self, table: &Table) -> mlua::Result<Vec<u8>> {
        self.open.push(table.to_pointer());
        let mut entries = Vec::new();
        for entry in table.pairs::<Value, Value>() {
            let (key, value) = entry?;
            // Only the texts are kept: the interpreter holds few values for others at a time.
            let key = match Scalar::of(&key) {
                Some(key) => key,
                None => match self.unwritable(type_name(&key)) {
                    Some(text) => Scalar::Shown(text),
                    None => continue,
                },
            };
            if let Some(value) = self.value(&value)? {
                entries.push((key, value));
            }
        }
        entries.sort_by(|(one, _), (other, _)| one.compare(other));
        self.open.pop();
        Ok(self.braces(&entries))
    }

    /// In this order, the list part without its keys.
    #[expect(clippy::float_cmp, reason = "whole numbers, counted up")]
    fn braces(&self, entries: &[(Scalar, Vec<u8>)]) -> Vec<u8> {
        let line = [b"\n", &b"\t".repeat(self.open.len())[..]].concat();
        let mut out = b"{".to_vec();
        let mut next_index = 1.0;
        for (key, value) in entries {
            out.extend_from_slice(&line);
            out.push(b'\t');
            match key {
                Scalar::Number(index) if *index == next_index => next_index += 1.0,
                key => out.extend_from_slice(&[&key.as_key()[..], b" = "].concat()),
            }
            out.extend_from_slice(value);
            out.push(b',');
        }
        if !entries.is_empty() {
            out.extend_from_slice(&line);
        }
        out.push(b'}');
        out
    }
}

/// A value that is no table.
enum Scalar {
    Number(f64),
    String(Vec<u8>),
    Boolean(bool),
    /// For a key that can only be shown.
    Shown(Vec<u8>),
}

impl Scalar {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Integer(number) => Some(Scalar::Number(*number as f64)),
            Value::Number(number) => Some(Scalar::Number(*number)),
            Value::String(text) => Some(Scalar::String(text.as_bytes().to_vec())),
            Value::Boolean(truth) => Some(Scalar::Boolean(*truth)),
            _ => None,
        }
    }

    fn literal(&self) -> Vec<u8> {
        match self {
            Scalar::Number(value) => number(*value).into_bytes(),
            Scalar::String(text) => string(text),
            Scalar::Boolean(truth) => truth.to_string().into_bytes(),
            Scalar::Shown(text) => text.clone(),
        }
    }

    fn as_key(&self) -> Vec<u8> {
        match self {
            Scalar::String(text) if is_name(text) => text.clone(),
            key => [b"[", &key.literal()[..], b"]"].concat(),
        }
    }

    /// An order that is the same each time: numbers, strings, the rest.
    fn compare(&self, other: &Self) -> Ordering {
        let rank = |scalar: &Scalar| match scalar {
            Scalar::Number(_) => 0,
            Scalar::String(_) => 1,
            Scalar::Boolean(_) => 2,
            Scalar::Shown(_) => 3,
        };
        match (self, other) {
            (Scalar::Number(one), Scalar::Number(other)) => one.total_cmp(other),
            (Scalar::String(one), Scalar::String(other)) => one.cmp(other),
            (Scalar::Boolean(one), Scalar::Boolean(other)) => one.cmp(other),
            _ => rank(self).cmp(&rank(other)),
        }
    }
}

/// Whether a value of this kind can be the key of an entry.
pub(crate) fn is_key(key: &Value) -> bool {
    match key {
        Value::Number(number) => !number.is_nan(),
        key => Scalar::of(key).is_some(),
    }
}

fn is_name(text: &[u8]) -> bool {
    text.first().is_some_and(|first| !first.is_ascii_digit())
        && text.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_')
        && !RESERVED.iter().any(|word| word.as_bytes() == text)
}

/// Read back, it is the same number.
fn number(number: f64) -> String {
    if number.is_nan() {
        "0/0".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 { "1/0" } else { "-1/0" }.to_owned()
    } else if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else if number.abs() < 1e15 && number.abs() >= 1e-5 {
        number.to_string()
    } else {
        format!("{number:e}")
    }
}

/// Bytes that are UTF-8 stay readable; others and control characters are escaped.
fn string(bytes: &[u8]) -> Vec<u8> {
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    let mut out = b"\"".to_vec();
    for &byte in bytes {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\r' => out.extend_from_slice(b"\\r"),
            0x20..=0x7e => out.push(byte),
            0x80..=0xff if is_utf8 => out.push(byte),
            _ => out.extend_from_slice(format!("\\{byte:03}").as_bytes()),
        }
    }
    out.push(b'"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use mlua::Lua;

    fn written(source: &str, unwritable: Unwritable) -> (String, usize) {
        let lua = Lua::new();
        let value: Value = lua.load(source).eval().unwrap();
        let (bytes, left_out) = write(&value, unwritable).unwrap();
        (String::from_utf8(bytes).unwrap(), left_out)
    }

    fn assert_comes_back(source: &str) {
        let lua = Lua::new();
        let value: Value = lua.load(source).eval().unwrap();
        let (bytes, left_out) = write(&value, Unwritable::LeaveOut).unwrap();
        assert_eq!(left_out, 0);
        let again: Value = lua.load([b"return ", &bytes[..]].concat()).eval().unwrap();
        assert_eq!(
            write(&again, Unwritable::LeaveOut).unwrap().0,
            bytes,
            "{source}"
        );
    }

    #[test]
    fn tables_are_indented_and_sorted() {
        let source =
            r#"{ b = 1, a = "x", ["not a name"] = true, ["end"] = {}, "one", "two", [4] = 4 }"#;
        let expected = "{\n\t\"one\",\n\t\"two\",\n\t[4] = 4,\n\ta = \"x\",\n\tb = 1,\n\t[\"end\"] = \
                        {},\n\t[\"not a name\"] = true,\n}";
        assert_eq!(written(source, Unwritable::Show).0, expected);
    }

    #[test]
    fn numbers_come_back_the_same() {
        let lua = Lua::new();
        for number in [
            0.1,
            1.0 / 3.0,
            1e300,
            -2.5e-300,
            1e15,
            123_456_789_012_345_680.0,
            -7.0,
        ] {
            let text = super::number(number);
            let again: f64 = lua.load(format!("return {text}")).eval().unwrap();
            assert_eq!(again.to_bits(), number.to_bits(), "{text}");
        }
        for (number, text) in [
            (f64::INFINITY, "1/0"),
            (f64::NEG_INFINITY, "-1/0"),
            (3.0, "3"),
        ] {
            assert_eq!(super::number(number), text);
        }
        let nan: f64 = lua.load("return 0/0").eval().unwrap();
        assert!(nan.is_nan());
    }

    #[test]
    fn any_bytes_come_back_the_same() {
        let lua = Lua::new();
        let all: Vec<u8> = (0..=255).collect();
        for bytes in [&all[..], "grün\u{2028}\r\n\x001".as_bytes(), b"\"\\\\"] {
            let text = [b"return ", &string(bytes)[..]].concat();
            let again: mlua::LuaString = lua.load(text).eval().unwrap();
            assert_eq!(again.as_bytes(), bytes);
        }
    }

    #[test]
    fn keys_of_every_kind_come_back() {
        assert_comes_back("{ [true] = 1, [false] = 2, [-1] = 3, [1/0] = 4, [0.5] = 5, x = 6 }");
    }

    #[test]
    fn the_deepest_table_comes_back() {
        let depth = MAX_DEPTH - 1;
        assert_comes_back(&format!(
            "{}{}{}",
            "{".repeat(depth),
            "{}",
            "}".repeat(depth)
        ));
    }

    #[test]
    fn what_has_no_literal_is_left_out_or_shown() {
        let source = "(function() local t = { f = print, 1 } t.t = t return t end)()";
        let (text, left_out) = written(source, Unwritable::LeaveOut);
        assert_eq!((text.as_str(), left_out), ("{\n\t1,\n}", 2));
        let (text, _) = written(source, Unwritable::Show);
        assert_eq!(
            text,
            "{\n\t1,\n\tf = <function>,\n\tt = <table in itself>,\n}"
        );
    }
}
