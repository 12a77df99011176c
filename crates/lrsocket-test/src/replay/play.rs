//! Plays the outside program's side of a transcript.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use lrsocket_faults::FaultRequest;
use lrsocket_host::sim::RemoteEnd;
use lrsocket_host::{Answer, Recording};
use serde_json::Value as Json;

use super::pace::Pace;
use super::transcript::Transcript;
use super::transcript::entry::{Entry, Place, Setup, What};
use crate::world::{EndId, Start, World, WorldError};

/// How long the plug-in may take to listen where it listened in the recording.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long after the last entry the plug-in may still do what it did in the recording.
const AFTERWARDS: Duration = Duration::from_secs(1);

/// The first of the ports that systems assign (IANA's dynamic ports).
const DYNAMIC: u16 = 49_152;

/// What a comparison needs to know of a replay.
pub(super) struct Stage {
    /// The numbers of the `bind`s of the sockets, by their numbers in the transcript.
    pub(super) places: BTreeMap<u32, u32>,
    /// How many of the world's records belong to the time of the transcript. Later ones count only if
    /// the transcript has them.
    pub(super) counted: usize,
}

/// Plays a transcript to its end.
pub(super) fn play(
    transcript: &Transcript,
    paths: &[PathBuf],
    world: &mut World,
) -> Result<Stage, WorldError> {
    let mut start = start(transcript.setup.as_ref())?;
    start.ports = transcript.ports();
    start.recording = Recording::Everything; // What happens may become the transcript.
    world.start_all(&names(paths), &start)?;
    let mut player = Player {
        world,
        pace: Pace::default(),
        ends: BTreeMap::new(),
        places: BTreeMap::new(),
    };
    for entry in &transcript.entries {
        player
            .play(entry, transcript.setup.is_some())
            .map_err(|error| located(entry, &error))?;
    }
    let counted = player.finish(transcript)?;
    let places = player.places;
    Ok(Stage { places, counted })
}

pub(super) fn names(paths: &[PathBuf]) -> Vec<String> {
    let names = paths.iter().map(|path| path.display().to_string());
    names.collect()
}

/// Adds the line and time of the recording to an error.
fn located(entry: &Entry, error: &WorldError) -> WorldError {
    let (line, time) = (entry.line, entry.time.since_start().as_secs_f64());
    WorldError::Failed(format!("line {line}, at {time:.3} s: {error}"))
}

/// Returns the options of the recorded start.
pub(super) fn start(setup: Option<&Setup>) -> Result<Start, WorldError> {
    let Some(setup) = setup else {
        return Ok(Start {
            strict: Some(false),
            ..Start::default()
        });
    };
    let faults = setup.faults.iter().map(|fault| fault.parse());
    let faults: Result<Vec<FaultRequest>, _> = faults.collect();
    Ok(Start {
        profile: Some(setup.profile.clone()),
        catalog: setup.catalog.clone(),
        platform: Some(setup.platform.clone()),
        lightroom: setup.lightroom.clone(),
        strict: Some(setup.strict),
        answer: Answer::named(&setup.answer),
        faults: faults.map_err(|error| error.to_string())?,
        offline: setup.offline,
        ..Start::default()
    })
}

struct Player<'a> {
    world: &'a mut World,
    pace: Pace,
    /// The open connections of the outside program.
    ends: BTreeMap<(u32, u32), EndId>,
    places: BTreeMap<u32, u32>,
}

impl Player<'_> {
    /// Plays an entry. `is_run` is true for the transcript of a run, false for that of a proxy.
    fn play(&mut self, entry: &Entry, is_run: bool) -> Result<(), WorldError> {
        if let What::Did(place, deed) = &entry.what {
            // A proxy does not know the plug-in's socket before a client has connected to it.
            let socket = match place.target {
                None => Some(place.socket),
                Some(_) => self.places.get(&place.socket).copied(),
            };
            return match socket {
                Some(socket) => self.pace.follow(self.world, socket, deed, entry.time),
                None => Ok(()),
            };
        }
        self.pace.wait_to_act(self.world, entry.time)?;
        self.act(&entry.what, is_run)
    }

    fn act(&mut self, what: &What, is_run: bool) -> Result<(), WorldError> {
        match what {
            What::Connected(place) => {
                let (bind, port) = self.find(*place)?;
                let end = self.world.connect(port)??;
                self.places.insert(place.socket, bind);
                self.ends.insert(place.key(), end);
                Ok(())
            }
            What::Message(place, line) => {
                let end = self.end(*place)?;
                self.world.write(end, &terminated(line))
            }
            What::Left(place) => match self.ends.remove(&place.key()) {
                Some(end) => self.world.act(end, RemoteEnd::close),
                None => Err(nobody(*place)),
            },
            What::Slipped(place) => {
                let end = self.end(*place)?;
                self.world.act(end, RemoteEnd::finish)
            }
            What::Lost(place) => {
                let end = self.end(*place)?;
                self.world.act(end, RemoteEnd::reset)
            }
            What::Command { command, refused } => self.command(command, *refused),
            // A proxy ends before Lightroom does.
            What::Exit if is_run => self.world.stop(),
            What::Exit | What::Did(..) | What::Failed(_) => Ok(()),
        }
    }

    fn command(&mut self, command: &Json, refused: bool) -> Result<(), WorldError> {
        // The clients of a storm are in the transcript as well.
        if command["do"] == "fault" && command["name"] == "storm" {
            return Ok(());
        }
        let done = self.world.control(command);
        if refused { Ok(()) } else { done.map(|_| ()) }
    }

    /// Waits for what the plug-in did in the recording and has not done yet. Returns how many records
    /// belong to the time before.
    fn finish(&mut self, transcript: &Transcript) -> Result<usize, WorldError> {
        let over =
            matches!(transcript.entries.last(), Some(last) if matches!(last.what, What::Exit));
        let records = self.world.records();
        // A killed run may have done more at the last moment than it has written.
        let counted = if transcript.setup.is_some() && !over {
            let now = self.world.now();
            records.partition_point(|record| record.time < now)
        } else {
            records.len()
        };
        if !(over && transcript.setup.is_some()) {
            self.pace.wait_for_all(self.world, AFTERWARDS)?;
        }
        Ok(counted)
    }

    fn end(&self, place: Place) -> Result<EndId, WorldError> {
        let end = self.ends.get(&place.key());
        end.copied().ok_or_else(|| nobody(place))
    }

    /// Waits until the socket of this place listens. Returns the number of its `bind` and its port.
    fn find(&mut self, place: Place) -> Result<(u32, u16), WorldError> {
        let found = self.world.wait_for_port(PATIENCE, |bind, mode, port| {
            mode == place.mode
                && match place.target {
                    // A proxy knows ports; one that the system chose is different now.
                    Some(target) => port == target || target >= DYNAMIC,
                    None => bind == place.socket,
                }
        })?;
        found.ok_or_else(|| {
            WorldError::Failed(format!(
                "in the recording an outside program connected to socket {} ({}); now the plug-in \
                 does not listen there",
                place.socket, place.mode
            ))
        })
    }
}

fn nobody(place: Place) -> WorldError {
    WorldError::Failed(format!(
        "no client is connected to socket {} ({}): the transcript begins in the middle of a session",
        place.socket, place.mode
    ))
}

/// Returns a line as it was on the wire: of two carriage returns at its end, the recording has one
/// (B6.1).
fn terminated(line: &[u8]) -> Vec<u8> {
    let mut bytes = line.to_vec();
    if bytes.last() == Some(&b'\r') {
        bytes.push(b'\r');
    }
    bytes.push(b'\n');
    bytes
}
