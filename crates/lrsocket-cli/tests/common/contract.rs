//! docs/trace.md, event by event. Every event that any test reads is checked against it.

use serde_json::Value;

/// Fields of a socket.
const SOCKET: &[&str] = &["socket", "mode", "port", "at"];

/// Each event, whether it has the fields of a socket, and its further fields. `bytes` stands for
/// `length` and one of `text` and `base64`.
pub(crate) const CONTRACT: &[(&str, bool, &[&str])] = &[
    ("connecting", true, &[]),
    ("connected", true, &[]),
    ("message", true, &["bytes"]),
    ("sent", true, &["bytes"]),
    ("error", true, &["message"]),
    ("closed", true, &["by"]),
    (
        "callback_error",
        true,
        &["callback", "message", "traceback"],
    ),
    (
        "start",
        false,
        &[
            "format", "lrsocket", "paths", "profile", "faults", "platform", "strict", "answer",
            "catalog",
        ],
    ),
    ("command", false, &["command"]),
    ("ready", false, &["menu_items"]),
    ("log", false, &["level", "logger", "message"]),
    ("dialog", false, &["kind", "message", "info", "answer"]),
    ("script_error", false, &["script", "message", "traceback"]),
    (
        "task_error",
        false,
        &["task", "message", "traceback", "shown"],
    ),
    ("handler_error", false, &["context", "message", "traceback"]),
    ("diagnostic", false, &["rule", "message"]),
    ("unimplemented", false, &["member", "since", "at"]),
    ("exit", false, &["status", "reason"]),
];

/// Panics unless the event has exactly the fields that are documented, of the documented types.
pub(crate) fn check(event: &Value) {
    let fields = event.as_object().expect("an object");
    let name = event["event"].as_str().expect("the name of the event");
    if name == "answer" {
        return; // It is of docs/control.md.
    }
    let Some((_, of_socket, further)) = CONTRACT.iter().find(|(known, ..)| *known == name) else {
        panic!("docs/trace.md does not have the event {name}");
    };
    let mut expected = vec!["t", "event"];
    expected.extend(further.iter().filter(|field| **field != "bytes"));
    if further.contains(&"bytes") {
        let of_bytes = if fields.contains_key("text") {
            "text"
        } else {
            "base64"
        };
        expected.extend(["length", of_bytes]);
    }
    // A diagnostic may be about a socket, or a line, or neither.
    let has = |field| name == "diagnostic" && fields.contains_key(field);
    if *of_socket || has("socket") {
        expected.extend(SOCKET);
    } else if has("at") {
        expected.push("at");
    }
    expected.sort_unstable();
    let mut actual: Vec<&str> = fields.keys().map(String::as_str).collect();
    actual.sort_unstable();
    assert_eq!(actual, expected, "the fields of {event}");
    for (field, value) in fields {
        let right = match field.as_str() {
            "t" => value.is_f64(),
            "socket" | "length" | "status" | "format" => value.is_u64(),
            "port" => value.as_u64().is_some_and(|port| port <= 65535),
            "shown" | "strict" => value.is_boolean(),
            "menu_items" | "paths" | "faults" => value.is_array(),
            "command" => value.is_object(),
            "answer" | "catalog" => value.is_string() || value.is_null(),
            // Only the caller of a missing member may be unknown.
            "at" => value.is_string() || (value.is_null() && name == "unimplemented"),
            "mode" => ["send", "receive"].iter().any(|mode| value == mode),
            "by" => ["plugin", "remote"].iter().any(|by| value == by),
            _ => value.is_string(),
        };
        assert!(right, "{field} of {event}");
    }
}
