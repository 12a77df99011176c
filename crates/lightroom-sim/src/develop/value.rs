//! The values of develop settings.

use std::collections::BTreeMap;

/// A table with named fields, as `photo:getDevelopSettings()` returns.
pub type Table = BTreeMap<String, Value>;

/// One value of the develop settings.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A switch such as `ConvertToGrayscale`.
    Bool(bool),
    /// A slider, in its own unit.
    Number(f64),
    /// A name such as `CameraProfile`.
    Text(Box<str>),
    /// A tone curve (`x1, y1, x2, y2, …`, 0 to 255), or a list of swatches.
    List(Vec<Value>),
    /// A table with named fields such as `LensBlur`.
    Table(Table),
}

impl Value {
    /// What Lua calls the type.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Bool(_) => "boolean",
            Self::Number(_) => "number",
            Self::Text(_) => "string",
            Self::List(_) | Self::Table(_) => "table",
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The switch, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(on) => Some(*on),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The list, if it is one. An empty table counts as an empty list: Lua has one `{}`.
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Self::List(list) => Some(list),
            Self::Table(table) if table.is_empty() => Some(&[]),
            _ => None,
        }
    }

    /// The table, if it has named fields.
    pub fn as_table(&self) -> Option<&Table> {
        match self {
            Self::Table(table) => Some(table),
            _ => None,
        }
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value {
    fn from(on: bool) -> Self {
        Self::Bool(on)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<Vec<Value>> for Value {
    fn from(list: Vec<Value>) -> Self {
        Self::List(list)
    }
}

impl From<Table> for Value {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}
