//! Finding a parameter or a key by its name.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Form, Parameter, Takes};
use super::{table_adjust, table_color, table_lens, table_local, table_other, table_versions};
use crate::develop::{Error, FileKind, ProcessVersion, Value};

/// A parameter's place in the table: found once by name, then as cheap as an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ParameterId(u16);

/// A key's place among all keys of the develop settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(u16);

/// One form of a parameter, with its key found and its default at hand.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(crate) parameter: &'static Parameter,
    pub(crate) form: &'static Form,
    pub(crate) key: Key,
    pub(crate) default: Value,
    pub(crate) role: Role,
}

/// What else belongs to a key. Found once, because setting a slider is the hot path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing.
    Plain,
    /// Kelvin; the camera's are the default.
    Temperature,
    /// The tint of a raw photo; the camera's is the default.
    Tint,
    /// A slider of a rendered photo's white balance.
    RelativeBalance,
    /// The name of the white balance.
    BalanceName,
    /// A tone curve, with the key of its name.
    Curve(&'static str),
}

impl Role {
    fn of(key: &str) -> Self {
        match key {
            "Temperature" => Self::Temperature,
            "Tint" => Self::Tint,
            "IncrementalTemperature" | "IncrementalTint" => Self::RelativeBalance,
            "WhiteBalance" => Self::BalanceName,
            "ToneCurve" => Self::Curve("ToneCurveName"),
            "ToneCurvePV2012" => Self::Curve("ToneCurveName2012"),
            _ => Self::Plain,
        }
    }

    /// Whether it is a slider of the white balance.
    pub(crate) fn is_balance_slider(self) -> bool {
        matches!(self, Self::Temperature | Self::Tint | Self::RelativeBalance)
    }
}

#[derive(Default)]
struct Registry {
    parameters: Vec<(&'static Parameter, Vec<Slot>)>,
    by_name: FxHashMap<&'static str, ParameterId>,
    keys: Vec<&'static str>,
    keys_by_name: FxHashMap<&'static str, Key>,
    /// For each key, the places of the slots that use it.
    users: Vec<Vec<(ParameterId, usize)>>,
}

static TABLES: [&[Parameter]; 6] = [
    table_adjust::ROWS,
    table_color::ROWS,
    table_lens::ROWS,
    table_local::ROWS,
    table_other::ROWS,
    table_versions::ROWS,
];

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    let mut registry = Registry::default();
    for parameter in TABLES.iter().copied().flatten() {
        registry.add(parameter);
    }
    registry
});

impl Registry {
    fn add(&mut self, parameter: &'static Parameter) {
        let id = ParameterId(self.parameters.len() as u16);
        let mut slots = Vec::new();
        for form in parameter.forms() {
            let key = self.key(form.key);
            self.users[usize::from(key.0)].push((id, slots.len()));
            slots.push(Slot {
                parameter,
                form,
                key,
                default: default(form.takes),
                role: Role::of(form.key),
            });
        }
        if parameter.in_controller {
            self.by_name.insert(parameter.name, id);
        }
        self.parameters.push((parameter, slots));
    }

    fn key(&mut self, name: &'static str) -> Key {
        let next = Key(self.keys.len() as u16);
        let key = *self.keys_by_name.entry(name).or_insert(next);
        if key == next {
            self.keys.push(name);
            self.users.push(Vec::new());
        }
        key
    }
}

fn default(takes: Takes) -> Value {
    match takes {
        Takes::Number(range) => Value::Number(range.default),
        Takes::Switch(on) => Value::Number(f64::from(on)),
        Takes::Flag(on) => Value::Bool(on),
        Takes::Text(text) => Value::Text(text.into()),
        Takes::Curve => [0.0, 0.0, 255.0, 255.0].map(Value::Number).to_vec().into(),
        Takes::Any => Value::List(Vec::new()),
    }
}

/// The parameter of a name.
pub fn find(name: &str) -> Result<ParameterId, Error> {
    let id = REGISTRY.by_name.get(name).copied();
    id.ok_or_else(|| Error::UnknownParameter(name.to_owned()))
}

/// All parameters, in the order of the panels; those that the SDK reference lists and others.
pub fn all() -> impl Iterator<Item = &'static Parameter> {
    let rows = TABLES.iter().copied().flatten();
    rows.filter(|parameter| parameter.in_controller)
}

impl ParameterId {
    /// Its description.
    pub fn parameter(self) -> &'static Parameter {
        REGISTRY.parameters[usize::from(self.0)].0
    }
}

/// The form that a photo has of a parameter.
pub(crate) fn slot(
    id: ParameterId,
    file: FileKind,
    version: ProcessVersion,
) -> Option<&'static Slot> {
    let slots = &REGISTRY.parameters[usize::from(id.0)].1;
    slots.iter().find(|slot| slot.form.applies(file, version))
}

/// The key of a name in the develop settings.
pub(crate) fn key(name: &str) -> Option<Key> {
    REGISTRY.keys_by_name.get(name).copied()
}

/// The name of a key in the develop settings.
pub(crate) fn key_name(key: Key) -> &'static str {
    REGISTRY.keys[usize::from(key.0)]
}

/// All keys.
pub(crate) fn keys() -> impl Iterator<Item = Key> {
    (0..REGISTRY.keys.len()).map(|index| Key(index as u16))
}

/// The forms that use a key.
pub(crate) fn slots_of(key: Key) -> impl Iterator<Item = &'static Slot> {
    let users = &REGISTRY.users[usize::from(key.0)];
    users
        .iter()
        .map(|&(id, form)| &REGISTRY.parameters[usize::from(id.0)].1[form])
}

impl Slot {
    /// A slider's number in the unit of the settings; anything else as it is.
    pub(crate) fn setting_value(&self, value: &Value) -> Value {
        scaled(value, self.form.scale, 1e12)
    }

    /// A number of the settings in the slider's unit; anything else as it is.
    pub(crate) fn slider_value(&self, value: &Value) -> Value {
        scaled(value, 1.0 / self.form.scale, 1e9)
    }

    /// The value that is kept when this one is written without a check: of the right type, but
    /// whatever the range.
    pub(crate) fn accept_unchecked(&self, value: Value) -> Result<Value, Error> {
        match (self.form.takes, &value) {
            (Takes::Number(_), Value::Number(number)) if number.is_finite() => Ok(value),
            _ => self.accept(value),
        }
    }

    /// The value that is kept when this one is set: a number is moved into the range.
    pub(crate) fn accept(&self, value: Value) -> Result<Value, Error> {
        match (self.form.takes, value) {
            (Takes::Number(range), Value::Number(number)) if !number.is_nan() => {
                Ok(Value::Number(number.clamp(range.min, range.max)))
            }
            (Takes::Switch(_), Value::Number(number)) if !number.is_nan() => {
                Ok(Value::Number(f64::from(number >= 0.5)))
            }
            (Takes::Switch(_), Value::Bool(on)) => Ok(Value::Number(f64::from(on))),
            (Takes::Flag(_), value @ Value::Bool(_))
            | (Takes::Text(_), value @ Value::Text(_))
            | (Takes::Any, value @ (Value::List(_) | Value::Table(_))) => Ok(value),
            (Takes::Curve, Value::List(points)) if is_curve(&points) => Ok(Value::List(points)),
            (takes, value) => Err(Error::WrongType {
                parameter: self.parameter.name,
                expected: takes.words(),
                got: match (takes, &value) {
                    (Takes::Curve, Value::List(_)) => "table of other values",
                    (_, Value::Number(number)) if number.is_nan() => "number that is NaN",
                    _ => value.type_name(),
                },
            }),
        }
    }
}

/// Pairs of numbers from 0 to 255, at least two points, from left to right.
fn is_curve(points: &[Value]) -> bool {
    let numbers: Option<Vec<f64>> = points.iter().map(Value::as_number).collect();
    numbers.is_some_and(|numbers| {
        numbers.len() >= 4
            && numbers.len().is_multiple_of(2)
            && numbers.iter().all(|number| (0.0..=255.0).contains(number))
            && numbers.chunks(2).is_sorted_by(|a, b| a[0] < b[0])
    })
}

impl Takes {
    /// What it takes, in words.
    fn words(self) -> &'static str {
        match self {
            Self::Number(_) => "number",
            Self::Switch(_) => "number or boolean",
            Self::Flag(_) => "boolean",
            Self::Text(_) => "string",
            Self::Curve => "table of points (x1, y1, x2, y2, … from 0 to 255, x rising)",
            Self::Any => "table",
        }
    }
}

/// Rounded, fewer digits on the way back than on the way there: so 0.35 is 0.35 again.
fn scaled(value: &Value, scale: f64, digits: f64) -> Value {
    match value {
        Value::Number(number) if (scale - 1.0).abs() > f64::EPSILON => {
            Value::Number((number * scale * digits).round() / digits)
        }
        other => other.clone(),
    }
}
