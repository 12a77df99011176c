//! Whether what a photo has passes the operation of a criterion.

use super::Criterion;
use super::evaluate::{Fact, SearchField};
use super::span::Span;
use crate::error::{Error, Result};
use crate::photo::ColorLabel;
use crate::time::{Civil, Moment};
use crate::value::Value;

impl Criterion {
    /// The plug-in and the field of `sdktext:plugin.field`; the field can be `*`.
    pub(super) fn plugin_field(&self) -> Option<(&str, &str)> {
        self.criteria.strip_prefix("sdktext:")?.rsplit_once('.')
    }

    pub(super) fn field(&self) -> Result<SearchField> {
        let unsupported = || Error::UnsupportedCriterion {
            criteria: self.criteria.clone(),
        };
        SearchField::parse(&self.criteria).ok_or_else(unsupported)
    }

    pub(super) fn holds(&self, fact: Fact<'_>, now: Moment) -> Result<bool> {
        match fact {
            Fact::Number(number) => self.compares(number),
            Fact::Enum(value) => match &*self.operation {
                "==" => Ok(same(&value, &self.value)),
                "!=" => Ok(!same(&value, &self.value)),
                // Lightroom's own descriptors compare flags as numbers, too.
                _ => self.compares(value.as_number()),
            },
            Fact::Bool(flag) => match (&*self.operation, &self.value) {
                ("isTrue", _) | ("==", Value::Bool(true)) => Ok(flag),
                ("isFalse", _) | ("==", Value::Bool(false)) => Ok(!flag),
                _ => Err(self.unsupported_operation()),
            },
            Fact::Texts(texts) => self.reads(&texts),
            Fact::Exact(text) => match &*self.operation {
                "==" => Ok(text.unwrap_or("") == self.text()?),
                "!=" => Ok(text.unwrap_or("") != self.text()?),
                _ => self.reads(text.as_slice()),
            },
            Fact::Path(path) => self.reads(&[&path]),
            Fact::Date(date) => self.dates(date, now),
        }
    }

    fn compares(&self, number: Option<f64>) -> Result<bool> {
        let with = self
            .value
            .as_number()
            .ok_or_else(|| self.unsupported_operation())?;
        let Some(number) = number else {
            return Ok(self.operation == "!=");
        };
        Ok(match &*self.operation {
            "==" => number == with,
            "!=" => number != with,
            ">" => number > with,
            "<" => number < with,
            ">=" => number >= with,
            "<=" => number <= with,
            "in" => {
                let end = self
                    .value2
                    .as_number()
                    .ok_or_else(|| self.unsupported_operation())?;
                (with.min(end)..=with.max(end)).contains(&number)
            }
            _ => return Err(self.unsupported_operation()),
        })
    }

    fn reads(&self, texts: &[&str]) -> Result<bool> {
        match &*self.operation {
            "empty" => return Ok(texts.iter().all(|text| text.is_empty())),
            "notEmpty" => return Ok(texts.iter().any(|text| !text.is_empty())),
            _ => {}
        }
        let texts: Vec<_> = texts.iter().map(|text| text.to_lowercase()).collect();
        let wanted = self.text()?.to_lowercase();
        let mut parts = wanted.split([' ', ',']).filter(|part| !part.is_empty());
        let contained = |part: &str| texts.iter().any(|text| text.contains(part));
        let is_word = |part: &str| {
            let mut words = texts
                .iter()
                .flat_map(|it| it.split(|c: char| !c.is_alphanumeric()));
            words.any(|word| word == part)
        };
        Ok(match &*self.operation {
            "any" => parts.any(contained),
            "all" => parts.all(contained),
            "words" => parts.all(is_word),
            "noneOf" => !parts.any(contained),
            "beginsWith" => texts.iter().any(|text| text.starts_with(&wanted)),
            "endsWith" => texts.iter().any(|text| text.ends_with(&wanted)),
            "==" => texts.contains(&wanted),
            "!=" => !texts.contains(&wanted),
            _ => return Err(self.unsupported_operation()),
        })
    }

    fn dates(&self, date: Option<f64>, now: Moment) -> Result<bool> {
        let Some(date) = date else {
            return Ok(matches!(&*self.operation, "!=" | "notInLast"));
        };
        let today = Civil::from_seconds(now.seconds().floor() as i64);
        let midnight = Civil {
            hour: 0,
            minute: 0,
            second: 0,
            ..today
        }
        .seconds() as f64;
        let day = 86_400.0;
        let weekday = ((midnight / day) as i64 + 1).rem_euclid(7) as f64; // 2001-01-01 was a Monday
        let since = |start: f64, days: f64| date >= start && date < start + days * day;
        let of = |at: f64| Civil::from_seconds(at as i64);
        Ok(match &*self.operation {
            "==" => self.span_of(&self.value)?.contains(date),
            "!=" => !self.span_of(&self.value)?.contains(date),
            ">" => self.span_of(&self.value)?.is_before(date),
            "<" => self.span_of(&self.value)?.is_after(date),
            ">=" => self.span_of(&self.value)?.has_begun(date),
            "<=" => self.span_of(&self.value)?.has_not_passed(date),
            "in" => {
                let (first, last) = (self.span_of(&self.value)?, self.span_of(&self.value2)?);
                first.has_begun(date) && last.has_not_passed(date)
            }
            "inLast" => date >= now.seconds() - self.span()? && date <= now.seconds(),
            "notInLast" => date < now.seconds() - self.span()? || date > now.seconds(),
            "today" => since(midnight, 1.0),
            "yesterday" => since(midnight - day, 1.0),
            "thisWeek" => since(midnight - weekday * day, 7.0),
            "thisMonth" => (of(date).year, of(date).month) == (today.year, today.month),
            "thisYear" => of(date).year == today.year,
            _ => return Err(self.unsupported_operation()),
        })
    }

    fn span_of(&self, value: &Value) -> Result<Span> {
        let text = value.as_text().and_then(Span::parse);
        text.ok_or_else(|| self.unsupported_operation())
    }

    fn span(&self) -> Result<f64> {
        let count = self
            .value
            .as_number()
            .ok_or_else(|| self.unsupported_operation())?;
        let hours = match self.value_units.as_deref() {
            Some("hours") => 1.0,
            None | Some("days") => 24.0,
            Some("weeks") => 7.0 * 24.0,
            Some("months") => 30.0 * 24.0,
            Some("years") => 365.0 * 24.0,
            Some(_) => return Err(self.unsupported_operation()),
        };
        Ok(count * hours * 3600.0)
    }

    fn text(&self) -> Result<&str> {
        self.value
            .as_text()
            .ok_or_else(|| self.unsupported_operation())
    }

    fn unsupported_operation(&self) -> Error {
        Error::UnsupportedOperation {
            criteria: self.criteria.clone(),
            operation: self.operation.clone(),
        }
    }
}

/// Equal; strings whatever their case. A colour may be given by number or by name.
fn same(fact: &Value, with: &Value) -> bool {
    match (fact, with) {
        (Value::Text(fact), Value::Text(with)) => fact.eq_ignore_ascii_case(with),
        (Value::Number(fact), Value::Text(with)) => {
            let color = ColorLabel::parse(with);
            color.is_some_and(|color| f64::from(color.number()) == *fact)
        }
        (fact, with) => fact == with,
    }
}
