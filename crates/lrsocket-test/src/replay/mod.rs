//! Plays the outside program's side of a recorded session against a plug-in, in virtual time, and
//! compares what the plug-in sends.

mod compare;
mod pace;
mod play;
mod transcript;

use std::path::{Path, PathBuf};
use std::time::Instant;

pub use transcript::{Transcript, TranscriptError};

use crate::failure::Failure;
use crate::limits::Watchdog;
use crate::outcome::{Outcome, Status};
use crate::world::{Conditions, World};

/// What came of a replay.
#[derive(Clone, Debug)]
pub struct Played {
    /// That of a test.
    pub outcome: Outcome,
    /// Whether all of the transcript could be played, whatever the plug-in did.
    pub is_complete: bool,
}

/// Plays a transcript against the plug-ins at `paths`, in the order in which they were run. It has passed if the plug-in sent what it sent
/// then, and failed where it failed then.
pub fn replay(
    transcript: &Transcript,
    paths: &[PathBuf],
    conditions: Conditions,
    watchdog: &Watchdog,
) -> Played {
    let began = Instant::now();
    let watch = watchdog.watch(conditions.limits.real);
    let mut world = World::new(conditions, Path::new("").to_owned(), watch);
    let played = play::play(transcript, paths, &mut world);
    let simulated = world.now().since_start();
    let records = world.take_records();
    let is_complete = played.is_ok();
    let mut failures = match played {
        Ok(stage) => compare::compare(transcript, &records, &stage),
        Err(message) => vec![failure(message)],
    };
    let at = transcript.path.display();
    for failure in &mut failures {
        failure.message = format!("{at}: {}", failure.message);
    }
    let outcome = Outcome {
        status: match failures.as_slice() {
            [] => Status::Passed,
            _ => Status::Failed(failures),
        },
        simulated,
        took: began.elapsed(),
        records,
    };
    Played {
        outcome,
        is_complete,
    }
}

fn failure(message: String) -> Failure {
    Failure {
        at: None,
        message,
        traceback: String::new(),
    }
}
