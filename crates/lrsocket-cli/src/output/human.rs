//! Lines for a person, on stderr.

use std::io::{BufWriter, Write};

use anstyle::{AnsiColor, Style};
use lrsocket_host::{Event, Host, Line, Record, Tone, place};

use super::ERROR;
use crate::cli::RunOptions;
use crate::connect::Prompt;

const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const PALE: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default();

/// How much is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// Errors only.
    Quiet,
    /// What matters.
    Normal,
    /// Each message as well.
    Verbose,
}

impl Level {
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

/// Writes records for a person.
pub(super) struct Human {
    out: BufWriter<Box<dyn Write>>,
    level: Level,
}

impl Human {
    pub(super) fn new(options: &RunOptions, prompt: &Prompt) -> Self {
        let level = match (options.quiet, options.verbose) {
            (true, _) => Level::Quiet,
            (_, true) => Level::Verbose,
            _ => Level::Normal,
        };
        Human {
            out: BufWriter::new(prompt.stderr(options.color)),
            level,
        }
    }

    pub(super) fn record(&mut self, record: &Record) {
        if self.level < Level::of(&record.event) {
            return;
        }
        let line = Line::of(&record.event);
        let (style, word) = (style(line.tone), line.word);
        let seconds = record.time.since_start().as_secs_f64();
        // What a plug-in logs may have many lines, or end in a newline.
        let text = line.text.trim_end().replace('\n', INDENT);
        self.write(&format!(
            "{PALE}{seconds:9.3}{PALE:#}  {style}{word:<9}{style:#}  {text}"
        ));
        for line in line.traceback.lines().filter(|l| !l.trim().is_empty()) {
            self.write(&format!("{PALE}           {line}{PALE:#}"));
        }
    }

    pub(super) fn warn(&mut self, message: &str) {
        self.write(&format!("{WARNING}warning:{WARNING:#} {message}"));
    }

    pub(super) fn flush(&mut self) {
        let _ = self.out.flush();
    }

    pub(super) fn summary(&mut self, host: &Host) {
        if self.level == Level::Quiet {
            return;
        }
        let summaries = host.socket_summaries();
        if !summaries.is_empty() {
            self.write("");
        }
        for summary in summaries {
            let counts = summary.counts;
            let text = format!(
                "{}  {} in, {} out, {} clients, {} errors",
                place(&summary.socket),
                counts.messages_in,
                counts.messages_out,
                counts.connections,
                counts.errors,
            );
            self.write(&text);
        }
        let missing = host.missing_members();
        if !missing.is_empty() {
            self.write(&format!(
                "{WARNING}not implemented, but called:{WARNING:#} {}",
                missing.join(", "),
            ));
        }
        match host.failures() {
            0 => {}
            1 => self.write(&format!("{ERROR}the plug-in failed: 1 error{ERROR:#}")),
            n => self.write(&format!("{ERROR}the plug-in failed: {n} errors{ERROR:#}")),
        }
    }

    fn write(&mut self, line: &str) {
        // Nobody is left to tell when stderr is closed.
        let _ = writeln!(self.out, "{line}");
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
