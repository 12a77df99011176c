//! Everything on which a recorded run depended, in the order in which it happened.

use lrsocket_host::{Round, WorkResult};
use serde::Deserialize;
use serde_json::Value as Json;

/// What a recorded host got from outside.
#[derive(Clone, Debug, Default)]
pub(in crate::replay) struct Script {
    pub(in crate::replay) steps: Vec<Step>,
    /// The line of the last rounds: what stands before it has happened in the rounds so far.
    pub(in crate::replay) last_line: usize,
    /// The seed of unique names.
    pub(in crate::replay) names: Option<u64>,
    /// Whether the recording stopped to note its rounds.
    is_cut: bool,
}

/// A step of a script.
#[derive(Clone, Debug)]
pub(in crate::replay) enum Step {
    /// Rounds of the loop.
    Rounds(Vec<Round>),
    /// A line of the control protocol.
    Command {
        /// The line.
        line: String,
        /// Whether Lightroom refused it.
        refused: bool,
    },
    /// Outside work was done.
    Work(u64, WorkResult),
}

#[derive(Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
enum Line {
    Rounds {
        #[serde(default)]
        last: bool,
        #[serde(default)]
        names: Option<u64>,
        rounds: Vec<Round>,
    },
    Work {
        work: u64,
        #[serde(flatten)]
        result: WorkResult,
    },
}

impl Script {
    /// Adds a line of the trace: `rounds` or `work`.
    pub(super) fn add(&mut self, number: usize, text: &[u8]) -> Result<(), String> {
        let line = serde_json::from_slice(text).map_err(|error| error.to_string())?;
        match line {
            Line::Rounds {
                last,
                names,
                rounds,
            } => {
                self.names = self.names.or(names);
                self.is_cut |= last;
                self.last_line = number;
                self.steps.push(Step::Rounds(rounds));
            }
            Line::Work { work, result } => self.steps.push(Step::Work(work, result)),
        }
        Ok(())
    }

    pub(super) fn add_command(&mut self, command: &Json) {
        self.steps.push(Step::Command {
            line: command.to_string(),
            refused: false,
        });
    }

    /// Notes that the last command was refused.
    pub(super) fn refuse(&mut self) {
        let mut steps = self.steps.iter_mut().rev();
        let refusals = steps.find_map(|step| match step {
            Step::Command { refused, .. } => Some(refused),
            _ => None,
        });
        if let Some(refused) = refusals {
            *refused = true;
        }
    }

    /// Whether it can be played to the end of the recording.
    pub(in crate::replay) fn is_playable(&self) -> bool {
        self.last_line > 0 && !self.is_cut
    }
}
