//! `photo:setRawMetadata`.

use crate::catalog::Catalog;
use crate::error::{Error, Result};
use crate::id::PhotoId;
use crate::photo::{
    ColorLabel, CopyrightState, Gps, Label, NumberField, Photo, Pick, Rating, StructField,
    TextField,
};
use crate::value::Value;

/// A change that was checked and is sure to succeed.
type Set = Box<dyn FnOnce(&mut Photo)>;

impl Catalog {
    /// `photo:setRawMetadata`. [`Value::Nil`] unsets a field.
    pub fn set_raw_metadata(&mut self, id: PhotoId, key: &str, value: Value) -> Result<()> {
        self.assert_write("LrPhoto:setRawMetadata")?;
        self.photo(id)?;
        let set = parse(key, value)?;
        set(self.photo_mut(id)?);
        Ok(())
    }
}

fn parse(key: &str, value: Value) -> Result<Set> {
    let bad = |expected, value: &Value| Error::BadMetadata {
        key: key.to_owned(),
        expected,
        got: got(value),
    };
    if let Some(field) = TextField::parse(key) {
        let text = match value {
            Value::Nil => String::new(),
            Value::Text(text) => text,
            // Lua turns numbers into strings wherever a string is wanted.
            Value::Number(number) => number.to_string(),
            other => return Err(bad("a string or nil", &other)),
        };
        return Ok(Box::new(move |photo| photo.set_text(field, &text)));
    }
    if let Some(field) = StructField::parse(key) {
        if !matches!(value, Value::Nil | Value::Table(_)) {
            return Err(bad("a table or nil", &value));
        }
        return Ok(Box::new(move |photo| {
            if value == Value::Nil {
                photo.structs.remove(&field);
            } else {
                photo.structs.insert(field, value);
            }
        }));
    }
    if let Some(field) = NumberField::parse(key) {
        let number = number(&value).map_err(|()| bad("a number or nil", &value))?;
        return Ok(Box::new(move |photo| match number {
            Some(number) => drop(photo.numbers.insert(field, number)),
            None => drop(photo.numbers.remove(&field)),
        }));
    }
    Ok(match key {
        "rating" => {
            let rating = rating(&value)?;
            Box::new(move |photo| photo.rating = rating)
        }
        "pickStatus" => {
            let pick = value.as_number().and_then(Pick::from_status);
            let pick = pick.ok_or_else(|| bad("-1, 0 or 1", &value))?;
            Box::new(move |photo| photo.pick = pick)
        }
        "label" => {
            let label = match &value {
                Value::Nil => Label::None,
                Value::Text(text) => Label::from_text(text),
                other => return Err(bad("a string or nil", other)),
            };
            Box::new(move |photo| photo.label = label)
        }
        "colorNameForLabel" => {
            let label = match &value {
                Value::Text(name) => label_of_color(name),
                other => return Err(bad("a string", other)),
            };
            Box::new(move |photo| photo.label = label)
        }
        "copyName" => {
            let name = match value {
                Value::Nil => None,
                Value::Text(name) => Some(name.into_boxed_str()),
                other => return Err(bad("a string or nil", &other)),
            };
            Box::new(move |photo| photo.copy_name = name)
        }
        "copyrightState" => {
            let state = value.as_text().and_then(CopyrightState::parse);
            let expected = "'unknown', 'copyrighted' or 'public domain'";
            let state = state.ok_or_else(|| bad(expected, &value))?;
            Box::new(move |photo| photo.copyright_state = state)
        }
        "gps" => {
            let expected = "nil or a table with a latitude from -90 to 90 and a longitude from \
                            -180 to 180";
            let gps = place(&value).map_err(|()| bad(expected, &value))?;
            Box::new(move |photo| photo.gps = gps)
        }
        "gpsAltitude" => {
            let altitude = number(&value).map_err(|()| bad("a number or nil", &value))?;
            Box::new(move |photo| photo.altitude = altitude)
        }
        "gpsImgDirection" => {
            let direction = number(&value).map_err(|()| bad("a number or nil", &value))?;
            // Four decimals are stored (documented).
            let direction = direction.map(|it| (it * 10_000.0).round() / 10_000.0);
            Box::new(move |photo| photo.direction = direction)
        }
        "locationIsPrivate" => {
            let Value::Bool(private) = value else {
                return Err(bad("a boolean", &value));
            };
            Box::new(move |photo| photo.location_is_private = private)
        }
        _ => {
            return Err(Error::UnknownSettableKey {
                key: key.to_owned(),
            });
        }
    })
}

/// Any name that is no colour makes a white label (documented).
fn label_of_color(name: &str) -> Label {
    let lower = name.to_lowercase();
    match ColorLabel::parse(&lower) {
        Some(color) => Label::Color(color),
        None if lower == "none" || lower.is_empty() => Label::None,
        None => Label::Custom(name.into()),
    }
}

fn number(value: &Value) -> Result<Option<f64>, ()> {
    match value {
        Value::Nil => Ok(None),
        Value::Number(number) if number.is_finite() => Ok(Some(*number)),
        _ => Err(()),
    }
}

/// R8.4: nil takes the stars away, 0 does not.
fn rating(value: &Value) -> Result<Option<Rating>> {
    if *value == Value::Nil {
        return Ok(None);
    }
    let stars = (1..=5_u8).find(|stars| value.as_number() == Some(f64::from(*stars)));
    stars.map(Rating::new).ok_or_else(|| Error::InvalidRating {
        got: value.as_text().map_or_else(|| got(value), str::to_owned),
    })
}

fn place(value: &Value) -> Result<Option<Gps>, ()> {
    let Value::Table(table) = value else {
        return if *value == Value::Nil {
            Ok(None)
        } else {
            Err(())
        };
    };
    let angle = |name| table.field(name).as_number().ok_or(());
    Gps::new(angle("latitude")?, angle("longitude")?)
        .map(Some)
        .ok_or(())
}

fn got(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Text(text) => format!("\"{text}\""),
        other => other.type_name().to_owned(),
    }
}
