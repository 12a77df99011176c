//! `--junit`: the report that CI services read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use lrsocket_host::Record;
use lrsocket_test::{Failure, JobResult, Status};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::super::{TestOptions, repeat};
use super::human;
use super::totals::Totals;
use crate::error::Error;

/// Collects a report: a suite for each file.
pub(super) struct JUnit<'a> {
    options: &'a TestOptions,
    path: &'a Path,
    /// By their places among all tests, so that reports of two runs can be compared.
    cases: BTreeMap<usize, (PathBuf, TestCase)>,
}

impl<'a> JUnit<'a> {
    /// Fails at once if the file cannot be written, not after an hour of tests.
    pub(super) fn new(options: &'a TestOptions, path: &'a Path) -> Result<Self, Error> {
        let opened = OpenOptions::new().create(true).append(true).open(path);
        opened.map_err(|error| failed(path, error))?;
        Ok(JUnit {
            options,
            path,
            cases: BTreeMap::new(),
        })
    }

    pub(super) fn ended(&mut self, ended: &JobResult) {
        let (job, outcome) = (&ended.job, &ended.outcome);
        let file = job.file.path().display().to_string();
        let mut name = job.test().name.clone();
        if self.options.all_profiles {
            let _ = write!(name, " [{}]", job.profile);
        }
        let mut case = TestCase::new(name, self.status(ended));
        case.set_classname(file.as_str());
        case.set_time(outcome.took);
        case.extra.insert("file".into(), file.as_str().into());
        case.extra
            .insert("line".into(), job.test().line.to_string().into());
        let simulated = outcome.simulated.as_secs_f64().to_string();
        case.add_property(("profile", job.profile));
        case.add_property(("seed", ended.seed.to_string().as_str()));
        case.add_property(("runs", ended.runs.to_string().as_str()));
        case.add_property(("simulated", simulated.as_str()));
        let entry = (job.file.path().to_owned(), case);
        self.cases.insert(ended.index, entry);
    }

    pub(super) fn write(self, totals: &Totals) -> Result<(), Error> {
        let mut suites: Vec<(PathBuf, TestSuite, Duration)> = Vec::new();
        for (file, case) in self.cases.into_values() {
            let took = case.time.unwrap_or_default();
            match suites.last_mut() {
                Some((path, suite, time)) if *path == file => {
                    suite.add_test_case(case);
                    *time += took;
                }
                _ => {
                    let mut suite = TestSuite::new(file.display().to_string());
                    suite.add_test_case(case);
                    suites.push((file, suite, took));
                }
            }
        }
        let mut report = Report::new("lrsocket test");
        report.set_time(totals.began.elapsed());
        for (_, mut suite, time) in suites {
            suite.set_time(time);
            report.add_test_suite(suite);
        }
        let write = || {
            let mut file = BufWriter::new(File::create(self.path)?);
            let report = report.to_string().map_err(io::Error::other)?;
            file.write_all(in_xml(&report).as_bytes())?;
            file.flush()
        };
        write().map_err(|error| failed(self.path, error))
    }

    fn status(&self, ended: &JobResult) -> TestCaseStatus {
        match &ended.outcome.status {
            Status::Passed => TestCaseStatus::success(),
            Status::Pending(why) => {
                let mut status = TestCaseStatus::skipped();
                if !why.is_empty() {
                    status.set_message(why.as_str());
                }
                status
            }
            Status::Failed(failures) => {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                status.set_type("failure");
                status.set_message(self.message(ended, failures));
                let again = repeat::line(&repeat::command(self.options, ended));
                status.set_description(description(failures, &ended.outcome.records, &again));
                status
            }
        }
    }

    /// The first failure, and under what conditions: the line that CI services show.
    fn message(&self, ended: &JobResult, failures: &[Failure]) -> String {
        let first = failures.first();
        // An attribute has no lines.
        let words = first.map(|failure| failure.message.split_whitespace());
        let words: Vec<&str> = words.into_iter().flatten().collect();
        let mut text = words.join(" ");
        let _ = write!(text, " (profile {}", ended.job.profile);
        if ended.seed != 0 || self.options.seeds.is_some() {
            let _ = write!(text, ", seed {}", ended.seed);
        }
        text + ")"
    }
}

fn description(failures: &[Failure], records: &[Record], again: &str) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    for failure in failures {
        if let Some(at) = &failure.at {
            let _ = write!(text, "{at}: ");
        }
        let _ = writeln!(text, "{}", failure.message);
        if !failure.traceback.trim().is_empty() {
            let _ = writeln!(text, "{}", failure.traceback.trim_end());
        }
    }
    if !records.is_empty() {
        let _ = writeln!(text, "\nthe last of what happened:");
    }
    for record in records {
        let _ = writeln!(text, "{}", human::event(record));
    }
    let _ = writeln!(text, "\nrun it again: {again}");
    text
}

/// Without the two characters that XML has not and `quick_junit`, which takes out the control
/// characters, lets pass.
fn in_xml(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

fn failed(path: &Path, error: io::Error) -> Error {
    Error::Report {
        path: path.to_owned(),
        error,
    }
}
