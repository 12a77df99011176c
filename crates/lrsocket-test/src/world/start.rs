//! Starts plug-ins.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use lrsocket_faults::FaultRequest;
use lrsocket_host::lightroom::{Lightroom, Module};
use lrsocket_host::proto::{Platform, Profile};
use lrsocket_host::sim::{Schedule, Simulation};
use lrsocket_host::{Answer, Clock, Folders, Host, Recording, Settings, VersionError, write_prefs};
use mlua::Table;

use super::base::World;
use super::error::WorldError;
use super::home::Home;

/// The options of a start; what is left out comes from the configuration of the test.
#[derive(Debug, Default)]
pub(crate) struct Start {
    pub(crate) profile: Option<String>,
    pub(crate) catalog: Option<String>,
    pub(crate) platform: Option<String>,
    pub(crate) strict: Option<bool>,
    /// The version of Lightroom.
    pub(crate) lightroom: Option<String>,
    /// The answer to dialogs from the start.
    pub(crate) answer: Option<Answer>,
    pub(crate) faults: Vec<FaultRequest>,
    /// The preferences of the plug-in.
    pub(crate) prefs: Option<Table>,
    /// Whether `LrHttp` has no network.
    pub(crate) offline: bool,
    pub(crate) recording: Recording,
    /// Whether local time, random numbers and the like are those of this machine, as in a run.
    pub(crate) from_machine: bool,
    /// What unique names follow from then.
    pub(crate) names: Option<u64>,
    /// The results of the attempts to listen, by the number of the `bind`: a port, or `None` for a
    /// taken one.
    pub(crate) ports: BTreeMap<u32, VecDeque<Option<u16>>>,
}

impl Start {
    /// Whether it has no options for the Lightroom that the plug-in runs in.
    fn is_plain(&self) -> bool {
        self.profile.is_none()
            && self.catalog.is_none()
            && self.platform.is_none()
            && self.strict.is_none()
            && self.lightroom.is_none()
            && self.faults.is_empty()
            && !self.offline
            && self.ports.is_empty()
    }
}

impl World {
    /// Starts a plug-in, in the running Lightroom or in a new one, and lets it run until it waits.
    /// Returns its identifier.
    pub(crate) fn start(&mut self, path: &str, how: &Start) -> Result<String, WorldError> {
        let identifier = self.add(path, how)?;
        self.settle()?;
        Ok(identifier)
    }

    /// Starts plug-ins at the same time.
    pub(crate) fn start_all(&mut self, paths: &[String], how: &Start) -> Result<(), WorldError> {
        let plain = Start::default();
        for (index, path) in paths.iter().enumerate() {
            self.add(path, if index == 0 { how } else { &plain })?;
        }
        self.settle()
    }

    /// Adds a plug-in without running anything of it.
    fn add(&mut self, path: &str, how: &Start) -> Result<String, WorldError> {
        let path = self.resolve(path)?;
        let running = self
            .simulation
            .as_mut()
            .is_some_and(|simulation| !simulation.host().is_over());
        if !running {
            let host = self.launch(how, Rc::new(self.clock.clone()))?;
            if let Some(simulation) = &mut self.simulation {
                simulation.restart(host);
            } else {
                let schedule = Schedule::seeded(self.config.seed);
                let simulation = Simulation::new(host, self.clock.clone(), schedule);
                self.watch.add(simulation.give_up());
                self.simulation = Some(simulation);
            }
            if let Some(simulation) = &mut self.simulation {
                for (bind, ports) in &how.ports {
                    simulation.foresee_ports(*bind, ports.iter().copied());
                }
            }
        } else if !how.is_plain() {
            return Err(
                "Lightroom is already running: only the first lr.start can set its options; stop the \
                 plug-in first to start another Lightroom"
                    .into(),
            );
        }
        let host = self.host()?;
        if let Err(error) = host.add(&path) {
            if !running {
                // The next start may set other options.
                host.shut_down();
            }
            return Err(WorldError::Failed(error.to_string()));
        }
        let added = host.plugins().last();
        let identifier = added.map(|plugin| plugin.info.identifier.clone());
        let identifier = identifier.ok_or("the plug-in ended at once")?;
        if let (Some(prefs), Some(folders)) = (&how.prefs, &self.folders) {
            write_prefs(folders, &identifier, prefs).map_err(|e| format!("prefs: {e}"))?;
        }
        Ok(identifier)
    }

    /// The name of the profile of the running Lightroom, or of the one that would be started.
    pub(crate) fn profile(&self) -> &'static str {
        let general = || name_of(&self.config.profile);
        self.profile.unwrap_or_else(general)
    }

    /// Returns a folder of `LrPathUtils.getStandardFilePath` by its name, and creates it.
    pub(crate) fn standard_folder(&mut self, name: &str) -> Result<PathBuf, WorldError> {
        let folders = self.home_folders()?;
        let folder = folders.named(name).ok_or_else(|| {
            format!(
                "there is no folder \"{name}\"; there are home, temp, desktop, appPrefs, pictures, \
                 documents and appData"
            )
        })?;
        std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        Ok(folder.to_owned())
    }

    /// The folders of the test's home, which exists from now on, before the first plug-in starts too.
    fn home_folders(&mut self) -> Result<Folders, WorldError> {
        let home = match self.home.take() {
            Some(home) => Ok(home),
            None => Home::new(),
        };
        let home = home.map_err(|error| format!("no folder for the test's home: {error}"))?;
        Ok(Folders::below(self.home.insert(home).path()))
    }

    /// The file with the preferences of a plug-in, if it has saved any.
    pub(crate) fn prefs_file(&self, identifier: &str) -> Option<PathBuf> {
        let file = self.folders.as_ref()?.prefs(identifier);
        file.is_file().then_some(file)
    }

    /// Creates a Lightroom on a clock of its own, without adding it to the world, and its plug-ins.
    pub(crate) fn launch_alone(
        &mut self,
        paths: &[String],
        how: &Start,
        clock: Rc<dyn Clock>,
    ) -> Result<Host, WorldError> {
        let mut host = self.launch(how, clock)?;
        for path in paths {
            host.add(&self.resolve(path)?)
                .map_err(|error| error.to_string())?;
        }
        Ok(host)
    }

    /// Creates a Lightroom.
    fn launch(&mut self, how: &Start, clock: Rc<dyn Clock>) -> Result<Host, WorldError> {
        let folders = self.home_folders()?;
        self.folders = Some(folders.clone());
        let mut settings = Settings::simulated(folders, clock, self.config.seed);
        settings.profile = match &how.profile {
            Some(name) => Profile::named(name).ok_or_else(|| {
                format!(
                    "there is no profile \"{name}\"; there are {}",
                    Profile::NAMES.join(", ")
                )
            })?,
            None => self.config.profile.clone(),
        };
        self.profile = Some(name_of(&settings.profile));
        settings.faults.clone_from(&how.faults);
        settings.answer = how.answer.unwrap_or_default();
        settings.platform = match how.platform.as_deref() {
            None => settings.profile.platform.unwrap_or(settings.platform),
            Some("mac") => Platform::Mac,
            Some("win") => Platform::Win,
            Some(other) => {
                let message = format!("platform is \"mac\" or \"win\", not \"{other}\"");
                return Err(WorldError::Failed(message));
            }
        };
        settings.lightroom = match &how.lightroom {
            None => self.config.lightroom,
            Some(text) => text
                .parse()
                .map_err(|error: VersionError| error.to_string())?,
        };
        settings.offline = how.offline;
        settings.recording = how.recording;
        if how.from_machine {
            settings.repeatable = None;
            settings.names = how.names;
        }
        settings.strict = how.strict.unwrap_or(true);
        settings.record_messages = true;
        settings.waits_let_others_run = self.config.seed != 0;
        let lightroom = match &how.catalog {
            Some(path) => {
                let path = self.resolve(path)?;
                let opened = lightroom_catalog::open(&path).map_err(|error| error.to_string())?;
                Lightroom::new(opened.catalog)
            }
            None => Lightroom::built_in(),
        };
        let mut host = Host::with_lightroom(settings, lightroom);
        self.watch.add(host.interrupt());
        // The same module as in `lrsocket run`.
        host.lightroom().switch_to_module(Module::Develop);
        Ok(host)
    }

    /// Resolves a path as a test writes it: from the folder of the test file, or else from the folder
    /// where the run began. An empty path is the plug-in that the test file lies in.
    fn resolve(&self, path: &str) -> Result<PathBuf, WorldError> {
        if path.is_empty() {
            return plugin_around(&self.folder)
                .map(Path::to_owned)
                .ok_or_else(|| {
                    "the test file is not inside a plug-in: lr.start needs the plug-in's path"
                        .into()
                });
        }
        let beside = self.folder.join(path);
        if beside.exists() || !Path::new(path).exists() {
            return Ok(beside);
        }
        Ok(PathBuf::from(path))
    }
}

fn name_of(profile: &Profile) -> &'static str {
    let named = |name: &&str| Profile::named(name).as_ref() == Some(profile);
    Profile::NAMES.into_iter().find(named).unwrap_or("custom")
}

/// The folder of the plug-in that this folder is, or lies in.
pub(crate) fn plugin_around(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| is_plugin(folder))
}

fn is_plugin(folder: &Path) -> bool {
    let end = folder.extension().and_then(|end| end.to_str());
    matches!(end, Some("lrplugin" | "lrdevplugin"))
}
