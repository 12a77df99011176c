//! The body of `LrHttp.postMultipart`.

use mlua::{Table, Value};

use crate::vm::args::{Args, type_name};
use crate::vm::raise::{Raise, SdkResult};

/// One part of the body.
struct Part {
    header: String,
    data: Vec<u8>,
}

/// The content type, with the boundary, and the body out of argument `n`, a list of parts. With
/// `disposition` each part says its name.
pub(super) fn body(args: &Args<'_>, n: usize, disposition: bool) -> SdkResult<(String, Vec<u8>)> {
    let mut parts = Vec::new();
    for (index, part) in args.table(n)?.sequence_values::<Value>().enumerate() {
        let Value::Table(part) = part? else {
            return Err(args.bad(n, &format!("part {} is no table", index + 1)));
        };
        let bad = |why: &str| args.bad(n, &format!("part {}: {why}", index + 1));
        parts.push(read(&part, disposition, bad)?);
    }
    let boundary = boundary(&parts);
    let mut body = Vec::new();
    for part in &parts {
        body.extend_from_slice(format!("--{boundary}\r\n{}\r\n", part.header).as_bytes());
        body.extend_from_slice(&part.data);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Ok((format!("multipart/form-data; boundary={boundary}"), body))
}

fn read(part: &Table, disposition: bool, bad: impl Fn(&str) -> Raise) -> SdkResult<Part> {
    let text = |key: &str| match part.raw_get::<Value>(key)? {
        Value::Nil => Ok(None),
        Value::String(text) => Ok(Some(text.to_string_lossy())),
        other => Err(bad(&format!(
            "`{key}` must be a string, it is a {}",
            type_name(&other)
        ))),
    };
    let (name, file_name, path) = (text("name")?, text("fileName")?, text("filePath")?);
    let data = match (path, part.raw_get::<Value>("value")?) {
        (Some(path), _) => {
            std::fs::read(&path).map_err(|error| bad(&format!("{path}: {error}")))?
        }
        (None, Value::String(value)) => value.as_bytes().to_vec(),
        (None, Value::Integer(value)) => value.to_string().into_bytes(),
        (None, Value::Number(value)) => value.to_string().into_bytes(),
        (None, Value::Nil) => return Err(bad("there is neither `value` nor `filePath`")),
        (None, other) => {
            return Err(bad(&format!(
                "`value` must be a string, it is a {}",
                type_name(&other)
            )));
        }
    };
    let mut header = String::new();
    if disposition {
        header.push_str("Content-Disposition: form-data");
        for (key, value) in [("name", name), ("filename", file_name)] {
            if let Some(value) = value {
                header.extend(["; ", key, "=\"", &quoted(&value), "\""]);
            }
        }
        header.push_str("\r\n");
    }
    if let Some(content_type) = text("contentType")? {
        let content_type = content_type.replace(['\r', '\n'], " ");
        header.extend(["Content-Type: ", &content_type, "\r\n"]);
    }
    Ok(Part { header, data })
}

/// As browsers write names in this place.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A line that is in none of the parts. It is the same for the same parts, so that a run can be
/// repeated.
fn boundary(parts: &[Part]) -> String {
    (0..=u32::MAX)
        .map(|number| format!("lrsocket-boundary-{number}"))
        .find(|boundary| {
            let is_in = |part: &Part| {
                let mut windows = part.data.windows(boundary.len());
                windows.any(|window| window == boundary.as_bytes())
            };
            !parts.iter().any(is_in)
        })
        .unwrap_or_default()
}
