//! One JSON object a line: docs/connect.md.

use std::io::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lrsocket::proto::Mode;
use lrsocket::remote::{DisconnectReason, Ports, RemoteEvent};
use lrsocket_host::proto::Time;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::super::ended::Ended;
use super::each_line;
use crate::output::{Lines, Stream, Streams};

pub(crate) struct Json {
    out: Lines,
    streams: Streams,
    quiet_acks: bool,
}

impl Json {
    pub(super) fn new(streams: &Streams, quiet_acks: bool) -> Self {
        Json {
            out: Lines::new(streams, Stream::Out),
            streams: streams.clone(),
            quiet_acks,
        }
    }

    pub(super) fn has_room(&self) -> bool {
        self.streams.has_room()
    }

    pub(super) fn event(&mut self, now: Time, event: &RemoteEvent<'_>, ports: Option<Ports>) {
        let object = match event {
            RemoteEvent::Line(line) => of_bytes("line", line),
            RemoteEvent::Acknowledged(_) if self.quiet_acks => return,
            RemoteEvent::Acknowledged(count) => json!({ "event": "acknowledged", "lines": count }),
            RemoteEvent::Waiting(why) => json!({ "event": "waiting", "why": why.to_string() }),
            RemoteEvent::Connecting { ports, attempt } => {
                let mut object = of_ports("connecting", Some(*ports));
                object["attempt"] = json!(attempt);
                object
            }
            RemoteEvent::Connected => of_ports("connected", ports),
            RemoteEvent::Ready => json!({ "event": "ready" }),
            RemoteEvent::Lost {
                half,
                why,
                retry_in,
            } => json!({
                "event": "lost",
                "half": half.to_string(),
                "kind": kind(why),
                "why": why.to_string(),
                "retry_in": retry_in.map(|pause| pause.as_secs_f64()),
            }),
            RemoteEvent::GaveUp(why) => json!({
                "event": "gave_up",
                "kind": kind(why),
                "why": why.to_string(),
            }),
        };
        self.write(now, object);
    }

    pub(super) fn sent(&mut self, now: Time, lines: &[u8]) {
        for line in each_line(lines) {
            self.write(now, of_bytes("sent", line));
        }
    }

    pub(super) fn warn(&mut self, now: Time, message: &str) {
        self.write(now, json!({ "event": "warning", "message": message }));
    }

    pub(super) fn ended(&mut self, now: Time, ended: &Ended) {
        self.write(
            now,
            json!({ "event": "exit", "status": ended.status(), "reason": ended.to_string() }),
        );
    }

    pub(super) fn flush(&mut self) {
        // This only passes the text on and cannot fail.
        let _ = self.out.flush();
    }

    fn write(&mut self, now: Time, mut object: Value) {
        let fields = object
            .as_object_mut()
            .map(std::mem::take)
            .unwrap_or_default();
        // Microseconds are enough, as in a trace.
        let t = (now.since_start().as_secs_f64() * 1e6).round() / 1e6;
        if let Ok(line) = serde_json::to_string(&Line { t, fields }) {
            let _ = writeln!(self.out, "{line}");
        }
    }
}

/// The time comes first.
#[derive(Serialize)]
struct Line {
    t: f64,
    #[serde(flatten)]
    fields: Map<String, Value>,
}

fn of_bytes(event: &str, bytes: &[u8]) -> Value {
    match std::str::from_utf8(bytes) {
        Ok(text) => json!({ "event": event, "text": text, "length": bytes.len() }),
        Err(_) => {
            json!({ "event": event, "base64": STANDARD.encode(bytes), "length": bytes.len() })
        }
    }
}

fn of_ports(event: &str, ports: Option<Ports>) -> Value {
    let port = |half| ports.and_then(|ports| ports.of(half));
    json!({ "event": event, "receive": port(Mode::Receive), "send": port(Mode::Send) })
}

/// A word for programs.
fn kind(why: &DisconnectReason) -> &'static str {
    match why {
        DisconnectReason::Refused { .. } => "refused",
        DisconnectReason::ConnectTimedOut { .. } => "connect_timed_out",
        DisconnectReason::NotServed { .. } => "not_served",
        DisconnectReason::NotAnswered { .. } => "not_answered",
        DisconnectReason::Closed { .. } => "closed",
        DisconnectReason::Failed { .. } => "failed",
        DisconnectReason::LineTooLong { .. } => "line_too_long",
        DisconnectReason::PortsChanged { .. } => "ports_changed",
        DisconnectReason::Asked => "asked",
    }
}
