//! What is told of the tests, and to whom.

mod human;
mod json;
mod junit;
mod totals;

use lrsocket_test::{Job, JobResult};

use super::TestOptions;
use crate::error::Error;
use human::Human;
pub(in crate::test) use human::{tell_one, warn};
use json::Json;
use junit::JUnit;
use totals::Totals;

/// Everybody who is told.
pub(super) struct Reports<'a> {
    human: Human<'a>,
    json: Option<Json<'a>>,
    junit: Option<JUnit<'a>>,
    totals: Totals,
}

impl<'a> Reports<'a> {
    pub(super) fn new(options: &'a TestOptions, planned: usize) -> Result<Self, Error> {
        let junit = options.junit.as_deref();
        Ok(Reports {
            human: Human::new(options),
            json: options.json.then(|| Json::new(options)),
            junit: junit.map(|path| JUnit::new(options, path)).transpose()?,
            totals: Totals::new(planned),
        })
    }

    /// A job with many schedules goes on.
    pub(super) fn progress(&mut self, job: &Job, runs: u64) {
        self.human.progress(job, runs);
    }

    /// A job has ended.
    pub(super) fn ended(&mut self, ended: &JobResult) {
        self.totals.add(ended);
        if let Some(json) = &mut self.json {
            json.ended(ended);
        }
        if let Some(junit) = &mut self.junit {
            junit.ended(ended);
        }
        self.human.ended(ended);
    }

    /// All is over. Returns the exit status.
    pub(super) fn finish(self) -> Result<u8, Error> {
        let status = self.totals.status();
        self.human.summary(&self.totals);
        let json = self.json.map_or(Ok(()), |json| json.summary(&self.totals));
        if let Some(junit) = self.junit {
            junit.write(&self.totals)?;
        }
        json?;
        Ok(status)
    }
}
