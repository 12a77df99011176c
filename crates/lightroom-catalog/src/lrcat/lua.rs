//! The Lua tables in which a catalog keeps develop settings and the rules of smart collections:
//! `s = { name = value, { … }, ["name"] = value }`.

use lightroom_sim::{Table, Value, develop};

/// Tables nested deeper than this are no settings.
const MAX_DEPTH: u32 = 32;

/// Reads `s = { … }`, or the table alone.
pub(super) fn parse(text: &str) -> Option<Value> {
    let body = match text.find('{') {
        Some(at) if text.get(..at)?.trim_end().ends_with('=') => text.get(at..)?,
        _ => text,
    };
    let mut parser = Parser { rest: body };
    let value = parser.value(0)?;
    parser.skip();
    (parser.rest.is_empty() && matches!(value, Value::Table(_))).then_some(value)
}

/// As develop settings have it.
pub(super) fn develop(value: &Value) -> Option<develop::Value> {
    Some(match value {
        Value::Bool(on) => (*on).into(),
        Value::Number(number) => (*number).into(),
        Value::Text(text) => (&**text).into(),
        Value::Table(table) if table.fields.is_empty() && !table.array.is_empty() => {
            develop::Value::List(table.array.iter().map(develop).collect::<Option<_>>()?)
        }
        Value::Table(table) => develop::Value::Table(develop_table(table)),
        Value::Nil | Value::Photo(_) | Value::Keyword(_) => return None,
    })
}

pub(super) fn develop_table(table: &Table) -> develop::Table {
    let fields = table.fields.iter();
    fields
        .filter_map(|(name, value)| Some((name.clone(), develop(value)?)))
        .collect()
}

struct Parser<'a> {
    rest: &'a str,
}

impl<'a> Parser<'a> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, symbol: char) -> bool {
        self.skip();
        match self.rest.strip_prefix(symbol) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self, depth: u32) -> Option<Value> {
        self.skip();
        match self.rest.chars().next()? {
            '{' => self.table(depth),
            '"' | '\'' => self.string().map(Value::Text),
            first if first.is_ascii_alphabetic() => match self.name()? {
                "true" => Some(Value::Bool(true)),
                "false" => Some(Value::Bool(false)),
                "nil" => Some(Value::Nil),
                _ => None,
            },
            _ => self.number().map(Value::Number),
        }
    }

    fn table(&mut self, depth: u32) -> Option<Value> {
        if depth > MAX_DEPTH || !self.take('{') {
            return None;
        }
        let mut table = Table::default();
        while !self.take('}') {
            self.entry(&mut table, depth)?;
            if !self.take(',') && !self.take(';') {
                if self.take('}') {
                    break;
                }
                return None;
            }
        }
        Some(Value::Table(table))
    }

    fn entry(&mut self, table: &mut Table, depth: u32) -> Option<()> {
        self.skip();
        let key = if self.take('[') {
            let key = self.value(MAX_DEPTH)?;
            (self.take(']') && self.take('=')).then_some(())?;
            Some(key)
        } else {
            let before = self.rest;
            match self.name() {
                Some(name) if self.take('=') => Some(Value::from(name)),
                _ => {
                    self.rest = before;
                    None
                }
            }
        };
        let value = self.value(depth + 1)?;
        match key {
            Some(Value::Text(name)) => {
                table.fields.insert(name, value);
            }
            // Elements are written in their order.
            Some(Value::Number(_)) | None => table.array.push(value),
            Some(_) => return None,
        }
        Some(())
    }

    fn name(&mut self) -> Option<&'a str> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        let starts = name.starts_with(|c: char| !c.is_ascii_digit());
        starts.then(|| {
            self.rest = rest;
            name
        })
    }

    fn number(&mut self) -> Option<f64> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+');
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        number
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
    }

    fn string(&mut self) -> Option<String> {
        let mut chars = self.rest.char_indices();
        let (_, quote) = chars.next()?;
        let mut text = String::new();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => text.push(match chars.next()?.1 {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    other => other,
                }),
                c if c == quote => {
                    self.rest = self.rest.get(at + 1..)?;
                    return Some(text);
                }
                c => text.push(c),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_as_lightroom_writes_them_are_read() {
        let text = "s = { Exposure2012 = 0.5,\n\t[\"a b\"] = \"q\\\"\\n\", On = true,\n\
                    ToneCurve = { 0, 0, -255.5, 1e2, }, { criteria = 'x' }; }";
        let Some(Value::Table(table)) = parse(text) else {
            panic!("no table")
        };
        assert_eq!(table.field("Exposure2012"), &Value::Number(0.5));
        assert_eq!(table.field("a b"), &Value::from("q\"\n"));
        assert_eq!(table.field("On"), &Value::Bool(true));
        assert_eq!(table.array.len(), 1);
        let Value::Table(curve) = table.field("ToneCurve") else {
            panic!("no curve")
        };
        assert_eq!(curve.array.len(), 4);
    }

    #[test]
    fn garbage_is_none() {
        let deep = "{".repeat(100_000);
        for text in [
            "", "s =", "s = {", "{ a = }", "{ 1 2 }", "{ \"a }", "{ f() }", "é{", "{}}", &deep,
        ] {
            assert_eq!(parse(text), None, "{}", &text[..text.len().min(20)]);
        }
    }
}
