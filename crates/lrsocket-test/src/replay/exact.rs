//! Repeats a recorded run exactly: the host gets what it got, round by round.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

use lrsocket_host::script::{ScriptClock, Scripted};
use lrsocket_host::{Clock as _, Record, Round};

use super::compare::compare;
use super::play::{self, Stage};
use super::transcript::Transcript;
use super::transcript::entry::Entry;
use super::transcript::script::Step;
use crate::world::{Start, World, WorldError};

/// Repeats the run. Returns the records and the simulated time if the plug-in did the same; `None` if
/// it did not, or the transcript does not contain what is needed.
pub(super) fn repeat(
    transcript: &Transcript,
    paths: &[PathBuf],
    world: &mut World,
) -> Option<(Vec<Record>, Duration)> {
    if !transcript.script.is_playable() {
        return None;
    }
    let (records, simulated) = run(transcript, paths, world).ok()?;
    let entries: Vec<&Entry> = transcript
        .entries
        .iter()
        .filter(|entry| entry.line <= transcript.script.last_line)
        .collect();
    let stage = Stage {
        places: BTreeMap::new(),
        counted: records.len(),
    };
    let same = compare(&entries, &records, &stage).is_empty();
    same.then_some((records, simulated))
}

fn run(
    transcript: &Transcript,
    paths: &[PathBuf],
    world: &mut World,
) -> Result<(Vec<Record>, Duration), WorldError> {
    let steps = &transcript.script.steps;
    let mut rounds: VecDeque<&Round> = steps.iter().flat_map(rounds_of).collect();
    let clock = ScriptClock::default();
    // What is read of the clock between two rounds belongs to the second.
    let load_next = |rounds: &VecDeque<&Round>| {
        if let Some(round) = rounds.front() {
            clock.load(round);
        }
    };
    load_next(&rounds);
    let start = Start {
        from_machine: true,
        names: transcript.script.names,
        ..play::start(transcript.setup.as_ref())?
    };
    let host = world.launch_alone(&play::names(paths), &start, Rc::new(clock.clone()))?;
    let mut scripted = Scripted::new(host, clock.clone());
    for step in steps {
        match step {
            Step::Command { line, refused } => {
                if !scripted.control(line) && !refused {
                    return Err("a command is refused that was not".into());
                }
            }
            Step::Work(work, result) => scripted.work_done(*work, result),
            Step::Rounds(own) => {
                for round in own {
                    rounds.pop_front();
                    scripted.round(round);
                    load_next(&rounds);
                    world.check_late()?;
                }
            }
        }
    }
    Ok((scripted.into_records(), clock.glance().since_start()))
}

fn rounds_of(step: &Step) -> &[Round] {
    match step {
        Step::Rounds(rounds) => rounds,
        Step::Command { .. } | Step::Work(..) => &[],
    }
}
