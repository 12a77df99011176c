//! `--json`: one JSON object a line on stdout for each test, then one for all.

use lrsocket_test::{JobResult, Status};
use serde_json::{Value, json};

use super::super::{TestOptions, repeat};
use super::totals::Totals;
use crate::error::Error;
use crate::terminal;

/// Tells a program.
pub(super) struct Json<'a> {
    options: &'a TestOptions,
    /// Why stdout could not be written; nothing more is written to it then.
    failure: Option<std::io::Error>,
}

impl<'a> Json<'a> {
    pub(super) fn new(options: &'a TestOptions) -> Self {
        Json {
            options,
            failure: None,
        }
    }

    pub(super) fn ended(&mut self, ended: &JobResult) {
        let job = &ended.job;
        let outcome = &ended.outcome;
        let mut line = json!({
            "event": "test",
            "file": job.file.path().display().to_string(),
            "line": job.test().line,
            "name": job.test().name,
            "profile": job.profile,
            "seed": ended.seed,
            "runs": ended.runs,
            "took": outcome.took.as_secs_f64(),
            "simulated": outcome.simulated.as_secs_f64(),
        });
        match &outcome.status {
            Status::Passed => line["status"] = "passed".into(),
            Status::Pending(reason) => {
                line["status"] = "pending".into();
                line["reason"] = reason.as_str().into();
            }
            Status::Failed(failures) => {
                let failures = failures.iter().map(|failure| {
                    json!({
                        "at": failure.at.as_ref().map(ToString::to_string),
                        "message": failure.message,
                        "traceback": failure.traceback,
                    })
                });
                // What a record writes is JSON.
                let event = |line: String| serde_json::from_str(&line).unwrap_or(Value::Null);
                let trace = outcome.records.iter().map(|record| event(record.to_json()));
                line["status"] = "failed".into();
                line["failures"] = failures.collect();
                line["trace"] = trace.collect();
                line["repeat"] = repeat::command(self.options, ended).into();
            }
        }
        self.write(&line);
    }

    /// Writes the summary. Fails if any line could not be written.
    pub(super) fn summary(mut self, totals: &Totals) -> Result<(), Error> {
        self.write(&json!({
            "event": "summary",
            "tests": totals.ended(),
            "passed": totals.passed,
            "failed": totals.failed,
            "pending": totals.pending,
            "not_run": totals.planned.saturating_sub(totals.ended()),
            "runs": totals.runs,
            "took": totals.began.elapsed().as_secs_f64(),
            "simulated": totals.simulated.as_secs_f64(),
            "status": totals.status(),
        }));
        self.failure
            .map_or(Ok(()), |error| Err(Error::Stdout(error)))
    }

    fn write(&mut self, line: &Value) {
        if self.failure.is_none() {
            self.failure = terminal::print(&format!("{line}\n")).err();
        }
    }
}
