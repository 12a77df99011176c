//! Lines for a person, on stderr.

use std::fmt::Write as _;
use std::io::Write as _;

use anstyle::Style;
use lrsocket_host::{Event, Host, Line, Record, Tone, place};

use super::options::RunOptions;
use crate::output::{Form, dropped_for_a_person};
use crate::terminal::{ERROR, GOOD, PALE, WARNING};

/// How much is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Errors only.
    Quiet,
    /// What matters.
    Normal,
    /// Each message as well.
    Verbose,
}

impl Level {
    /// Returns what the options ask for. With `--json`, stdout has all events already.
    pub(super) fn asked(options: &RunOptions) -> Self {
        match (options.quiet, options.verbose) {
            (_, true) => Level::Verbose,
            (false, false) if !options.json => Level::Normal,
            _ => Level::Quiet,
        }
    }

    /// Returns whether an event is shown.
    pub(super) fn shows(self, event: &Event) -> bool {
        self >= Level::of(event)
    }

    /// The least level at which an event is shown.
    fn of(event: &Event) -> Self {
        match event {
            Event::Start(_)
            | Event::Command { .. }
            | Event::Answer { ok: true, .. }
            | Event::Message { .. }
            | Event::Sent { .. }
            | Event::Left { .. } => Level::Verbose,
            Event::ScriptError { .. }
            | Event::TaskError { .. }
            | Event::CallbackError { .. }
            | Event::HandlerError { .. } => Level::Quiet,
            _ => Level::Normal,
        }
    }
}

/// Where the text of a line begins, for those that follow.
const INDENT: &str = "\n                      ";

/// How records look to a person.
pub(crate) const HUMAN: Form = Form {
    record: |record, text| {
        // Writing to a vector cannot fail.
        let _ = line(record, text);
    },
    dropped: dropped_for_a_person,
};

fn line(record: &Record, out: &mut Vec<u8>) -> std::io::Result<()> {
    let line = Line::of(&record.event);
    let (style, word) = (style(line.tone), line.word);
    let seconds = record.time.since_start().as_secs_f64();
    // What a plug-in logs may have many lines, or end in a newline.
    let text = line.text.trim_end().replace('\n', INDENT);
    writeln!(
        out,
        "{PALE}{seconds:9.3}{PALE:#}  {style}{word:<9}{style:#}  {text}"
    )?;
    for line in line.traceback.lines().filter(|l| !l.trim().is_empty()) {
        writeln!(out, "{PALE}           {line}{PALE:#}")?;
    }
    Ok(())
}

/// Returns the summary of a run: what went through each socket, missing members, errors.
pub(super) fn summary(level: Level, host: &Host, incomplete: Option<&str>) -> String {
    let mut text = String::new();
    if level > Level::Quiet {
        counts(host, &mut text);
    }
    // Writing to a string cannot fail.
    let _ = match host.failures() {
        0 => Ok(()),
        1 => writeln!(text, "{ERROR}the plug-in failed: 1 error{ERROR:#}"),
        n => writeln!(text, "{ERROR}the plug-in failed: {n} errors{ERROR:#}"),
    };
    if let Some(why) = incomplete {
        let _ = writeln!(text, "{ERROR}the trace is incomplete: {why}{ERROR:#}");
    }
    text
}

fn counts(host: &Host, text: &mut String) {
    let summaries = host.socket_summaries();
    if !summaries.is_empty() {
        text.push('\n');
    }
    for summary in summaries {
        let counts = summary.counts;
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{}  {} in, {} out, {} clients, {} errors",
            place(&summary.socket),
            counts.messages_in,
            counts.messages_out,
            counts.connections,
            counts.errors,
        );
    }
    let missing = host.missing_members();
    if !missing.is_empty() {
        let _ = writeln!(
            text,
            "{WARNING}not implemented, but called:{WARNING:#} {}",
            missing.join(", "),
        );
    }
}

const fn style(tone: Tone) -> Style {
    match tone {
        Tone::Good => GOOD,
        Tone::Pale => PALE,
        Tone::Warning => WARNING,
        Tone::Error => ERROR,
    }
}
