//! What a proxy tells, and its JSON: the trace of docs/trace.md.

use std::fmt;
use std::io::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lrsocket_proto::Time;

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
    pub event: ProxyEvent<'a>,
}

/// Something that happened.
#[derive(Clone, Copy, Debug)]
pub enum ProxyEvent<'a> {
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
    /// Appends this record as one line of JSON, with the newline; nothing if it is not part of the
    /// trace. Written piece by piece, for there may be a million a second.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        let Some(name) = self.event.name() else {
            return;
        };
        // Microseconds are what the clock is good for.
        let t = self.time.since_start().as_micros();
        let (seconds, micros) = (t / 1_000_000, t % 1_000_000);
        put(
            out,
            format_args!("{{\"t\":{seconds}.{micros:06},\"event\":\"{name}\""),
        );
        if let Some(route) = self.route {
            let Route {
                id,
                mode,
                listen,
                plugin,
            } = route;
            // The proxy does not see the plug-in's code: `at` is empty.
            put(
                out,
                format_args!(
                    ",\"socket\":{id},\"mode\":\"{mode}\",\"port\":{listen},\"at\":\"\",\"target\":{plugin}"
                ),
            );
        }
        if self.connection > 0 {
            put(out, format_args!(",\"connection\":{}", self.connection));
        }
        self.event.write_fields(out);
        out.extend_from_slice(b"}\n");
    }
}

impl ProxyEvent<'_> {
    /// The name in the trace.
    const fn name(&self) -> Option<&'static str> {
        Some(match self {
            ProxyEvent::Listening => "connecting",
            ProxyEvent::Connected => "connected",
            ProxyEvent::Seen(seen) => match seen {
                Seen::Message { .. } => "message",
                Seen::Sent { .. } => "sent",
                Seen::Acknowledged { .. } => "acknowledged",
                Seen::Stray { .. } => "stray",
                Seen::Unterminated { .. } => "diagnostic",
                Seen::Fault(_) | Seen::FaultEnds(_) => "fault",
                Seen::Closed { .. } => "closed",
            },
            ProxyEvent::Diagnostic { .. } => "diagnostic",
            ProxyEvent::Answer(_) => return None,
            ProxyEvent::Exit { .. } => "exit",
        })
    }

    fn write_fields(&self, out: &mut Vec<u8>) {
        match *self {
            ProxyEvent::Listening | ProxyEvent::Connected | ProxyEvent::Answer(_) => {}
            ProxyEvent::Seen(seen) => seen.write_fields(out),
            ProxyEvent::Diagnostic { rule, message } => {
                put_text(out, "rule", rule);
                put_text(out, "message", message);
            }
            ProxyEvent::Exit { status, reason } => {
                put(out, format_args!(",\"status\":{status}"));
                put_text(out, "reason", reason);
            }
        }
    }
}

impl Seen<'_> {
    fn write_fields(&self, out: &mut Vec<u8>) {
        match *self {
            Seen::Message { bytes, length } | Seen::Sent { bytes, length } => {
                put_bytes(out, bytes, length);
            }
            Seen::Acknowledged { count, dropped } => {
                put(
                    out,
                    format_args!(",\"count\":{count},\"dropped\":{dropped}"),
                );
            }
            Seen::Stray {
                from,
                bytes,
                length,
            } => {
                put_text(out, "from", side(from));
                put_bytes(out, bytes, length);
            }
            Seen::Unterminated { .. } => {
                put_text(out, "rule", "B6.4");
                put_text(out, "message", &self.to_text());
            }
            Seen::Fault(fault) => {
                put_text(out, "fault", &fault.to_string());
                put_text(out, "state", "begins");
            }
            Seen::FaultEnds(fault) => {
                put_text(out, "fault", &fault.to_string());
                put_text(out, "state", "ends");
            }
            Seen::Closed { by, .. } => put_text(out, "by", side(by)),
        }
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

fn put(out: &mut Vec<u8>, text: fmt::Arguments<'_>) {
    // Writing to a Vec cannot fail.
    let _ = out.write_fmt(text);
}

/// `,"name":"value"`, with escapes.
fn put_text(out: &mut Vec<u8>, name: &str, value: &str) {
    put(out, format_args!(",\"{name}\":"));
    // Nor can this: a string has no keys, and the writer is a Vec.
    let _ = serde_json::to_writer(out, value);
}

/// `text` if the bytes are UTF-8, else `base64`; and how many there were.
fn put_bytes(out: &mut Vec<u8>, bytes: &[u8], length: u64) {
    match std::str::from_utf8(bytes) {
        Ok(text) => put_text(out, "text", text),
        // The cut may have gone through a character.
        Err(error) if error.error_len().is_none() && (bytes.len() as u64) < length => {
            let whole = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            put_text(out, "text", &whole);
        }
        Err(_) => put_text(out, "base64", &STANDARD.encode(bytes)),
    }
    put(out, format_args!(",\"length\":{length}"));
}
