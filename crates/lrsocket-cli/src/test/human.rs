//! What a person sees of the tests: a line for each, failures last.

use std::io::{BufWriter, Stderr, Write};
use std::time::{Duration, Instant};

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use lrsocket_host::{Line, Record};
use lrsocket_test::{Failure, Job, Outcome, Status};

use super::TestOptions;
use crate::output::{ERROR, stderr};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const SKIPPED: Style = AnsiColor::Yellow.on_default();
const PALE: Style = Style::new().dimmed();

/// How many of the last events of a failed test are shown.
const LAST: usize = 20;

/// Tells a person.
pub(super) struct Human {
    out: BufWriter<AutoStream<Stderr>>,
    began: Instant,
    simulated: Duration,
    all_profiles: bool,
    seeds: bool,
    total: usize,
    passed: usize,
    pending: usize,
    failed: Vec<(Job, Vec<Failure>, Vec<Record>)>,
}

impl Human {
    pub(super) fn new(options: &TestOptions, total: usize) -> Self {
        Human {
            out: BufWriter::new(stderr(options.color)),
            began: Instant::now(),
            simulated: Duration::ZERO,
            all_profiles: options.all_profiles,
            seeds: options.seeds.is_some() || options.seed != 0,
            total,
            passed: 0,
            pending: 0,
            failed: Vec::new(),
        }
    }

    /// One test has ended.
    pub(super) fn outcome(&mut self, job: &Job, outcome: Outcome) {
        self.simulated += outcome.simulated;
        let (style, word) = match &outcome.status {
            Status::Passed => (GOOD, "PASS"),
            Status::Failed(_) => (ERROR, "FAIL"),
            Status::Pending(_) => (SKIPPED, "SKIP"),
        };
        let took = outcome.took.as_secs_f64();
        let name = self.name(job);
        match outcome.status {
            Status::Passed => self.passed += 1,
            Status::Pending(_) => self.pending += 1,
            Status::Failed(failures) => self.failed.push((job.clone(), failures, outcome.records)),
        }
        // A thousand schedules of one test are not a thousand lines.
        if !(self.seeds && word == "PASS") {
            self.write(&format!("{style}{word:>8}{style:#} [{took:8.3}s] {name}"));
        }
    }

    /// Tells of the failures, then how many there were. Returns the exit status.
    pub(super) fn summary(mut self) -> u8 {
        let failed = std::mem::take(&mut self.failed);
        for (job, failures, records) in &failed {
            let name = self.name(job);
            self.write(&format!("\n{ERROR}FAIL{ERROR:#} {name}"));
            self.failures(failures, records);
        }
        let style = if failed.is_empty() { GOOD } else { ERROR };
        let took = self.began.elapsed().as_secs_f64();
        let simulated = self.simulated.as_secs_f64();
        let (total, passed, pending) = (self.total, self.passed, self.pending);
        self.write(&format!(
            "\n{style}{total} tests:{style:#} {passed} passed, {} failed, {pending} skipped in \
             {took:.3} s ({simulated:.1} simulated seconds)",
            failed.len(),
        ));
        let _ = self.out.flush();
        u8::from(!failed.is_empty())
    }

    fn failures(&mut self, failures: &[Failure], records: &[Record]) {
        for failure in failures {
            if let Some(at) = &failure.at {
                self.write(&format!("  {at}"));
            }
            for line in failure.message.lines() {
                self.write(&format!("    {line}"));
            }
            for line in failure.traceback.lines().filter(|l| !l.trim().is_empty()) {
                self.write(&format!("{PALE}      {}{PALE:#}", line.trim()));
            }
        }
        if records.is_empty() {
            return;
        }
        self.write(&format!("{PALE}  the last of what happened:{PALE:#}"));
        for record in &records[records.len().saturating_sub(LAST)..] {
            let Line { word, text, .. } = Line::of(&record.event);
            let seconds = record.time.since_start().as_secs_f64();
            let text = text.trim_end().replace('\n', "\n                        ");
            self.write(&format!("{PALE}  {seconds:9.3}  {word:<9}  {text}{PALE:#}"));
        }
    }

    fn name(&self, job: &Job) -> String {
        let mut name = format!("{}: {}", job.file.path().display(), job.test().name);
        if self.all_profiles {
            name += &format!(" [{}]", job.profile);
        }
        if self.seeds {
            name += &format!(" [--seed {}]", job.conditions.seed);
        }
        name
    }

    fn write(&mut self, line: &str) {
        // Nobody is left to tell when stderr is closed.
        let _ = writeln!(self.out, "{line}");
        let _ = self.out.flush();
    }
}
