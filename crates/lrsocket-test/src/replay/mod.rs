//! Replays: the outside program's side of a recorded session is played against a plug-in in virtual
//! time, and what the plug-in sends is compared with the recording.

mod compare;
mod pace;
mod play;
mod transcript;

use std::path::{Path, PathBuf};
use std::time::Instant;

pub use transcript::{Transcript, TranscriptError};

use crate::config::TestConfig;
use crate::failure::Failure;
use crate::outcome::{Outcome, Status};
use crate::watchdog::Watchdog;
use crate::world::World;

/// The result of a replay.
#[derive(Clone, Debug)]
pub struct ReplayResult {
    /// The outcome, like that of a test.
    pub outcome: Outcome,
    /// Whether the whole transcript could be played, whatever the plug-in did.
    pub is_complete: bool,
}

/// Plays a transcript against the plug-ins at `paths`, in the order in which they were run. The replay
/// passes if the plug-ins send what they sent in the recording, and fail where they failed there.
pub fn replay(
    transcript: &Transcript,
    paths: &[PathBuf],
    config: TestConfig,
    watchdog: &Watchdog,
) -> ReplayResult {
    let began = Instant::now();
    let watch = watchdog.watch(config.limits.real);
    let mut world = World::new(config, Path::new("").to_owned(), watch);
    let played = play::play(transcript, paths, &mut world);
    let simulated = world.now().since_start();
    let records = world.take_records();
    let is_complete = played.is_ok();
    let mut failures = match played {
        Ok(stage) => compare::compare(transcript, &records, &stage),
        Err(error) => vec![Failure::plain(error.to_string())],
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
    ReplayResult {
        outcome,
        is_complete,
    }
}
