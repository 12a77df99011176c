//! Plays the outside program's side of a transcript.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use lrsocket_faults::FaultRequest;
use lrsocket_host::Answer;
use lrsocket_host::sim::RemoteEnd;
use serde_json::Value as Json;

use super::pace::Pace;
use super::transcript::{Entry, Place, Setup, Transcript, What};
use crate::world::{EndId, Port, Start, Trouble, World};

/// How long the plug-in may take to listen where it listened before: it is as fast as the recorded
/// one, but for what it did by itself.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long what the plug-in did then may still come after the last thing that happened.
const AFTERWARDS: Duration = Duration::from_secs(1);

/// The first port of those that a system chooses itself (IANA).
const DYNAMIC: u16 = 49_152;

/// What came of it.
pub(super) struct Stage {
    /// The sockets that those of the transcript have become: the numbers of their `bind`s.
    pub(super) places: BTreeMap<u32, u32>,
    /// How many of the world's records belong to the time that the transcript tells of. Of what came
    /// later, only what came then counts.
    pub(super) counted: usize,
}

/// Plays all of it.
pub(super) fn play(
    transcript: &Transcript,
    paths: &[PathBuf],
    world: &mut World,
) -> Result<Stage, Trouble> {
    let mut start = start(transcript.setup.as_ref())?;
    start.ports = transcript.ports();
    let paths: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    world.start_all(&paths, &start)?;
    let mut player = Player {
        world,
        pace: Pace::default(),
        ends: BTreeMap::new(),
        places: BTreeMap::new(),
    };
    for entry in &transcript.entries {
        player
            .play(entry, transcript.setup.is_some())
            .map_err(|trouble| told(entry, &trouble))?;
    }
    let counted = player.finish(transcript)?;
    let places = player.places;
    Ok(Stage { places, counted })
}

fn told(entry: &Entry, trouble: &str) -> Trouble {
    let (line, time) = (entry.line, entry.time.since_start().as_secs_f64());
    format!("line {line}, at {time:.3} s: {trouble}")
}

/// How the plug-in is started: as it was.
fn start(setup: Option<&Setup>) -> Result<Start, Trouble> {
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
    /// The connections of the outside program that are open.
    ends: BTreeMap<(u32, u32), EndId>,
    places: BTreeMap<u32, u32>,
}

impl Player<'_> {
    /// `is_run`: the transcript is of a run, not of a proxy.
    fn play(&mut self, entry: &Entry, is_run: bool) -> Result<(), Trouble> {
        if let What::Did(place, deed) = &entry.what {
            // A proxy does not tell of the plug-in's socket before somebody is connected to it.
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

    fn act(&mut self, what: &What, is_run: bool) -> Result<(), Trouble> {
        match what {
            What::Connected(place) => {
                let port = self.find(*place)?;
                let end = self.world.connect(port.number)??;
                self.places.insert(place.socket, port.bind());
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

    fn command(&mut self, command: &Json, refused: bool) -> Result<(), Trouble> {
        // What came of a storm is in the transcript as well.
        if command["do"] == "fault" && command["name"] == "storm" {
            return Ok(());
        }
        let done = self.world.control(command);
        if refused { Ok(()) } else { done.map(|_| ()) }
    }

    /// Waits for what came then and has not come yet. How many records belong to the time before.
    fn finish(&mut self, transcript: &Transcript) -> Result<usize, Trouble> {
        let over =
            matches!(transcript.entries.last(), Some(last) if matches!(last.what, What::Exit));
        let records = self.world.records();
        // Who was killed may have done more at the last moment than was written.
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

    fn end(&self, place: Place) -> Result<EndId, Trouble> {
        let end = self.ends.get(&place.key());
        end.copied().ok_or_else(|| nobody(place))
    }

    /// The socket that this one of the transcript is now, once it listens.
    fn find(&mut self, place: Place) -> Result<Port, Trouble> {
        let found = self.world.wait_for_port(PATIENCE, |port| {
            port.mode == place.mode
                && match place.target {
                    // A proxy knows ports; one that was chosen by the system is another now.
                    Some(target) => port.number == target || target >= DYNAMIC,
                    None => port.bind() == place.socket,
                }
        })?;
        found.ok_or_else(|| {
            format!(
                "an outside program connected to socket {} ({}) then; now the plug-in does not \
                 listen there",
                place.socket, place.mode
            )
        })
    }
}

fn nobody(place: Place) -> Trouble {
    format!(
        "nobody is connected to socket {} ({}): the transcript begins in the middle of a session",
        place.socket, place.mode
    )
}

/// The line as it was on the wire: of two carriage returns before its end, one was left (B6.1).
fn terminated(line: &[u8]) -> Vec<u8> {
    let mut bytes = line.to_vec();
    if bytes.last() == Some(&b'\r') {
        bytes.push(b'\r');
    }
    bytes.push(b'\n');
    bytes
}
