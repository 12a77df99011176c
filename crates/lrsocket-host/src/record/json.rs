//! Records as JSON, the contract of docs/trace.md.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::{ClosedBy, Event, Record, SocketInfo};

/// How many bytes of a message are shown at most.
const SHOWN: usize = 4096;

impl Record {
    /// This record as one line of JSON, without the newline.
    pub fn to_json(&self) -> String {
        let mut line = Map::new();
        // Microseconds are what the clock is good for.
        let seconds = self.time.since_start().as_micros() as f64 / 1e6;
        line.insert("t".into(), json!(seconds));
        self.event.fill(&mut line);
        Value::Object(line).to_string()
    }
}

impl Event {
    /// The name of the event in the trace.
    pub const fn name(&self) -> &'static str {
        match self {
            Event::Ready { .. } => "ready",
            Event::Connecting { .. } => "connecting",
            Event::Connected { .. } => "connected",
            Event::Message { .. } => "message",
            Event::Sent { .. } => "sent",
            Event::Error { .. } => "error",
            Event::Closed { .. } => "closed",
            Event::Log { .. } => "log",
            Event::Dialog { .. } => "dialog",
            Event::ScriptError { .. } => "script_error",
            Event::TaskError { .. } => "task_error",
            Event::CallbackError { .. } => "callback_error",
            Event::HandlerError { .. } => "handler_error",
            Event::Diagnostic { .. } => "diagnostic",
            Event::Unimplemented { .. } => "unimplemented",
            Event::Exit { .. } => "exit",
        }
    }

    fn fill(&self, line: &mut Map<String, Value>) {
        let mut put = |key: &str, value: Value| {
            line.insert(key.to_owned(), value);
        };
        put("event", json!(self.name()));
        match self {
            Event::Ready { menu_items } => put("menu_items", json!(menu_items)),
            Event::Connecting { socket } | Event::Connected { socket } => put_socket(line, socket),
            Event::Message { socket, data } | Event::Sent { socket, data } => {
                put_socket(line, socket);
                put_bytes(line, data);
            }
            Event::Error { socket, message } => {
                put_socket(line, socket);
                line.insert("message".into(), json!(message));
            }
            Event::Closed { socket, by } => {
                put_socket(line, socket);
                let by = match by {
                    ClosedBy::Plugin => "plugin",
                    ClosedBy::Remote => "remote",
                };
                line.insert("by".into(), json!(by));
            }
            Event::Log {
                level,
                logger,
                message,
            } => {
                put("level", json!(level));
                put("logger", json!(logger));
                put("message", json!(message));
            }
            Event::Dialog {
                kind,
                message,
                info,
                answer,
            } => {
                put("kind", json!(kind));
                put("message", json!(message));
                put("info", json!(info));
                put("answer", json!(answer));
            }
            Event::ScriptError {
                script,
                message,
                traceback,
            } => {
                put("script", json!(script));
                put("message", json!(message));
                put("traceback", json!(traceback));
            }
            Event::TaskError {
                task,
                message,
                traceback,
                shown,
            } => {
                put("task", json!(task));
                put("message", json!(message));
                put("traceback", json!(traceback));
                put("shown", json!(shown));
            }
            Event::CallbackError {
                socket,
                callback,
                message,
                traceback,
            } => {
                put("callback", json!(callback));
                put("message", json!(message));
                put("traceback", json!(traceback));
                put_socket(line, socket);
            }
            Event::HandlerError {
                context,
                message,
                traceback,
            } => {
                put("context", json!(context));
                put("message", json!(message));
                put("traceback", json!(traceback));
            }
            Event::Diagnostic {
                rule,
                message,
                socket,
                at,
            } => {
                put("rule", json!(rule));
                put("message", json!(message));
                match socket {
                    Some(socket) => put_socket(line, socket),
                    None => put("at", json!(at)),
                }
            }
            Event::Unimplemented { member, since, at } => {
                put("member", json!(member));
                put("since", json!(since));
                put("at", json!(at));
            }
            Event::Exit { status, reason } => {
                put("status", json!(status));
                put("reason", json!(reason));
            }
        }
    }
}

fn put_socket(line: &mut Map<String, Value>, socket: &SocketInfo) {
    line.insert("socket".into(), json!(socket.id));
    line.insert("mode".into(), json!(socket.mode.as_str()));
    line.insert("port".into(), json!(socket.port));
    line.insert("at".into(), json!(&*socket.at));
}

/// `text` if the bytes are UTF-8, else `base64`; cut with `length` if they are many.
fn put_bytes(line: &mut Map<String, Value>, bytes: &[u8]) {
    let shown = &bytes[..bytes.len().min(SHOWN)];
    match std::str::from_utf8(shown) {
        Ok(text) => line.insert("text".into(), json!(text)),
        // A cut may have gone through a character.
        Err(error) if error.error_len().is_none() && shown.len() < bytes.len() => {
            let whole = String::from_utf8_lossy(&shown[..error.valid_up_to()]);
            line.insert("text".into(), json!(whole))
        }
        Err(_) => line.insert("base64".into(), json!(STANDARD.encode(shown))),
    };
    line.insert("length".into(), json!(bytes.len()));
}
