//! LrHttp. The requests themselves are outside work; here is what a plug-in says of them and gets.
//!
//! - Names of header fields come as `Set-Cookie`, whatever the server wrote.
//! - Guesses: a timeout that is not given is 60 seconds; `callbackFn` is called once, with 1, when
//!   all is sent; `nativeCode` is the number that macOS (NSURLError) or Windows (WinINet) has for
//!   such an error.

mod answer;
mod cookie;
mod headers;
mod multipart;

use std::time::Duration;

use mlua::{Table, Value};

pub use self::answer::answer;
use self::answer::information;
use self::headers::{Headers, is_token};
use crate::application::work::{HttpError, HttpErrorKind, HttpRequest, Work};
use crate::record::Event;
use crate::vm::args::Args;
use crate::vm::namespace::{Call, Namespace};
use crate::vm::raise::SdkResult;

/// A phase takes no longer, unless the plug-in says so.
const PHASE: Duration = Duration::from_secs(60);

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrHttp",
    build: |ns| {
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
            cookie::parse(call.lua, &args.string(1)?.to_string_lossy(), decode)
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
    let scheme = url
        .split_once("://")
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    if !matches!(scheme.as_deref(), Some("http" | "https")) {
        return refused(HttpErrorKind::BadUrl, format!("{url}: this is no URL"));
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
