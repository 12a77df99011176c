//! Requests in JSON: the answer carries the id of its request, so answers may come in any order.

use std::fmt;
use std::time::Duration;

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use tokio::sync::oneshot;

use super::error::{CallError, RequestError};
use super::options::IdForm;
use super::requests::{Key, Matched};
use super::sender::Sender;

impl Sender {
    /// Sends the JSON object `call` with an id of its own in it, and waits for the object that carries
    /// the same id ([`Options::json_id`](super::Options::json_id)). Answers may come in any order, and
    /// any number of calls may wait at once.
    ///
    /// The plug-in's idea of an error is a value like any other. As for
    /// [`request`](Self::request), the remote must be driven meanwhile, and dropping the future takes
    /// the call back.
    pub async fn call(&self, call: Value, timeout: Duration) -> Result<Value, CallError> {
        let Value::Object(mut fields) = call else {
            return Err(CallError::NotAnObject(kind(&call)));
        };
        let (field, form) = &*self.ids;
        let (answer, answered) = oneshot::channel();
        let asked = Box::new(Matched {
            matcher: |line: &[u8]| Some(line.to_vec()),
            answer: Some(answer),
        });
        let key = self.mailbox.reserve_key();
        let id = match form {
            IdForm::Number => Value::from(key),
            IdForm::String => Value::from(key.to_string()),
        };
        fields.insert(field.clone(), id);
        // JSON written this way contains no line feed.
        let line = Value::Object(fields).to_string();
        let ticket = self
            .ask(line.as_bytes(), timeout, asked, Some(key))
            .map_err(RequestError::from)?;
        let line = answered.await.unwrap_or(Err(RequestError::Closed))?;
        drop(ticket);
        serde_json::from_slice(&line).map_err(CallError::Garbled)
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// The id in a line, if it is a JSON object with one that could be ours. Nothing is built meanwhile.
pub(super) fn id_of(line: &[u8], field: &str) -> Option<Key> {
    if line.trim_ascii_start().first() != Some(&b'{') {
        return None;
    }
    let mut id = None;
    let mut deserializer = serde_json::Deserializer::from_slice(line);
    // What follows the id may be garbled: then it is still an answer, and its asker is told.
    let _ = Fields { field, id: &mut id }.deserialize(&mut deserializer);
    id
}

/// Looks through the fields of an object.
struct Fields<'a> {
    field: &'a str,
    id: &'a mut Option<Key>,
}

impl<'de> DeserializeSeed<'de> for Fields<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            if name == self.field {
                *self.id = key_of(&map.next_value()?);
                // The rest is not worth a look.
                return Err(A::Error::custom("found"));
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

/// Lua knows one kind of number, so some of its encoders write 12 as 12.0 or 1.2e1.
fn key_of(id: &Value) -> Option<Key> {
    match id {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.as_u64().or_else(|| {
            let number = number.as_f64()?;
            #[expect(clippy::cast_sign_loss, reason = "checked; it fits, and exactly")]
            (number.fract() == 0.0 && (0.0..9e15).contains(&number)).then_some(number as Key)
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_found_in_every_form() {
        for line in [
            r#"{"id":12}"#,
            r#"  {"a":{"id":3},"b":[1,{"id":4}],"id":12,"c":5}"#,
            r#"{"id":"12"}"#,
            r#"{"id":12.0}"#,
            r#"{"id":1.2e1}"#,
            r#"{"\u0069d":12}"#,
            r#"{"id":12, and then garbled"#,
        ] {
            assert_eq!(id_of(line.as_bytes(), "id"), Some(12), "{line}");
        }
    }

    #[test]
    fn what_has_no_id_of_ours_has_none() {
        for line in [
            "",
            "12",
            "[12]",
            "{",
            "{}",
            r#"{"id":null}"#,
            r#"{"id":-12}"#,
            r#"{"id":12.5}"#,
            r#"{"id":1e300}"#,
            r#"{"id":"twelve"}"#,
            r#"{"Id":12}"#,
            r#"{"garbled, "id":12}"#,
            "{\"\u{0}",
        ] {
            assert_eq!(id_of(line.as_bytes(), "id"), None, "{line}");
        }
    }
}
