//! Plays the outside program's side of a transcript.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use lrsocket_host::Answer;
use lrsocket_host::proto::{FaultRequest, Time};

use super::transcript::{Entry, Place, Setup, Transcript, What};
use crate::world::{EndId, Port, Start, Trouble, World};

/// How long the plug-in may take to listen where it listened before: it is as fast as the recorded
/// one, but for what it did by itself.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long it may go on after the last thing that happened.
const AFTERWARDS: Duration = Duration::from_secs(1);

/// The sockets that those of the transcript have become: the numbers of their `bind`s.
pub(super) type Places = BTreeMap<u32, u32>;

/// Plays all of it.
pub(super) fn play(
    transcript: &Transcript,
    path: &Path,
    world: &mut World,
) -> Result<Places, Trouble> {
    world.start(
        &path.display().to_string(),
        &start(transcript.setup.as_ref())?,
    )?;
    let mut player = Player {
        world,
        ends: BTreeMap::new(),
        places: Places::new(),
    };
    let mut is_over = false;
    for entry in &transcript.entries {
        player.wait_until(entry.time)?;
        if matches!(entry.what, What::Exit) {
            is_over = true;
            player.world.stop()?;
            break;
        }
        player
            .act(&entry.what)
            .map_err(|trouble| told(entry, &trouble))?;
    }
    if !is_over {
        player.world.advance(AFTERWARDS)?;
    }
    Ok(player.places)
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
        prefs: None,
    })
}

struct Player<'a> {
    world: &'a mut World,
    /// The connections of the outside program that are open.
    ends: BTreeMap<(u32, u32), EndId>,
    places: Places,
}

impl Player<'_> {
    fn wait_until(&mut self, time: Time) -> Result<(), Trouble> {
        let now = self.world.now();
        self.world.advance(time.saturating_since(now))
    }

    fn act(&mut self, what: &What) -> Result<(), Trouble> {
        match what {
            What::Connected(place) => {
                let port = self.find(*place)?;
                let end = self.world.connect(port.number)??;
                self.places.insert(place.socket, port.bind());
                self.ends.insert((place.socket, place.connection), end);
                Ok(())
            }
            What::Message(place, line) => {
                let end = self.end(*place)?;
                let mut bytes = line.clone();
                bytes.push(b'\n');
                self.world.write(end, &bytes)
            }
            What::Left(place) => {
                let end = self.end(*place)?;
                self.ends.remove(&(place.socket, place.connection));
                self.world.act(end, lrsocket_host::sim::RemoteEnd::close)
            }
            What::Command(command) => self.world.control(command).map(|_| ()),
            What::Sent(..) | What::Failed(_) | What::Exit => Ok(()),
        }
    }

    fn end(&self, place: Place) -> Result<EndId, Trouble> {
        let end = self.ends.get(&(place.socket, place.connection));
        end.copied().ok_or_else(|| {
            format!(
                "nobody is connected to socket {} ({}): the transcript begins in the middle of a \
                 session",
                place.socket, place.mode
            )
        })
    }

    /// The socket that this one of the transcript is now, once it listens.
    fn find(&mut self, place: Place) -> Result<Port, Trouble> {
        let found = self.world.wait_for_port(PATIENCE, |port| {
            port.mode == place.mode
                && match place.target {
                    // A proxy knows ports; one that was chosen by the system is another now.
                    Some(target) => port.number == target || target >= 49_152,
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
