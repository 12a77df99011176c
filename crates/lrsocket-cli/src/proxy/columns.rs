//! One record as a line in two columns: the companion's on the left, the plug-in's on the right.

use anstyle::Style;
use lrsocket_proxy::{ProxyEvent, Record, Route, Seen, Side};

use crate::terminal::{ERROR, GOOD, PALE, WARNING};

/// How many characters the left column has.
const LEFT: usize = 38;

/// How many the right one has at most.
const RIGHT: usize = 160;

/// What is above the columns.
pub(super) fn heading() -> String {
    format!(
        "{PALE}{:>9}  {:<13}  {:>8}  {:<LEFT$}    plug-in{PALE:#}",
        "seconds", "port", "bytes", "companion"
    )
}

/// The line for a record.
pub(super) fn line(record: &Record<'_>) -> String {
    let seconds = record.time.since_start().as_secs_f64();
    let place = record.route.map(|it| place(it, record.connection));
    let place = place.unwrap_or_default();
    let (style, size, text) = columns(record);
    format!("{PALE}{seconds:9.3}{PALE:#}  {place:<13}  {size:>8}  {style}{text}{style:#}")
}

/// `receive 58763`, and which connection, from the second on.
fn place(route: &Route, connection: u32) -> String {
    let more = match connection {
        0 | 1 => String::new(),
        number => format!(" #{number}"),
    };
    format!("{} {}{more}", route.mode, route.listen)
}

fn columns(record: &Record<'_>) -> (Style, String, String) {
    let plain = Style::new();
    let note = |style, text: String| (style, String::new(), text);
    match record.event {
        ProxyEvent::Listening => {
            let plugin = record.route.map_or(0, |it| it.plugin);
            note(GOOD, format!("listening; the plug-in's port is {plugin}"))
        }
        ProxyEvent::Connected => note(GOOD, "connected".to_owned()),
        ProxyEvent::Diagnostic { rule: "", message } => {
            note(WARNING, format!("warning: {message}"))
        }
        ProxyEvent::Diagnostic { rule, message } => {
            note(WARNING, format!("warning: {message}  [{rule}]"))
        }
        ProxyEvent::Answer(text) => note(PALE, text.replace('\n', "\n           ")),
        ProxyEvent::Exit { reason, .. } => note(PALE, format!("end: {reason}")),
        ProxyEvent::Seen(seen) => match seen {
            Seen::Message { bytes, length } => {
                (plain, length.to_string(), from_companion(bytes, length))
            }
            Seen::Sent { bytes, length } => (plain, length.to_string(), from_plugin(bytes, length)),
            Seen::Acknowledged { count, dropped } => {
                let dropped = if dropped { ", dropped" } else { "" };
                let text = match count {
                    1 => format!("ok{dropped}"),
                    count => format!("ok, {count} times{dropped}"),
                };
                (PALE, String::new(), right(&text))
            }
            Seen::Stray {
                from,
                bytes,
                length,
            } => {
                let text = match from {
                    Side::Remote => from_companion(bytes, length),
                    Side::Plugin => from_plugin(bytes, length),
                };
                let text = format!("{text}  (against the port's direction)");
                (WARNING, length.to_string(), text)
            }
            Seen::Closed { by_fault: true, .. } => note(GOOD, "closed by the proxy".to_owned()),
            Seen::Closed {
                by: Side::Remote, ..
            } => note(GOOD, "closed by the companion".to_owned()),
            Seen::Closed {
                by: Side::Plugin, ..
            } => note(GOOD, right("closed by the plug-in")),
            Seen::Unterminated { .. } => note(WARNING, format!("warning: {}", seen.to_text())),
            Seen::Fault(_) | Seen::FaultEnds(_) => {
                note(ERROR, format!("fault: {}", seen.to_text()))
            }
        },
    }
}

fn from_companion(bytes: &[u8], length: u64) -> String {
    format!("{:<LEFT$} →", shown(bytes, length, LEFT))
}

fn from_plugin(bytes: &[u8], length: u64) -> String {
    right(&shown(bytes, length, RIGHT))
}

fn right(text: &str) -> String {
    format!("{:LEFT$} ← {text}", "")
}

/// A message on one line, cut to so many characters.
fn shown(bytes: &[u8], length: u64, width: usize) -> String {
    // Four bytes are the most that a character has.
    let cut = &bytes[..bytes.len().min(4 * width)];
    let text: String = String::from_utf8_lossy(cut).escape_debug().collect();
    if text.chars().count() <= width && cut.len() as u64 == length {
        return text;
    }
    let mut short: String = text.chars().take(width - 1).collect();
    short.push('…');
    short
}
