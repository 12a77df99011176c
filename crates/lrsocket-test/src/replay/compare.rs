//! Compares what the plug-in does with what it did in the recording.

use std::collections::BTreeMap;

use lrsocket_host::{Event, Record};
use similar::{ChangeTag, TextDiff};

use super::play::Stage;
use super::transcript::entry::{Deed, Entry, What};
use crate::failure::Failure;
use crate::text::on_a_line;

/// What the plug-in sent on each socket, and its errors.
#[derive(Default)]
struct Behavior {
    sent: BTreeMap<u32, Vec<u8>>,
    errors: Vec<String>,
}

/// Returns the differences, if there are any.
pub(super) fn compare(entries: &[&Entry], records: &[Record], stage: &Stage) -> Vec<Failure> {
    let then = then(entries);
    let now = now(records, stage, &then);
    let mut failures = Vec::new();
    let mut sockets: Vec<u32> = then.sent.keys().chain(now.sent.keys()).copied().collect();
    sockets.sort_unstable();
    sockets.dedup();
    let nothing = Vec::new();
    for socket in sockets {
        let expected = then.sent.get(&socket).unwrap_or(&nothing);
        let got = now.sent.get(&socket).unwrap_or(&nothing);
        if expected != got {
            let difference = difference(expected, got);
            failures.push(Failure::plain(format!(
                "the plug-in sends something else on socket {socket}: recorded (-) and now (+):\n\
                 {difference}"
            )));
        }
    }
    if then.errors != now.errors {
        let (then, now) = (then.errors.join("\n"), now.errors.join("\n"));
        let difference = difference(then.as_bytes(), now.as_bytes());
        failures.push(Failure::plain(format!(
            "the plug-in fails in another way: recorded (-) and now (+):\n{difference}"
        )));
    }
    failures
}

fn then(entries: &[&Entry]) -> Behavior {
    let mut behavior = Behavior::default();
    for entry in entries {
        match &entry.what {
            What::Did(place, Deed::Sent(bytes)) => {
                let sent = behavior.sent.entry(place.socket).or_default();
                sent.extend_from_slice(bytes);
            }
            What::Failed(message) => behavior.errors.push(message.clone()),
            _ => {}
        }
    }
    behavior
}

fn now(records: &[Record], stage: &Stage, then: &Behavior) -> Behavior {
    let mut behavior = Behavior::default();
    let name_of = |number: u32| {
        let place = stage.places.iter().find(|(_, now)| **now == number);
        place.map_or(number, |(then, _)| *then)
    };
    for (index, record) in records.iter().enumerate() {
        let is_late = index >= stage.counted;
        match &record.event {
            Event::Sent { socket, data } => {
                let name = name_of(socket.id);
                let sent = behavior.sent.entry(name).or_default();
                let all = then.sent.get(&name).map_or(&[][..], Vec::as_slice);
                let missing = all.get(sent.len()..).unwrap_or_default();
                sent.extend_from_slice(if !is_late {
                    data
                } else if data.starts_with(missing) {
                    missing // or nothing
                } else {
                    data
                });
            }
            Event::ScriptError { message, .. }
            | Event::CallbackError { message, .. }
            | Event::HandlerError { message, .. }
            | Event::TaskError {
                message,
                shown: true,
                ..
            } if !is_late || behavior.errors.len() < then.errors.len() => {
                behavior.errors.push(message.clone());
            }
            _ => {}
        }
    }
    behavior
}

/// Returns the lines that differ, with some context.
fn difference(then: &[u8], now: &[u8]) -> String {
    /// The number of lines of context.
    const AROUND: usize = 2;
    let shown = |bytes: &[u8]| {
        let lines = bytes.split_inclusive(|byte| *byte == b'\n');
        let lines = lines.map(on_a_line);
        lines.collect::<Vec<_>>()
    };
    let (then, now) = (shown(then), shown(now));
    let (then, now): (Vec<&str>, Vec<&str>) = (
        then.iter().map(String::as_str).collect(),
        now.iter().map(String::as_str).collect(),
    );
    let diff = TextDiff::from_slices(&then, &now);
    let mut lines = Vec::new();
    for group in diff.grouped_ops(AROUND) {
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            lines.push(format!("{sign} {}", change.value()));
        }
    }
    lines.join("\n")
}
