//! The world of one test, and how time passes in it.

use std::path::PathBuf;
use std::time::Duration;

use lrsocket_host::proto::Time;
use lrsocket_host::sim::{Settled, Simulation, VirtualClock};
use lrsocket_host::{Folders, Host, Record};

use super::desk::Desk;
use super::end::OutsideEnd;
use super::error::{Stopped, WorldError};
use super::home::Home;
use crate::config::TestConfig;
use crate::watchdog::Watch;

/// The world of one test.
pub(crate) struct World {
    pub(super) config: TestConfig,
    /// The folder of the test file, where paths in a test begin.
    pub(super) folder: PathBuf,
    pub(super) clock: VirtualClock,
    /// `None` until the first plug-in starts.
    pub(super) simulation: Option<Simulation>,
    /// All ends that the test has opened; an `EndId` is an index.
    pub(super) ends: Vec<OutsideEnd>,
    /// `None` until the first plug-in starts.
    pub(super) home: Option<Home>,
    /// The folders of the running Lightroom, below `home`.
    pub(super) folders: Option<Folders>,
    /// The name of the profile under which Lightroom was started.
    pub(super) profile: Option<&'static str>,
    pub(super) desk: Desk,
    pub(super) watch: Watch,
}

impl World {
    pub(crate) fn new(config: TestConfig, folder: PathBuf, watch: Watch) -> Self {
        World {
            config,
            // The enclosing plug-in is found by its name, also from inside it.
            folder: std::path::absolute(&folder).unwrap_or(folder),
            clock: VirtualClock::default(),
            simulation: None,
            ends: Vec::new(),
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

    /// Everything that has happened so far.
    pub(crate) fn records(&self) -> &[Record] {
        self.simulation.as_ref().map_or(&[], Simulation::records)
    }

    /// Takes the records and ends the world.
    pub(crate) fn take_records(&mut self) -> Vec<Record> {
        self.simulation
            .take()
            .map_or_else(Vec::new, Simulation::into_records)
    }

    /// Whether the test has taken too much real time.
    pub(crate) fn is_late(&self) -> bool {
        self.watch.is_late()
    }

    /// Runs until nothing more happens without time passing.
    pub(crate) fn settle(&mut self) -> Result<(), WorldError> {
        while let Some(simulation) = &mut self.simulation {
            let settled = simulation.settle();
            let answered = self.desk.attend(simulation)?;
            self.check_real_time(settled)?;
            if !answered {
                break;
            }
        }
        Ok(())
    }

    /// Lets this much time pass.
    pub(crate) fn advance(&mut self, by: Duration) -> Result<(), WorldError> {
        self.wait(by, |_| false).map(|_| ())
    }

    /// Lets time pass until `done` returns true, but at most `limit`. Returns whether it did.
    pub(crate) fn wait(
        &mut self,
        limit: Duration,
        done: impl FnMut(&mut Simulation) -> bool,
    ) -> Result<bool, WorldError> {
        let end = self.now() + limit;
        let bound = Time::ZERO + self.config.limits.simulated;
        let is_done = self.run_until(end.min(bound), done)?;
        if !is_done && end > bound {
            let hours = self.config.limits.simulated.as_secs_f64() / 3600.0;
            return Err(Stopped::Simulated { hours }.into());
        }
        Ok(is_done)
    }

    /// Lets time pass until `done` returns true, or until `end`. Returns whether it did.
    pub(super) fn run_until(
        &mut self,
        end: Time,
        mut done: impl FnMut(&mut Simulation) -> bool,
    ) -> Result<bool, WorldError> {
        let Some(simulation) = &mut self.simulation else {
            self.clock.advance_to(end);
            return Ok(false);
        };
        let desk = &mut self.desk;
        let (mut is_done, mut answered, mut failed) = (false, false, None);
        let settled = simulation.run_until(end, |simulation| {
            match desk.attend(simulation) {
                // What follows from the answer comes first.
                Ok(any) => answered = any,
                Err(error) => failed = Some(error),
            }
            is_done = is_done || (!answered && failed.is_none() && done(simulation));
            is_done || failed.is_some()
        });
        self.check_real_time(settled)?;
        if let Some(error) = failed {
            return Err(error);
        }
        if answered {
            self.settle()?;
        }
        Ok(is_done)
    }

    /// The Lightroom of this test; an error if no plug-in was started yet.
    pub(crate) fn host(&mut self) -> Result<&mut Host, WorldError> {
        self.running().map(Simulation::host)
    }

    pub(super) fn running(&mut self) -> Result<&mut Simulation, WorldError> {
        const NONE: &str = "no plug-in was started yet: begin with lr.start(path)";
        self.simulation.as_mut().ok_or_else(|| NONE.into())
    }

    /// Fails if too much real time has passed.
    pub(crate) fn check_late(&self) -> Result<(), WorldError> {
        self.check_real_time(Settled::Quiet)
    }

    fn check_real_time(&self, settled: Settled) -> Result<(), WorldError> {
        if settled == Settled::GivenUp || self.watch.is_late() {
            let seconds = self.config.limits.real.as_secs_f64();
            return Err(Stopped::Real { seconds }.into());
        }
        Ok(())
    }
}
