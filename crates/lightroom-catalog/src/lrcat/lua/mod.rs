//! The Lua tables in which a catalog keeps develop settings and the rules of smart collections:
//! `s = { name = value, { … }, ["name"] = value }`.

mod reader;
#[cfg(test)]
mod tests;

use lightroom_sim::{Table, Value, develop};

/// Reads `s = { … }`, or the table alone.
pub(super) fn parse(text: &str) -> Option<Value> {
    reader::read(text).filter(|value| matches!(value, Value::Table(_)))
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
