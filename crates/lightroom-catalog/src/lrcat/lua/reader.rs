//! A reader of Lua 5.1 constants: tables, strings, numbers, booleans and comments, but no code.

use std::collections::BTreeMap;

use lightroom_sim::{Table, Value};

/// Tables nested deeper than this are refused.
const MAX_DEPTH: u32 = 32;

/// Reads one value, optionally after `name =` or `return`; `None` if the text is anything else.
pub(super) fn read(text: &str) -> Option<Value> {
    let mut reader = Reader {
        bytes: text.as_bytes(),
        at: 0,
    };
    reader.skip()?;
    let before = reader.at;
    let named = match reader.name() {
        Some(b"return") => true,
        Some(_) => reader.take(b'=')?,
        None => false,
    };
    if !named {
        reader.at = before;
    }
    let value = reader.value(0)?;
    reader.take(b';')?;
    reader.skip()?;
    reader.peek().is_none().then_some(value)
}

/// Methods return `None` where the text is malformed.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    /// Takes bytes for as long as they satisfy `is_part`.
    fn take_while(&mut self, is_part: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let end = rest.iter().position(|&byte| !is_part(byte));
        let (taken, _) = rest.split_at(end.unwrap_or(rest.len()));
        self.at += taken.len();
        taken
    }

    /// Passes over white space and comments.
    fn skip(&mut self) -> Option<()> {
        loop {
            self.take_while(|byte| byte.is_ascii_whitespace() || byte == b'\x0b');
            if !self.rest().starts_with(b"--") {
                return Some(());
            }
            self.at += 2;
            if let Some(level) = self.long_bracket() {
                self.long_string(level)?;
            } else {
                self.take_while(|byte| byte != b'\n' && byte != b'\r');
            }
        }
    }

    /// Takes this symbol if it is next, and returns whether it was.
    fn take(&mut self, symbol: u8) -> Option<bool> {
        self.skip()?;
        let found = self.peek() == Some(symbol);
        self.at += usize::from(found);
        Some(found)
    }

    fn value(&mut self, depth: u32) -> Option<Value> {
        self.skip()?;
        match self.peek()? {
            b'{' => self.table(depth).map(Value::Table),
            b'"' | b'\'' => self.string().map(text),
            b'[' => {
                let level = self.long_bracket()?;
                self.long_string(level).map(text)
            }
            first if first.is_ascii_alphabetic() => match self.name()? {
                b"true" => Some(Value::Bool(true)),
                b"false" => Some(Value::Bool(false)),
                b"nil" => Some(Value::Nil),
                _ => None,
            },
            _ => self.number().map(Value::Number),
        }
    }

    fn table(&mut self, depth: u32) -> Option<Table> {
        if depth > MAX_DEPTH || !self.take(b'{')? {
            return None;
        }
        let mut table = Table::default();
        let mut numbered = BTreeMap::new();
        while !self.take(b'}')? {
            self.entry(&mut table, &mut numbered, depth)?;
            if !self.take(b',')? && !self.take(b';')? {
                if self.take(b'}')? {
                    break;
                }
                return None;
            }
        }
        // Lua stores elements without a key last. Holes are closed: a list has none.
        let without_key = table.array.len() as u64;
        table.array.extend(
            numbered
                .into_iter()
                .filter(|(key, _)| *key > without_key)
                .map(|(_, value)| value),
        );
        Some(table)
    }

    fn entry(
        &mut self,
        table: &mut Table,
        numbered: &mut BTreeMap<u64, Value>,
        depth: u32,
    ) -> Option<()> {
        self.skip()?;
        let before = self.at;
        let key = if self.peek() == Some(b'[') && self.long_bracket().is_none() {
            self.at += 1;
            let key = self.value(depth + 1)?;
            (self.take(b']')? && self.take(b'=')?).then_some(())?;
            key
        } else {
            self.at = before;
            match self.name() {
                Some(name) if self.take(b'=')? => text(name.to_vec()),
                _ => {
                    self.at = before;
                    let value = self.value(depth + 1)?;
                    table.array.push(value);
                    return Some(());
                }
            }
        };
        let value = self.value(depth + 1)?;
        match (key, value) {
            (Value::Nil, _) => return None,
            (_, Value::Nil) => {}
            (Value::Text(name), value) => {
                table.fields.insert(name, value);
            }
            (Value::Number(index), value) if index >= 1.0 && index.fract() == 0.0 => {
                #[expect(clippy::cast_sign_loss, reason = "it is positive")]
                numbered.insert(index as u64, value);
            }
            // Settings have no other keys.
            _ => {}
        }
        Some(())
    }

    fn name(&mut self) -> Option<&'a [u8]> {
        if self.peek()?.is_ascii_digit() {
            return None;
        }
        let name = self.take_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        (!name.is_empty()).then_some(name)
    }

    fn number(&mut self) -> Option<f64> {
        let negative = self.take(b'-')?;
        self.skip()?;
        let rest = self.rest();
        let number = if rest.starts_with(b"0x") || rest.starts_with(b"0X") {
            self.at += 2;
            let digits = self.take_while(|byte| byte.is_ascii_alphanumeric());
            hexadecimal(digits)?
        } else {
            let start = self.at;
            self.take_while(|byte| byte.is_ascii_digit() || byte == b'.');
            if matches!(self.peek(), Some(b'e' | b'E')) {
                self.at += 1;
                if matches!(self.peek(), Some(b'+' | b'-')) {
                    self.at += 1;
                }
            }
            // Letters as well, so that `1x` is not a number followed by a name.
            self.take_while(|byte| byte.is_ascii_alphanumeric());
            let digits = std::str::from_utf8(self.bytes.get(start..self.at)?).ok()?;
            let number: f64 = digits.parse().ok()?;
            number.is_finite().then_some(number)?
        };
        Some(if negative { -number } else { number })
    }

    fn string(&mut self) -> Option<Vec<u8>> {
        let quote = self.peek()?;
        self.at += 1;
        let mut text = Vec::new();
        loop {
            text.extend_from_slice(
                self.take_while(|byte| byte != quote && !matches!(byte, b'\\' | b'\n' | b'\r')),
            );
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'\\' => self.escape(&mut text)?,
                byte if byte == quote => return Some(text),
                // A line end must be escaped.
                _ => return None,
            }
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Option<()> {
        let byte = self.peek()?;
        if byte.is_ascii_digit() {
            let mut code = 0_u32;
            for _ in 0..3 {
                let Some(digit) = self.peek().filter(u8::is_ascii_digit) else {
                    break;
                };
                code = code * 10 + u32::from(digit - b'0');
                self.at += 1;
            }
            text.push(u8::try_from(code).ok()?);
            return Some(());
        }
        if matches!(byte, b'\n' | b'\r') {
            self.line_end();
            text.push(b'\n');
            return Some(());
        }
        self.at += 1;
        text.push(match byte {
            b'a' => b'\x07',
            b'b' => b'\x08',
            b'f' => b'\x0c',
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'v' => b'\x0b',
            other => other,
        });
        Some(())
    }

    /// Passes over a line end: one byte, or two different ones.
    fn line_end(&mut self) {
        let two = matches!(self.rest(), [b'\r', b'\n', ..] | [b'\n', b'\r', ..]);
        self.at += if two { 2 } else { 1 };
    }

    /// Takes `[[` or `[=[`, and returns the number of equals signs; takes nothing else.
    fn long_bracket(&mut self) -> Option<usize> {
        let inner = self.rest().strip_prefix(b"[")?;
        let level = inner.iter().take_while(|&&byte| byte == b'=').count();
        (inner.get(level) == Some(&b'[')).then(|| {
            self.at += level + 2;
            level
        })
    }

    /// Reads up to the closing bracket of this level. A line end right after the opening one is not
    /// part of the text, and every other is `\n`.
    fn long_string(&mut self, level: usize) -> Option<Vec<u8>> {
        if matches!(self.peek(), Some(b'\n' | b'\r')) {
            self.line_end();
        }
        let mut text = Vec::new();
        loop {
            text.extend_from_slice(self.take_while(|byte| !matches!(byte, b']' | b'\n' | b'\r')));
            if self.peek()? != b']' {
                self.line_end();
                text.push(b'\n');
                continue;
            }
            self.at += 1;
            let equals = self.take_while(|byte| byte == b'=');
            if equals.len() == level && self.peek() == Some(b']') {
                self.at += 1;
                return Some(text);
            }
            text.push(b']');
            text.extend_from_slice(equals);
        }
    }
}

fn hexadecimal(digits: &[u8]) -> Option<f64> {
    let add = |sum: f64, &digit: &u8| {
        let digit = char::from(digit).to_digit(16)?;
        Some(sum * 16.0 + f64::from(digit))
    };
    let number = digits.iter().try_fold(0.0, add)?;
    (!digits.is_empty() && number.is_finite()).then_some(number)
}

/// Lua's strings are bytes; those of a catalog are UTF-8.
fn text(bytes: Vec<u8>) -> Value {
    Value::Text(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    })
}
