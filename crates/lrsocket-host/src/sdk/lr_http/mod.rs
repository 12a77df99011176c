//! LrHttp. The requests themselves are outside work; here is what a plug-in says of them and gets.
//!
//! - There is no TLS: a request over https raises an error.
//! - Names of header fields come as `Set-Cookie`, whatever the server wrote.
//! - Guesses: a timeout that is not given is 60 seconds; `callbackFn` is called once, with 1, when
//!   all is sent; `nativeCode` is the number that macOS (NSURLError) or Windows (WinINet) has for
//!   such an error.

mod multipart;

use std::time::Duration;

use lrsocket_proto::Platform;
use mlua::{Lua, Table, Value};

use super::stub;
use crate::record::Event;
use crate::vm::args::{Args, type_name};
use crate::vm::namespace::{Call, Namespace};
use crate::vm::raise::{Raise, SdkResult};
use crate::work::{HttpError, HttpErrorKind, HttpRequest, HttpResponse, Work};

/// A phase takes no longer, unless the plug-in says so.
const PHASE: Duration = Duration::from_secs(60);

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrHttp",
    build: |ns| {
        const NO_TLS: &str = "http alone; https is refused";
        ns.partly("get", NO_TLS);
        ns.partly("post", NO_TLS);
        ns.partly("postMultipart", NO_TLS);
        ns.private("get", |call, args| {
            let url = args.text(1)?;
            let headers = Headers::of(call, args, 2)?.with_type("text/plain");
            request(
                call,
                "get",
                url,
                "GET".to_owned(),
                headers,
                Vec::new(),
                phase(args, 3)?,
            )
        });
        ns.private("post", |call, args| {
            let (url, body) = (args.text(1)?, args.string(2)?.as_bytes().to_vec());
            let headers = Headers::of(call, args, 3)?.with_type("text/plain");
            let method = match args.optional_string(4)? {
                Some(method) if is_token(&method.as_bytes()) => method.to_string_lossy(),
                Some(_) => return Err(args.bad(4, "the name of an HTTP method expected")),
                None => "POST".to_owned(),
            };
            request(call, "post", url, method, headers, body, phase(args, 5)?)
        });
        ns.private("postMultipart", |call, args| {
            let url = args.text(1)?;
            let (content_type, body) = multipart::body(args, 2, !args.truth(6))?;
            let mut headers = Headers::of(call, args, 3)?;
            // The boundary in it must be that of the body.
            headers.remove("Content-Type");
            headers.push("Content-Type", content_type);
            let phase = phase(args, 4)?;
            request(
                call,
                "postMultipart",
                url,
                "POST".to_owned(),
                headers,
                body,
                phase,
            )
        });
        ns.function("openUrlInBrowser", |call, args| {
            call.core.record(Event::Dialog {
                kind: "openUrlInBrowser".to_owned(),
                message: args.text(1)?,
                info: String::new(),
                answer: None,
            });
            Ok(())
        });
        ns.function("parseCookie", |call, args| {
            let decode = matches!(args.value(2), Value::Nil) || args.truth(2);
            parse_cookie(call.lua, &args.string(1)?.to_string_lossy(), decode)
        });
        ns.lua(include_str!("lr_http.lua"))
    },
};

/// Asks for a request. Returns the number to wait for, or nil and why none is made.
fn request(
    call: &Call<'_>,
    member: &str,
    url: String,
    method: String,
    headers: Headers,
    body: Vec<u8>,
    phase: Duration,
) -> SdkResult<(Option<f64>, Option<Table>)> {
    let refused = |kind, message: String| {
        let platform = call.core.app.settings.platform;
        let error = HttpError { kind, message };
        Ok((None, Some(information(call.lua, platform, &error)?)))
    };
    if call.core.app.settings.offline {
        let message = format!("LrHttp.{member}: this run is offline, no request is made to {url}");
        call.core.diagnose("", message.clone(), call.caller());
        return refused(HttpErrorKind::CannotConnectToHost, message);
    }
    match url.split_once("://") {
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("http") => {}
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("https") => {
            stub::record(call, "LrHttp", &format!("{member} (https)"), "1.3");
            return Err(Raise::Text(format!(
                "LrHttp.{member}: https is not implemented by lrsocket, only http: {url}"
            )));
        }
        _ => return refused(HttpErrorKind::BadUrl, format!("{url}: this is no URL")),
    }
    let work = Work::Http(HttpRequest {
        method,
        url,
        headers: headers.0,
        body,
        phase,
    });
    Ok((
        Some(call.core.app.work.borrow_mut().request(work) as f64),
        None,
    ))
}

fn phase(args: &Args<'_>, n: usize) -> SdkResult<Duration> {
    Ok(match args.optional_number(n)? {
        Some(seconds) if seconds > 0.0 => {
            Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
        }
        _ => PHASE,
    })
}

// ------------------------------------------------------------------------------------- headers --

/// The header fields of a request.
struct Headers(Vec<(String, String)>);

impl Headers {
    /// Argument `n`: nil, or a list of `{ field = …, value = … }`.
    fn of(call: &Call<'_>, args: &Args<'_>, n: usize) -> SdkResult<Self> {
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
    fn with_type(mut self, default: &str) -> Self {
        let of_type = |(field, _): &&(String, String)| field.eq_ignore_ascii_case("Content-Type");
        match self.0.iter().find(of_type) {
            None => self.push("Content-Type", default.to_owned()),
            Some((_, value)) if value == "skip" => self.remove("Content-Type"),
            Some(_) => {}
        }
        self
    }

    fn push(&mut self, field: &str, value: String) {
        self.0.push((field.to_owned(), value));
    }

    fn remove(&mut self, unwanted: &str) {
        self.0
            .retain(|(field, _)| !field.eq_ignore_ascii_case(unwanted));
    }
}

/// Whether these bytes can be the name of a header field or of a method.
fn is_token(bytes: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
    !bytes.is_empty() && bytes.iter().all(is_part)
}

// ------------------------------------------------------------------------------------- answers --

/// What a task that waits for a request gets: a table with `body` and `headers`, which are the two
/// results of the call.
pub(crate) fn answer(
    lua: &Lua,
    platform: Platform,
    answer: &Result<HttpResponse, HttpError>,
) -> mlua::Result<Table> {
    let table = lua.create_table()?;
    match answer {
        Ok(response) => {
            let headers = lua.create_table()?;
            for (field, value) in &response.headers {
                let header = lua.create_table()?;
                header.raw_set("field", canonical(field))?;
                header.raw_set("value", value.as_str())?;
                headers.raw_push(header)?;
            }
            headers.raw_set("status", response.status)?;
            table.raw_set("body", lua.create_string(&response.body)?)?;
            table.raw_set("headers", headers)?;
        }
        Err(error) => table.raw_set("headers", information(lua, platform, error)?)?,
    }
    Ok(table)
}

/// `{ error = { errorCode = …, name = …, nativeCode = … } }`.
fn information(lua: &Lua, platform: Platform, error: &HttpError) -> mlua::Result<Table> {
    let (code, mac, win) = match error.kind {
        HttpErrorKind::BadUrl => ("badURL", -1000, 12005),
        HttpErrorKind::TimedOut => ("timedOut", -1001, 12002),
        HttpErrorKind::CannotFindHost => ("cannotFindHost", -1003, 12007),
        HttpErrorKind::CannotConnectToHost => ("cannotConnectToHost", -1004, 12029),
        HttpErrorKind::NetworkConnectionLost => ("networkConnectionLost", -1005, 12030),
        HttpErrorKind::RedirectError => ("redirectError", -1007, 12156),
        HttpErrorKind::BadServerResponse => ("badServerResponse", -1011, 12152),
        HttpErrorKind::ResourceUnavailable => ("resourceUnavailable", -1008, 12163),
    };
    let details = lua.create_table()?;
    details.raw_set("errorCode", code)?;
    details.raw_set("name", error.message.as_str())?;
    let native = match platform {
        Platform::Mac => mac,
        Platform::Win => win,
    };
    details.raw_set("nativeCode", native)?;
    let table = lua.create_table()?;
    table.raw_set("error", details)?;
    Ok(table)
}

/// `content-type` as `Content-Type`.
fn canonical(field: &str) -> String {
    let mut first = true;
    let letter = |character: char| {
        let upper = std::mem::replace(&mut first, character == '-');
        if upper {
            character.to_ascii_uppercase()
        } else {
            character.to_ascii_lowercase()
        }
    };
    field.chars().map(letter).collect()
}

// ------------------------------------------------------------------------------------- cookies --

fn parse_cookie(lua: &Lua, cookie: &str, decode: bool) -> SdkResult<Table> {
    let table = lua.create_table()?;
    for part in cookie.split(';') {
        match part.split_once('=') {
            Some((key, value)) if decode => {
                table.raw_set(key.trim(), lua.create_string(decoded(value.trim()))?)?;
            }
            Some((key, value)) => table.raw_set(key.trim(), value.trim())?,
            None if part.trim().is_empty() => {}
            None => table.raw_set(part.trim(), true)?,
        }
    }
    Ok(table)
}

/// `%41` is an `A`; what is no such code stays.
fn decoded(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let digit = |at: usize| {
        let byte = *bytes.get(at)?;
        char::from(byte).to_digit(16)
    };
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if let (b'%', Some(high), Some(low)) = (byte, digit(at + 1), digit(at + 2)) {
            out.push((high * 16 + low) as u8);
            at += 3;
        } else {
            out.push(*byte);
            at += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn field_names_look_as_lightroom_shows_them() {
        assert_eq!(canonical("set-cookie"), "Set-Cookie");
        assert_eq!(canonical("ETAG"), "Etag");
        assert_eq!(canonical("--a"), "--A");
    }

    #[test]
    fn codes_are_decoded_and_nothing_else() {
        assert_eq!(decoded("a%20b%zz%4"), b"a b%zz%4");
        assert_eq!(decoded("%C3%A9"), "é".as_bytes());
    }
}
