//! Values as they cross between the simulation and the plug-in.

use std::collections::BTreeMap;

use crate::id::{KeywordId, PhotoId};

/// A value of metadata, of a plug-in's property or of a search descriptor.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing: `nil`.
    #[default]
    Nil,
    /// A Boolean.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(String),
    /// A photo.
    Photo(PhotoId),
    /// A keyword.
    Keyword(KeywordId),
    /// A table.
    Table(Table),
}

/// A Lua table: an array part and named fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The elements 1, 2, …
    pub array: Vec<Value>,
    /// The fields with string keys.
    pub fields: BTreeMap<String, Value>,
}

impl Table {
    /// The field of this name; [`Value::Nil`] if there is none.
    pub fn field(&self, name: &str) -> &Value {
        self.fields.get(name).unwrap_or(&Value::Nil)
    }

    /// A table of named fields.
    pub fn of<const N: usize>(fields: [(&str, Value); N]) -> Self {
        let fields = fields.map(|(name, value)| (name.to_owned(), value));
        Table {
            array: Vec::new(),
            fields: fields.into(),
        }
    }

    /// An array.
    pub fn list(values: impl IntoIterator<Item = Value>) -> Self {
        Table {
            array: values.into_iter().collect(),
            fields: BTreeMap::new(),
        }
    }
}

impl Value {
    /// The name of the value's type as Lua's `type` gives it, for messages.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Value::Nil => "nil",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::Text(_) => "string",
            Value::Photo(_) => "LrPhoto",
            Value::Keyword(_) => "LrKeyword",
            Value::Table(_) => "table",
        }
    }

    /// A string value, or [`Value::Nil`].
    pub fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Value::Nil, |text| Value::Text(text.into()))
    }

    /// A number value, or [`Value::Nil`].
    pub fn number(number: Option<impl Into<f64>>) -> Self {
        number.map_or(Value::Nil, |number| Value::Number(number.into()))
    }

    /// A Boolean value, or [`Value::Nil`].
    pub fn bool(flag: Option<bool>) -> Self {
        flag.map_or(Value::Nil, Value::Bool)
    }

    /// A photo value, or [`Value::Nil`].
    pub fn photo(photo: Option<PhotoId>) -> Self {
        photo.map_or(Value::Nil, Value::Photo)
    }

    /// An array of photos.
    pub fn photos(photos: impl IntoIterator<Item = PhotoId>) -> Self {
        Value::Table(Table::list(photos.into_iter().map(Value::Photo)))
    }

    /// The number, if this is one.
    pub const fn as_number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The string, if this is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Value::Number(number)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Value::Bool(flag)
    }
}
