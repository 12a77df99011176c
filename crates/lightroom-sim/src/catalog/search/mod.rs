//! Search descriptors: what `findPhotos` and smart collections look for.

mod evaluate;
mod operations;
mod span;

pub use evaluate::SearchField;

use crate::error::{Error, Result};
use crate::value::{Table, Value};

/// A search descriptor.
#[derive(Clone, Debug, PartialEq)]
pub enum Search {
    /// One criterion.
    Criterion(Criterion),
    /// Several searches combined.
    Combined(Combine, Vec<Search>),
}

/// How searches are combined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Combine {
    /// Any of them finds the photo.
    Union,
    /// All of them do.
    #[default]
    Intersect,
    /// None of them does.
    Exclude,
}

/// One criterion. Which there are and what they take is in the SDK's `LrCatalog:findPhotos`.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// The field, such as `rating`.
    pub criteria: String,
    /// The operation, such as `>=`.
    pub operation: String,
    /// What to compare with.
    pub value: Value,
    /// The other end of a range.
    pub value2: Value,
    /// The unit of `inLast`: `hours`, `days`, `weeks`, `months` or `years`.
    pub value_units: Option<String>,
}

/// The order in which found photos come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub by: SortBy,
    /// From the smallest; the SDK's default is not to.
    pub ascending: bool,
}

/// What found photos are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// When they were taken.
    #[default]
    CaptureTime,
    /// Their file names.
    FileName,
    /// The extensions of their file names.
    Extension,
}

impl Default for Sort {
    /// By capture time from the oldest, as the filmstrip has it.
    fn default() -> Self {
        Sort {
            by: SortBy::CaptureTime,
            ascending: true,
        }
    }
}

impl Sort {
    /// From the arguments of `findPhotos`.
    pub fn parse(sort: Option<&str>, ascending: bool) -> Result<Self> {
        let by = match sort {
            None | Some("captureTime") => SortBy::CaptureTime,
            Some("fileName") => SortBy::FileName,
            Some("extension") => SortBy::Extension,
            Some(sort) => return Err(malformed(&format!("cannot sort by \"{sort}\""))),
        };
        Ok(Sort { by, ascending })
    }
}

impl Search {
    /// A criterion with one value.
    pub fn criterion(criteria: &str, operation: &str, value: impl Into<Value>) -> Self {
        Search::Criterion(Criterion {
            criteria: criteria.to_owned(),
            operation: operation.to_owned(),
            value: value.into(),
            value2: Value::Nil,
            value_units: None,
        })
    }

    /// Reads the table of a plug-in. An array without `combine` is an intersection.
    pub fn from_value(value: &Value) -> Result<Self> {
        let Value::Table(table) = value else {
            let got = value.type_name();
            return Err(malformed(&format!("expected a table, got {got}")));
        };
        match table.field("criteria") {
            Value::Text(criteria) => Ok(Search::Criterion(Criterion::read(criteria, table)?)),
            Value::Nil => {
                let combine = match table.field("combine") {
                    Value::Nil => Combine::default(),
                    Value::Text(name) => Combine::parse(name)?,
                    other => return Err(wrong_type("combine", "a string", other)),
                };
                let searches = table.array.iter().map(Search::from_value);
                Ok(Search::Combined(combine, searches.collect::<Result<_>>()?))
            }
            other => Err(wrong_type("criteria", "a string", other)),
        }
    }

    /// The table that a plug-in gets from `getSearchDescription`.
    pub fn to_value(&self) -> Value {
        match self {
            Search::Criterion(it) => {
                let mut fields = Table::of([
                    ("criteria", Value::from(&*it.criteria)),
                    ("operation", Value::from(&*it.operation)),
                ])
                .fields;
                let more = [
                    ("value", it.value.clone()),
                    ("value2", it.value2.clone()),
                    ("value_units", Value::text(it.value_units.as_deref())),
                ];
                let more = more.into_iter().filter(|(_, value)| *value != Value::Nil);
                fields.extend(more.map(|(name, value)| (name.to_owned(), value)));
                Value::Table(Table {
                    array: Vec::new(),
                    fields,
                })
            }
            Search::Combined(combine, searches) => {
                let mut table = Table::list(searches.iter().map(Search::to_value));
                table
                    .fields
                    .insert("combine".to_owned(), combine.name().into());
                Value::Table(table)
            }
        }
    }
}

impl Criterion {
    fn read(criteria: &str, table: &Table) -> Result<Self> {
        let operation = match table.field("operation") {
            Value::Text(operation) => operation.clone(),
            other => return Err(wrong_type("operation", "a string", other)),
        };
        // The documentation and Lightroom's own files spell it differently.
        let units = [table.field("value_units"), table.field("value_unit")];
        Ok(Criterion {
            criteria: criteria.to_owned(),
            operation,
            value: table.field("value").clone(),
            value2: table.field("value2").clone(),
            value_units: units.iter().find_map(|it| it.as_text()).map(str::to_owned),
        })
    }
}

impl Search {
    /// The dates that find nothing since Lightroom does not take them for dates, such as those with a
    /// time zone (R8.3).
    pub fn dates_that_find_nothing(&self) -> Vec<&str> {
        match self {
            Search::Combined(_, searches) => searches
                .iter()
                .flat_map(Search::dates_that_find_nothing)
                .collect(),
            Search::Criterion(it) if matches!(&*it.criteria, "captureTime" | "touchTime") => {
                let dates = [&it.value, &it.value2]
                    .into_iter()
                    .filter_map(Value::as_text);
                dates
                    .filter(|date| span::Span::parse(date) == Some(span::Span::Never))
                    .collect()
            }
            Search::Criterion(_) => Vec::new(),
        }
    }
}

impl Combine {
    const fn name(self) -> &'static str {
        match self {
            Combine::Union => "union",
            Combine::Intersect => "intersect",
            Combine::Exclude => "exclude",
        }
    }

    fn parse(name: &str) -> Result<Self> {
        let all = [Combine::Union, Combine::Intersect, Combine::Exclude];
        let found = all.into_iter().find(|combine| combine.name() == name);
        found.ok_or_else(|| malformed(&format!("there is no combine \"{name}\"")))
    }
}

fn wrong_type(field: &str, expected: &str, got: &Value) -> Error {
    malformed(&format!(
        "{field} must be {expected}, got {}",
        got.type_name()
    ))
}

fn malformed(problem: &str) -> Error {
    Error::MalformedSearch {
        problem: problem.to_owned(),
    }
}
