//! What fails a test besides its own assertions: errors of the plug-in that it does not expect.

use lrsocket_host::{Event, Line, Record};

use crate::failure::{Failure, Place};
use crate::world::World;

/// The failures of the plug-in that a test has spoken of.
#[derive(Debug, Default)]
pub(super) struct Expectations(Vec<Expectation>);

/// One of them.
#[derive(Debug)]
struct Expectation {
    /// A part of the text.
    text: String,
    /// Whether there must be one.
    needed: bool,
}

impl Expectations {
    pub(super) fn add(&mut self, text: String, needed: bool) {
        self.0.push(Expectation { text, needed });
    }
}

/// Adds the failures of the plug-in to those of the test itself.
pub(super) fn judge(world: &mut World, expected: &Expectations, failures: &mut Vec<Failure>) {
    let mut met = vec![false; expected.0.len()];
    let mut unexpected = Vec::new();
    for record in world.records() {
        let Some(failure) = failure_of(record) else {
            continue;
        };
        let mut allowed = false;
        for (expectation, met) in expected.0.iter().zip(&mut met) {
            if failure.message.contains(&expectation.text) {
                allowed = true;
                *met = true;
            }
        }
        if !allowed {
            unexpected.push(failure);
        }
    }
    failures.append(&mut unexpected);
    for (expectation, met) in expected.0.iter().zip(met) {
        if expectation.needed && !met {
            failures.push(Failure {
                at: None,
                message: format!(
                    "the plug-in was expected to fail with \"{}\", and did not",
                    expectation.text
                ),
                traceback: String::new(),
            });
        }
    }
}

/// What a record says against the plug-in.
fn failure_of(record: &Record) -> Option<Failure> {
    let against = match &record.event {
        // A reconnect storm (B3.13), a call into a state that a reload has left behind (B8.2).
        Event::Diagnostic { rule, .. } => matches!(*rule, "B3.13" | "B8.2"),
        event => event.is_failure(),
    };
    if !against {
        return None;
    }
    let line = Line::of(&record.event);
    let seconds = record.time.since_start().as_secs_f64();
    let at = record
        .event
        .socket()
        .map(|socket| Place(socket.at.to_string()));
    Some(Failure {
        at,
        message: format!("the plug-in, at {seconds:.3} s: {}", line.text),
        traceback: line.traceback.trim_end().to_owned(),
    })
}
