//! The header fields of a request.

use mlua::Value;

use crate::vm::args::{Args, type_name};
use crate::vm::namespace::Call;
use crate::vm::raise::SdkResult;

/// The header fields of a request, as names and values.
pub(super) struct Headers(pub(super) Vec<(String, String)>);

impl Headers {
    /// Argument `n`: nil, or a list of `{ field = …, value = … }`.
    pub(super) fn of(call: &Call<'_>, args: &Args<'_>, n: usize) -> SdkResult<Self> {
        let mut headers = Headers(Vec::new());
        let table = match args.value(n) {
            Value::Nil => return Ok(headers),
            Value::Table(table) => table,
            _ => return Err(args.expected(n, "table")),
        };
        if table.raw_len() == 0 && !table.is_empty() {
            let message = "LrHttp: the headers should be a list of { field = \"…\", value = \"…\" }; \
                           what this table has is not sent";
            call.core.diagnose("", message.to_owned(), call.caller());
        }
        for (index, header) in table.sequence_values::<Value>().enumerate() {
            let bad = |why: &str| args.bad(n, &format!("header {}: {why}", index + 1));
            let Value::Table(header) = header? else {
                return Err(bad("{ field = \"…\", value = \"…\" } expected"));
            };
            let (field, value): (Value, Value) =
                (header.raw_get("field")?, header.raw_get("value")?);
            let Value::String(field) = field else {
                return Err(bad(&format!(
                    "`field` must be a string, it is a {}",
                    type_name(&field)
                )));
            };
            if !is_token(&field.as_bytes()) {
                return Err(bad("`field` is not the name of a header field"));
            }
            let Some(value) = call.lua.coerce_string(value.clone())? else {
                return Err(bad(&format!(
                    "`value` must be a string, it is a {}",
                    type_name(&value)
                )));
            };
            if value
                .as_bytes()
                .iter()
                .any(|byte| *byte < b' ' && *byte != b'\t')
            {
                return Err(bad("`value` has a line break or another control character"));
            }
            headers.push(&field.to_string_lossy(), value.to_string_lossy());
        }
        // It follows from the body.
        headers.remove("Content-Length");
        Ok(headers)
    }

    /// Documented: a type is added if there is none, and `skip` leaves it out.
    pub(super) fn with_type(mut self, default: &str) -> Self {
        let of_type = |(field, _): &&(String, String)| field.eq_ignore_ascii_case("Content-Type");
        match self.0.iter().find(of_type) {
            None => self.push("Content-Type", default.to_owned()),
            Some((_, value)) if value == "skip" => self.remove("Content-Type"),
            Some(_) => {}
        }
        self
    }

    pub(super) fn push(&mut self, field: &str, value: String) {
        self.0.push((field.to_owned(), value));
    }

    pub(super) fn remove(&mut self, unwanted: &str) {
        self.0
            .retain(|(field, _)| !field.eq_ignore_ascii_case(unwanted));
    }
}

/// Whether these bytes can be the name of a header field or of a method.
pub(super) fn is_token(bytes: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
    !bytes.is_empty() && bytes.iter().all(is_part)
}
