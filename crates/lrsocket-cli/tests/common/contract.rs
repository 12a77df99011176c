//! docs/trace.md, event by event. Every event that any test reads is checked against it.

use serde_json::Value;

/// Fields of a socket.
const SOCKET: &[&str] = &["socket", "mode", "port", "at"];

/// An event, whether it has the fields of a socket, and its further fields. `bytes` stands for
/// `length` and one of `text` and `base64`.
pub(crate) type Described = (&'static str, bool, &'static [&'static str]);

/// Each event of a run.
pub(crate) const CONTRACT: &[Described] = &[
    ("connecting", true, &[]),
    ("connected", true, &[]),
    ("message", true, &["bytes"]),
    ("sent", true, &["bytes"]),
    ("error", true, &["message"]),
    ("closed", true, &["by"]),
    ("left", true, &["how"]),
    (
        "callback_error",
        true,
        &["callback", "message", "traceback"],
    ),
    (
        "start",
        false,
        &[
            "format",
            "lrsocket",
            "paths",
            "profile",
            "faults",
            "platform",
            "strict",
            "answer",
            "catalog",
            "offline",
            "lightroom",
        ],
    ),
    ("command", false, &["command"]),
    ("ready", false, &["menu_items"]),
    ("managed", false, &["identifier", "action", "ok"]),
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

/// The event of a reader of stdout that has fallen behind.
pub(crate) const NOT_SHOWN: Described = ("not_shown", false, &["lines"]);

/// The events that only `lrsocket proxy` tells.
pub(crate) const OF_PROXY: &[Described] = &[
    ("acknowledged", true, &["count", "dropped"]),
    ("stray", true, &["from", "bytes"]),
    ("fault", true, &["fault", "state"]),
];

/// The events that `lrsocket proxy` tells as a run does.
const SHARED: &[&str] = &[
    "connecting",
    "connected",
    "message",
    "sent",
    "closed",
    "diagnostic",
    "exit",
];

/// Panics unless the event of a run has exactly the fields that are documented, of the documented
/// types.
pub(crate) fn check(event: &Value) {
    let name = event["event"].as_str().expect("the name of the event");
    if name == "answer" {
        return; // It is of docs/control.md.
    }
    check_in(CONTRACT.iter().chain([&NOT_SHOWN]), event, &[]);
}

/// The same for an event of a proxy.
pub(crate) fn check_of_proxy(event: &Value) {
    let shared = CONTRACT.iter().filter(|(name, ..)| SHARED.contains(name));
    let connection: &[&str] = match event["event"].as_str() {
        Some("connecting") => &["target"],
        _ => &["target", "connection"],
    };
    check_in(
        shared.chain(OF_PROXY).chain([&NOT_SHOWN]),
        event,
        connection,
    );
    // It does not see the plug-in's code.
    assert!(event.get("at").is_none_or(|at| at == ""), "{event}");
}

fn check_in<'a>(
    mut known: impl Iterator<Item = &'a Described>,
    event: &Value,
    of_each_socket: &[&str],
) {
    let fields = event.as_object().expect("an object");
    let name = event["event"].as_str().expect("the name of the event");
    let Some((_, of_socket, further)) = known.find(|(known, ..)| *known == name) else {
        panic!("docs/trace.md does not have the event {name}");
    };
    let mut expected = vec!["t", "event"];
    // Where there are several.
    expected.extend(fields.contains_key("plugin").then_some("plugin"));
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
        expected.extend(of_each_socket);
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
            "socket" | "length" | "status" | "connection" | "count" | "format" | "lines" => {
                value.is_u64()
            }
            "port" | "target" => value.as_u64().is_some_and(|port| port <= 65535),
            "ok" | "shown" | "dropped" | "strict" | "offline" => value.is_boolean(),
            "menu_items" | "paths" | "faults" => value.is_array(),
            "command" => value.is_object(),
            "answer" | "catalog" => value.is_string() || value.is_null(),
            // Only the caller of a missing member may be unknown.
            "at" => value.is_string() || (value.is_null() && name == "unimplemented"),
            "mode" => ["send", "receive"].iter().any(|mode| value == mode),
            "how" => ["close", "reset"].iter().any(|how| value == how),
            "by" | "from" => ["plugin", "remote"].iter().any(|by| value == by),
            "state" => ["begins", "ends"].iter().any(|state| value == state),
            _ => value.is_string(),
        };
        assert!(right, "{field} of {event}");
    }
}
