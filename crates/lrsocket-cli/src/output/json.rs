//! Records as lines of JSON: docs/trace.md.

use std::io::Write as _;

use lrsocket_host::proto::Time;

use super::Form;

/// JSON with the beginning of long messages, for a program that reads along.
pub(crate) const JSON: Form = Form {
    record: |record, text| line(&record.to_json(), text),
    dropped,
};

/// JSON with all bytes of every message, for a transcript.
pub(crate) const JSON_WHOLE: Form = Form {
    record: |record, text| line(&record.to_json_whole(), text),
    dropped,
};

fn line(json: &str, text: &mut Vec<u8>) {
    text.extend_from_slice(json.as_bytes());
    text.push(b'\n');
}

/// The event `not_shown`.
fn dropped(time: Time, lines: u64, text: &mut Vec<u8>) {
    // Microseconds, as in records. Writing to a vector cannot fail.
    let t = time.since_start().as_micros() as f64 / 1e6;
    let _ = writeln!(
        text,
        "{{\"t\":{t:?},\"event\":\"not_shown\",\"lines\":{lines}}}"
    );
}
