//! Output that waits to be written.

use std::fmt::Write as _;
use std::sync::Arc;

use lrsocket_host::proto::SocketInput;
use lrsocket_host::proto::Time;
use lrsocket_host::{Event, Record, Round};
use serde_json::Value;

/// One of the two streams that a spool may write to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    Out,
    Err,
}

/// Something to write, and where.
pub(super) struct Entry {
    pub(super) to: Stream,
    /// When it happened; zero if that does not matter.
    pub(super) time: Time,
    pub(super) what: What,
}

/// Something to write.
pub(crate) enum What {
    /// A record, formatted by the thread that writes it.
    Record(Arc<Record>),
    /// Text of so many lines.
    Text { text: Vec<u8>, lines: u64 },
    /// The place of lines that were dropped.
    Dropped(u64),
    /// The end of the prompt: what follows goes to the streams themselves.
    LeavePrompt,
}

/// How a stream formats what is not text yet.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    /// Appends a record.
    pub(crate) record: fn(&Record, &mut Vec<u8>),
    /// Appends a notice of so many dropped lines, the last of them at this time.
    pub(crate) dropped: fn(Time, u64, &mut Vec<u8>),
}

/// The form of streams for a person that get text only, no records.
pub(crate) const TEXT: Form = Form {
    record: |_, _| {},
    dropped: dropped_for_a_person,
};

/// Appends the notice of dropped lines that a person sees.
pub(crate) fn dropped_for_a_person(_: Time, lines: u64, text: &mut Vec<u8>) {
    let notice = format!(
        "           … {} not shown: nobody read them in time\n",
        count(lines)
    );
    text.extend_from_slice(notice.as_bytes());
}

/// Estimated memory of a record without its texts, and of the entry that holds it.
const BASE: usize = 320;

impl Entry {
    /// Returns about how many bytes of memory the entry holds.
    pub(super) fn weight(&self) -> usize {
        BASE + match &self.what {
            What::Record(record) => texts(&record.event),
            What::Text { text, .. } => text.len(),
            What::Dropped(_) | What::LeavePrompt => 0,
        }
    }

    /// Returns how many lines the entry is shown as.
    pub(super) fn lines(&self) -> u64 {
        match &self.what {
            What::Record(_) => 1,
            What::Text { lines, .. } => *lines,
            What::Dropped(_) | What::LeavePrompt => 0,
        }
    }
}

/// Returns the length of the texts of an event, of those that can be long.
fn texts(event: &Event) -> usize {
    match event {
        Event::Message { data, .. } | Event::Sent { data, .. } => data.len(),
        Event::Log { message, .. } | Event::Diagnostic { message, .. } => message.len(),
        Event::Dialog { message, info, .. } => message.len() + info.len(),
        Event::ScriptError {
            message, traceback, ..
        }
        | Event::TaskError {
            message, traceback, ..
        }
        | Event::CallbackError {
            message, traceback, ..
        }
        | Event::HandlerError {
            message, traceback, ..
        } => message.len() + traceback.len(),
        Event::Command { command } => json(command),
        Event::Answer { id, result, .. } => json(id) + json(result),
        Event::Rounds { rounds, .. } => rounds.iter().map(round).sum(),
        _ => 0,
    }
}

fn round(round: &Round) -> usize {
    const EACH: usize = 32;
    let inputs = round.carried.iter().chain(&round.acted);
    let bytes = inputs.map(|(_, input)| match &input.0 {
        SocketInput::Received(bytes) => EACH + bytes.len(),
        _ => EACH,
    });
    EACH + round.now.len() * size_of::<u64>() + bytes.sum::<usize>()
}

fn json(value: &Value) -> usize {
    const EACH: usize = 32;
    EACH + match value {
        Value::String(text) => text.len(),
        Value::Array(list) => list.iter().map(json).sum(),
        Value::Object(map) => map.iter().map(|(key, value)| key.len() + json(value)).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

/// Returns a number with commas between the thousands: `1,204`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns `1 line` or `1,204 lines`.
pub(super) fn count(lines: u64) -> String {
    let mut text = grouped(lines);
    // Writing to a string cannot fail.
    let _ = write!(text, " line{}", if lines == 1 { "" } else { "s" });
    text
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn counts_of_lines_are_grouped_by_thousands() {
        let all = [0, 1, 999, 1204, 1_234_567].map(count);
        let expected = [
            "0 lines",
            "1 line",
            "999 lines",
            "1,204 lines",
            "1,234,567 lines",
        ];
        assert_eq!(all, expected);
    }
}
