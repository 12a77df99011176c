//! Commands of the control protocol (docs/control.md).

use lrsocket_host::{Event, Record};
use serde_json::Value as Json;

use super::base::World;
use super::error::WorldError;

impl World {
    /// Carries out a line of the control protocol and returns its result. The answer is recorded, as
    /// in a run.
    pub(crate) fn control(&mut self, line: &Json) -> Result<Json, WorldError> {
        let simulation = self.running()?;
        let from = simulation.records().len();
        simulation.host().control(&line.to_string());
        self.settle()?;
        let answer = self.records().iter().skip(from).find_map(answer_of);
        answer.unwrap_or_else(|| Err("Lightroom did not answer".into()))
    }

    /// Like [`control`](Self::control), without a record of the answer: it is for the test alone.
    pub(crate) fn ask(&mut self, line: &Json) -> Result<Json, WorldError> {
        let from = self.records().len();
        let answer = self.control(line);
        if let Ok(simulation) = self.running() {
            simulation.take_answer(from);
        }
        answer
    }
}

fn answer_of(record: &Record) -> Option<Result<Json, WorldError>> {
    match &record.event {
        Event::Answer {
            ok: true, result, ..
        } => Some(Ok(result.clone())),
        Event::Answer { error, .. } => Some(Err(error.clone().unwrap_or_default().into())),
        _ => None,
    }
}
