//! What a proxy tells, and its JSON: the trace of docs/trace.md.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lrsocket_proto::Time;
use serde_json::{Map, Value, json};

use crate::link::{Seen, Side};
use crate::route::Route;

/// Something that happened, and when.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// When, since the start of the proxy.
    pub time: Time,
    /// At which port, if at one.
    pub route: Option<&'a Route>,
    /// In which connection of that port, counted from 1; 0 if in none.
    pub connection: u32,
    /// What.
    pub event: Event<'a>,
}

/// Something that happened.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// The proxy listens.
    Listening,
    /// An outside program and the plug-in are connected.
    Connected,
    /// Something passed by, or a connection ended.
    Seen(Seen<'a>),
    /// Something that a person should know.
    Diagnostic {
        /// The rule of the specification, may be empty.
        rule: &'a str,
        /// What, and what to do.
        message: &'a str,
    },
    /// The answer to a command; not part of the trace.
    Answer(&'a str),
    /// The last one.
    Exit {
        /// The exit status.
        status: u8,
        /// Why it ended.
        reason: &'a str,
    },
}

impl Record<'_> {
    /// This record as one line of JSON, without the newline; `None` if it is not part of the trace.
    pub fn to_json(&self) -> Option<String> {
        let mut line = Map::new();
        let (name, fields) = self.event.fields()?;
        if let Some(route) = self.route {
            line.insert("socket".to_owned(), route.id.into());
            line.insert("mode".to_owned(), route.mode.as_str().into());
            line.insert("port".to_owned(), route.listen.into());
            // The proxy does not see the plug-in's code.
            line.insert("at".to_owned(), "".into());
            line.insert("target".to_owned(), route.plugin.into());
        }
        if self.connection > 0 {
            line.insert("connection".to_owned(), self.connection.into());
        }
        if let Value::Object(fields) = fields {
            line.extend(fields);
        }
        // Microseconds are what the clock is good for.
        let t = self.time.since_start().as_micros() as f64 / 1e6;
        let rest = Value::Object(line).to_string();
        let rest = rest.trim_start_matches('{');
        let comma = if rest == "}" { "" } else { "," };
        // Whoever reads along finds what matters first. `name` is one of ours and needs no escapes.
        Some(format!("{{\"t\":{t},\"event\":\"{name}\"{comma}{rest}"))
    }
}

impl Event<'_> {
    /// The name and the fields of its own.
    fn fields(&self) -> Option<(&'static str, Value)> {
        Some(match *self {
            Event::Listening => ("connecting", json!({})),
            Event::Connected => ("connected", json!({})),
            Event::Seen(seen) => seen_fields(seen),
            Event::Diagnostic { rule, message } => {
                ("diagnostic", json!({ "rule": rule, "message": message }))
            }
            Event::Answer(_) => return None,
            Event::Exit { status, reason } => {
                ("exit", json!({ "status": status, "reason": reason }))
            }
        })
    }
}

fn seen_fields(seen: Seen<'_>) -> (&'static str, Value) {
    match seen {
        Seen::Message { bytes, length } => ("message", data(bytes, length)),
        Seen::Sent { bytes, length } => ("sent", data(bytes, length)),
        Seen::Acknowledged { count, dropped } => (
            "acknowledged",
            json!({ "count": count, "dropped": dropped }),
        ),
        Seen::Stray {
            from,
            bytes,
            length,
        } => {
            let mut fields = data(bytes, length);
            fields["from"] = side(from).into();
            ("stray", fields)
        }
        Seen::Unterminated { .. } => {
            let message = seen.to_text();
            ("diagnostic", json!({ "rule": "B6.4", "message": message }))
        }
        Seen::Fault(fault) => (
            "fault",
            json!({ "fault": fault.to_string(), "state": "begins" }),
        ),
        Seen::FaultEnds(fault) => (
            "fault",
            json!({ "fault": fault.to_string(), "state": "ends" }),
        ),
        Seen::Closed { by, .. } => ("closed", json!({ "by": side(by) })),
    }
}

impl Seen<'_> {
    /// What is to be said of it, for those that are neither messages nor ends.
    pub fn to_text(&self) -> String {
        match self {
            Seen::Unterminated { length } => format!(
                "the outside program left after {length} bytes without a newline: LrSocket drops \
                 them; end each message with \"\\n\""
            ),
            Seen::Fault(fault) => format!("{fault} begins"),
            Seen::FaultEnds(fault) => format!("{fault} is over"),
            other => format!("{other:?}"),
        }
    }
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Remote => "remote",
        Side::Plugin => "plugin",
    }
}

/// `text` if the bytes are UTF-8, else `base64`; and how many there were.
fn data(bytes: &[u8], length: u64) -> Value {
    match std::str::from_utf8(bytes) {
        Ok(text) => json!({ "text": text, "length": length }),
        // The cut may have gone through a character.
        Err(error) if error.error_len().is_none() && (bytes.len() as u64) < length => {
            let whole = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            json!({ "text": whole, "length": length })
        }
        Err(_) => json!({ "base64": STANDARD.encode(bytes), "length": length }),
    }
}
