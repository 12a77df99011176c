//! The world of one test: a Lightroom with its plug-ins, outside programs, a network between them
//! and a clock. It speaks Rust; `lua/` gives it to the test.

mod by_hand;
mod ends;
mod hints;
mod history;
mod home;
mod plugins;
mod start;
mod work;

use std::path::PathBuf;
use std::time::Duration;

use lrsocket_host::proto::{Profile, Time};
use lrsocket_host::sim::{Settled, Simulation, VirtualClock};
use lrsocket_host::{Event, Folders, Host, Record};
use serde_json::Value as Json;

pub(crate) use ends::EndId;
use ends::Ends;
use home::Home;
pub(crate) use plugins::Port;
pub(crate) use start::Start;
use work::Desk;
pub(crate) use work::command_of;

use crate::limits::{Limits, Watch};

/// Under what conditions a test runs, unless it says otherwise itself.
#[derive(Clone, Debug)]
pub struct Conditions {
    /// How sockets behave.
    pub profile: Profile,
    /// The seed of the schedule; 0 is the plain one.
    pub seed: u64,
    /// What stops a test that does not end.
    pub limits: Limits,
}

impl Default for Conditions {
    fn default() -> Self {
        Conditions {
            profile: Profile::measured(),
            seed: 0,
            limits: Limits::default(),
        }
    }
}

/// Why something could not be done, for the person who wrote the test.
pub(crate) type Trouble = String;

/// The world of one test.
pub(crate) struct World {
    conditions: Conditions,
    /// The folder of the test file: paths in a test begin there.
    folder: PathBuf,
    clock: VirtualClock,
    /// There from the first start of a plug-in on.
    simulation: Option<Simulation>,
    ends: Ends,
    /// There from the first start of a plug-in on.
    home: Option<Home>,
    /// Those of the Lightroom that runs, below `home`.
    folders: Option<Folders>,
    /// The name of the profile under which it was started.
    profile: Option<&'static str>,
    desk: Desk,
    watch: Watch,
}

impl World {
    pub(crate) fn new(conditions: Conditions, folder: PathBuf, watch: Watch) -> Self {
        World {
            conditions,
            // A plug-in around it is found by its name, also from inside.
            folder: std::path::absolute(&folder).unwrap_or(folder),
            clock: VirtualClock::default(),
            simulation: None,
            ends: Ends::default(),
            home: None,
            folders: None,
            profile: None,
            desk: Desk::default(),
            watch,
        }
    }

    /// The time since the test began.
    pub(crate) fn now(&self) -> Time {
        self.clock.get()
    }

    /// All that has happened so far.
    pub(crate) fn records(&self) -> &[Record] {
        self.simulation.as_ref().map_or(&[], Simulation::records)
    }

    /// Takes all that has happened.
    pub(crate) fn take_records(&mut self) -> Vec<Record> {
        self.simulation
            .take()
            .map_or_else(Vec::new, Simulation::into_records)
    }

    /// Whether it has taken too long, in real time.
    pub(crate) fn is_late(&self) -> bool {
        self.watch.is_late()
    }

    /// Runs until nothing more happens without time passing.
    pub(crate) fn settle(&mut self) -> Result<(), Trouble> {
        while let Some(simulation) = &mut self.simulation {
            let settled = simulation.settle();
            let answered = self.desk.attend(simulation)?;
            self.went_on(settled)?;
            if !answered {
                break;
            }
        }
        Ok(())
    }

    /// Lets this much time pass.
    pub(crate) fn advance(&mut self, by: Duration) -> Result<(), Trouble> {
        self.wait(by, |_| false).map(|_| ())
    }

    /// Lets time pass until `done` says so, but at most this much. Whether it did.
    pub(crate) fn wait(
        &mut self,
        limit: Duration,
        done: impl FnMut(&mut Simulation) -> bool,
    ) -> Result<bool, Trouble> {
        let end = self.now() + limit;
        let bound = Time::ZERO + self.conditions.limits.simulated;
        let is_done = self.run_until(end.min(bound), done)?;
        if !is_done {
            self.within(end, bound)?;
        }
        Ok(is_done)
    }

    fn run_until(
        &mut self,
        end: Time,
        mut done: impl FnMut(&mut Simulation) -> bool,
    ) -> Result<bool, Trouble> {
        let Some(simulation) = &mut self.simulation else {
            self.clock.advance_to(end);
            return Ok(false);
        };
        let desk = &mut self.desk;
        let (mut is_done, mut answered, mut trouble) = (false, false, None);
        let settled = simulation.run_until(end, |simulation| {
            match desk.attend(simulation) {
                // What follows from it comes first.
                Ok(any) => answered = any,
                Err(error) => trouble = Some(error),
            }
            is_done = is_done || (!answered && trouble.is_none() && done(simulation));
            is_done || trouble.is_some()
        });
        self.went_on(settled)?;
        if let Some(trouble) = trouble {
            return Err(trouble);
        }
        if answered {
            self.settle()?;
        }
        Ok(is_done)
    }

    /// The Lightroom of this test, which must have been started.
    pub(crate) fn host(&mut self) -> Result<&mut Host, Trouble> {
        self.running().map(Simulation::host)
    }

    fn running(&mut self) -> Result<&mut Simulation, Trouble> {
        const NONE: &str = "no plug-in was started yet: begin with lr.start(path)";
        let simulation = self.simulation.as_mut();
        simulation.ok_or_else(|| NONE.to_owned())
    }

    /// Carries out a line of the control protocol (docs/control.md) and returns its result. The answer
    /// is told, too, as that of a run is.
    pub(crate) fn control(&mut self, line: &Json) -> Result<Json, Trouble> {
        let simulation = self.running()?;
        let from = simulation.records().len();
        simulation.host().control(&line.to_string());
        self.settle()?;
        let answer = self.records().iter().skip(from).find_map(answer_of);
        answer.unwrap_or_else(|| Err("Lightroom did not answer".to_owned()))
    }

    /// The same for a test: the answer is for it alone and nothing that has happened.
    pub(crate) fn ask(&mut self, line: &Json) -> Result<Json, Trouble> {
        let from = self.records().len();
        let answer = self.control(line);
        if let Ok(simulation) = self.running() {
            simulation.take_answer(from);
        }
        answer
    }

    fn went_on(&self, settled: Settled) -> Result<(), Trouble> {
        if settled == Settled::GivenUp || self.watch.is_late() {
            let limit = self.conditions.limits.real.as_secs_f64();
            return Err(format!(
                "stopped after {limit} s of real time: the plug-in or the test does not come to an \
                 end (--timeout gives it longer)"
            ));
        }
        Ok(())
    }

    fn within(&self, end: Time, bound: Time) -> Result<(), Trouble> {
        if end <= bound {
            return Ok(());
        }
        let hours = self.conditions.limits.simulated.as_secs_f64() / 3600.0;
        Err(format!(
            "stopped after {hours} simulated hours: a test should not need that much"
        ))
    }
}

fn answer_of(record: &Record) -> Option<Result<Json, Trouble>> {
    match &record.event {
        Event::Answer {
            ok: true, result, ..
        } => Some(Ok(result.clone())),
        Event::Answer { error, .. } => Some(Err(error.clone().unwrap_or_default())),
        _ => None,
    }
}
