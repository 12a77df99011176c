//! What a person sees of the tests: a line for each, failures last.

use std::fmt::Write as _;
use std::io::{BufWriter, IsTerminal, Stderr, Write};

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use lrsocket_host::{Line, Record};
use lrsocket_test::{Failure, Job, JobResult, ReplayResult, Status};

use super::super::{TestOptions, repeat};
use super::totals::Totals;
use crate::terminal::{ERROR, stderr};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const SKIPPED: Style = AnsiColor::Yellow.on_default();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const BOLD: Style = Style::new().bold();
const PALE: Style = Style::new().dimmed();

/// How many of the last events of a failed test are shown.
const LAST: usize = 20;

/// Tells a person.
pub(super) struct Human<'a> {
    options: &'a TestOptions,
    out: BufWriter<AutoStream<Stderr>>,
    /// Whether a line can be written over.
    terminal: bool,
    /// Whether the last line is one to be written over.
    in_progress: bool,
    /// What to say of each failure at the end.
    failures: Vec<String>,
}

impl<'a> Human<'a> {
    pub(super) fn new(options: &'a TestOptions) -> Self {
        Human {
            options,
            out: BufWriter::new(stderr(options.color)),
            terminal: std::io::stderr().is_terminal(),
            in_progress: false,
            failures: Vec::new(),
        }
    }

    /// A test goes on.
    pub(super) fn progress(&mut self, job: &Job, runs: u64) {
        if !self.terminal {
            return;
        }
        let all = self.options.seeds.unwrap_or(1);
        let name = name(self.options, job);
        self.erase();
        // Nobody is left to tell when stderr is closed.
        let _ = write!(self.out, "{PALE}{runs:>8}{PALE:#} of {all} seeds: {name}");
        let _ = self.out.flush();
        self.in_progress = true;
    }

    /// A test has ended.
    pub(super) fn ended(&mut self, ended: &JobResult) {
        let line = self.line(ended);
        self.write(&line);
        if let Status::Failed(failures) = &ended.outcome.status {
            let mut text = format!("\n{line}\n");
            describe(&mut text, failures, &ended.outcome.records);
            let again = visible(&repeat::line(&repeat::command(self.options, ended)));
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  run it again: {BOLD}{again}{BOLD:#}");
            self.failures.push(text);
        }
    }

    /// Tells of the failures, then how many there were.
    pub(super) fn summary(mut self, totals: &Totals) {
        for failure in std::mem::take(&mut self.failures) {
            self.write(failure.trim_end_matches('\n'));
        }
        let took = totals.began.elapsed().as_secs_f64();
        let ended = totals.ended();
        let style = if totals.status() == 0 { GOOD } else { ERROR };
        let mut text = format!("\n{style}{:>8}{style:#} [{took:8.3}s] ", "Summary");
        let _ = if ended < totals.planned {
            write!(text, "{ended} of {} tests", totals.planned)
        } else {
            write!(
                text,
                "{ended} {}",
                if ended == 1 { "test" } else { "tests" }
            )
        };
        if totals.runs > ended as u64 {
            let _ = write!(text, " under {} schedules", totals.runs);
        }
        let _ = write!(text, ": {} passed", totals.passed);
        if totals.failed > 0 {
            let _ = write!(text, ", {ERROR}{} failed{ERROR:#}", totals.failed);
        }
        if totals.pending > 0 {
            let _ = write!(text, ", {SKIPPED}{} pending{SKIPPED:#}", totals.pending);
        }
        let simulated = totals.simulated.as_secs_f64();
        let _ = write!(text, " ({simulated:.1} simulated seconds)");
        self.write(&text);
    }

    fn line(&self, ended: &JobResult) -> String {
        let (style, word) = match &ended.outcome.status {
            Status::Passed => (GOOD, "PASS"),
            Status::Failed(_) => (ERROR, "FAIL"),
            Status::Pending(_) => (SKIPPED, "PENDING"),
        };
        let took = ended.outcome.took.as_secs_f64();
        let name = name(self.options, &ended.job);
        let mut line = format!("{style}{word:>8}{style:#} [{took:8.3}s] {name}");
        let _ = match &ended.outcome.status {
            Status::Failed(_) if ended.seed != 0 => write!(line, " (seed {})", ended.seed),
            Status::Passed if self.options.seeds.is_some() => {
                write!(line, " ({} seeds)", ended.runs)
            }
            Status::Pending(why) if !why.is_empty() => write!(line, " ({})", one_line(why)),
            _ => Ok(()),
        };
        line
    }

    fn write(&mut self, line: &str) {
        // Styles are written apart from text: nothing that a test prints may come in between.
        let _whole = std::io::stderr().lock();
        self.erase();
        let _ = writeln!(self.out, "{line}");
        let _ = self.out.flush();
    }

    /// Erases a line that is in progress.
    fn erase(&mut self) {
        if std::mem::take(&mut self.in_progress) {
            let _ = write!(self.out, "\r\x1b[2K");
        }
    }
}

/// Tells of one replay.
pub(in crate::test) fn tell_one(options: &TestOptions, name: &str, played: &ReplayResult) {
    let (style, word) = match &played.outcome.status {
        Status::Failed(_) if options.update && played.is_complete => (SKIPPED, "UPDATED"),
        Status::Failed(_) => (ERROR, "FAIL"),
        _ => (GOOD, "PASS"),
    };
    let outcome = &played.outcome;
    let (took, simulated) = (outcome.took.as_secs_f64(), outcome.simulated.as_secs_f64());
    let mut text = format!(
        "{style}{word:>8}{style:#} [{took:8.3}s] {name} ({simulated:.1} simulated seconds)\n"
    );
    if let Status::Failed(failures) = &outcome.status {
        describe(&mut text, failures, &outcome.records);
    }
    // Nobody is left to tell when stderr is closed.
    let _ = stderr(options.color).write_all(text.as_bytes());
}

/// Tells a person something beside the results.
pub(in crate::test) fn warn(options: &TestOptions, text: &str) {
    // Nobody is left to tell when stderr is closed.
    let _ = writeln!(stderr(options.color), "{WARNING}warning:{WARNING:#} {text}");
}

/// `file: name`, and the profile where there are several.
fn name(options: &TestOptions, job: &Job) -> String {
    let file = job.file.path().display();
    let mut name = format!("{file}: {}", one_line(&job.test().name));
    if options.all_profiles {
        let _ = write!(name, " [{}]", job.profile);
    }
    name
}

fn one_line(text: &str) -> String {
    visible(text).replace('\n', "\\n").replace('\t', "\\t")
}

/// What a terminal would obey, such as an escape, as it is written.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => shown.push(c),
            c if c.is_control() => shown.extend(c.escape_debug()),
            c => shown.push(c),
        }
    }
    shown
}

/// Why it failed, and what had happened before.
fn describe(text: &mut String, failures: &[Failure], records: &[Record]) {
    for failure in failures {
        if let Some(at) = &failure.at {
            let _ = writeln!(text, "  {at}");
        }
        for line in visible(&failure.message).lines() {
            let _ = writeln!(text, "    {line}");
        }
        for line in visible(&failure.traceback)
            .lines()
            .filter(|l| !l.trim().is_empty())
        {
            let _ = writeln!(text, "{PALE}      {}{PALE:#}", line.trim());
        }
    }
    if records.is_empty() {
        return;
    }
    let _ = writeln!(text, "{PALE}  the last of what happened:{PALE:#}");
    for record in &records[records.len().saturating_sub(LAST)..] {
        let _ = writeln!(text, "{PALE}  {}{PALE:#}", event(record));
    }
}

/// A record as a line for a person.
pub(super) fn event(record: &Record) -> String {
    let Line { word, text, .. } = Line::of(&record.event);
    let seconds = record.time.since_start().as_secs_f64();
    let text = visible(text.trim_end()).replace('\n', "\n                        ");
    format!("{seconds:9.3}  {word:<9}  {text}")
}
