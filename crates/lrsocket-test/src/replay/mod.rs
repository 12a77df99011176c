//! Replays: the outside program's side of a recorded session is played against a plug-in in virtual
//! time, and what the plug-in sends is compared with the recording.
//!
//! A plug-in that has not changed gets exactly what it got, at the same moments ([`exact`]), so that it
//! does the same, however late its timers were. If that leads to something else, or the recording is
//! that of a proxy, the outside's side is played in step with what the plug-in does now ([`play`]).

mod compare;
mod exact;
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
    /// Whether the plug-in did exactly what it did, at the same moments: the transcript is what a
    /// recording of the replay would be.
    pub is_same: bool,
}

/// Plays a transcript against the plug-ins at `paths`, in the order in which they were run. The replay
/// passes if the plug-ins send what they sent in the recording, and fail where they failed there.
pub fn replay(
    transcript: &Transcript,
    paths: &[PathBuf],
    config: &TestConfig,
    watchdog: &Watchdog,
) -> ReplayResult {
    let began = Instant::now();
    let new_world = || {
        let watch = watchdog.watch(config.limits.real);
        World::new(config.clone(), Path::new("").to_owned(), watch)
    };
    if let Some((records, simulated)) = exact::repeat(transcript, paths, &mut new_world()) {
        return ReplayResult {
            outcome: Outcome {
                status: Status::Passed,
                simulated,
                took: began.elapsed(),
                records,
            },
            is_complete: true,
            is_same: true,
        };
    }
    let mut world = new_world();
    let played = play::play(transcript, paths, &mut world);
    let simulated = world.now().since_start();
    let records = world.take_records();
    let is_complete = played.is_ok();
    let mut failures = match played {
        Ok(stage) => {
            let entries: Vec<_> = transcript.entries.iter().collect();
            compare::compare(&entries, &records, &stage)
        }
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
        is_same: false,
    }
}
