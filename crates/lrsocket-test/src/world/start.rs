//! Starts plug-ins, and what a person then does to them.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use lrsocket_host::lightroom::{Lightroom, Module};
use lrsocket_host::proto::{Phase, Platform, Profile};
use lrsocket_host::sim::{Schedule, Simulation};
use lrsocket_host::{Folders, Host, NoSuchPlugin, Settings, SocketInfo, default_platform};

use super::{Trouble, World};

/// How a plug-in is to be started; what is not said is as the test runs in general.
#[derive(Debug, Default)]
pub(crate) struct Start {
    pub(crate) profile: Option<String>,
    pub(crate) catalog: Option<String>,
    pub(crate) platform: Option<String>,
    pub(crate) strict: Option<bool>,
}

impl Start {
    /// Whether it says nothing about the Lightroom that the plug-in runs in.
    fn is_plain(&self) -> bool {
        self.profile.is_none()
            && self.catalog.is_none()
            && self.platform.is_none()
            && self.strict.is_none()
    }
}

impl World {
    /// Starts a plug-in, in the Lightroom that runs or in a new one, and lets it run until it
    /// waits. Returns its identifier.
    pub(crate) fn start(&mut self, path: &str, how: &Start) -> Result<String, Trouble> {
        let path = self.resolve(path)?;
        let running = self
            .simulation
            .as_mut()
            .is_some_and(|simulation| !simulation.host().is_over());
        if !running {
            let host = self.launch(how)?;
            match &mut self.simulation {
                Some(simulation) => simulation.restart(host),
                None => {
                    let schedule = Schedule::seeded(self.conditions.seed);
                    let simulation = Simulation::new(host, self.clock.clone(), schedule);
                    self.watch.add(simulation.give_up());
                    self.simulation = Some(simulation);
                }
            }
        } else if !how.is_plain() {
            return Err(
                "Lightroom runs already: only the first lr.start can say how it is, or stop the \
                 first plug-in before"
                    .to_owned(),
            );
        }
        let host = self.host()?;
        host.add(&path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let added = host.plugins().last();
        let identifier = added.map(|plugin| plugin.info.identifier.clone());
        self.settle()?;
        identifier.ok_or_else(|| "the plug-in ended at once".to_owned())
    }

    /// Lightroom quits; its plug-ins run their shut-down scripts.
    pub(crate) fn stop(&mut self) -> Result<(), Trouble> {
        let settled = self.running()?.quit();
        self.went_on(settled)
    }

    /// Clicks a menu item.
    pub(crate) fn menu(&mut self, title: &str) -> Result<(), Trouble> {
        self.host()?
            .menu(title)
            .map_err(|known| match known.as_slice() {
                [] => format!("there is no menu item \"{title}\": the plug-in has none"),
                known => format!(
                    "there is no menu item \"{title}\"; there are \"{}\"",
                    known.join("\", \"")
                ),
            })?;
        self.settle()
    }

    /// Does something to the plug-in of this identifier.
    pub(crate) fn with_plugin(
        &mut self,
        identifier: &str,
        act: impl FnOnce(&mut Host, &str) -> Result<(), NoSuchPlugin>,
    ) -> Result<(), Trouble> {
        let host = self.host()?;
        act(host, identifier).map_err(|NoSuchPlugin(known)| {
            format!("there is no plug-in {identifier} to do that to; there are {known:?}")
        })?;
        self.settle()
    }

    /// The sockets of a plug-in that listen or are connected.
    pub(crate) fn open_sockets(&mut self) -> Result<Vec<SocketInfo>, Trouble> {
        let summaries = self.host()?.socket_summaries().into_iter();
        let open = [Phase::Listening, Phase::Connected];
        let open = summaries.filter(|summary| open.contains(&summary.phase));
        Ok(open.map(|summary| summary.socket).collect())
    }

    /// A new Lightroom.
    fn launch(&mut self, how: &Start) -> Result<Host, Trouble> {
        let home = self.home.path();
        let home = home.map_err(|error| format!("no folder for the test's home: {error}"))?;
        let folders = Folders::below(home);
        folders
            .create()
            .map_err(|error| format!("{}: {error}", home.display()))?;
        let mut settings = Settings::new(folders);
        settings.profile = match &how.profile {
            Some(name) => Profile::named(name).ok_or_else(|| {
                format!("there is no profile \"{name}\"; `lrsocket profiles` lists them")
            })?,
            None => self.conditions.profile.clone(),
        };
        settings.platform = match how.platform.as_deref() {
            None => default_platform(&settings.profile),
            Some("mac") => Platform::Mac,
            Some("win") => Platform::Win,
            Some(other) => {
                return Err(format!("platform is \"mac\" or \"win\", not \"{other}\""));
            }
        };
        settings.strict = how.strict.unwrap_or(true);
        settings.clock = Rc::new(self.clock.clone());
        settings.record_messages = true;
        settings.offline = true;
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
        // As `lrsocket run` begins.
        host.lightroom().switch_to_module(Module::Develop);
        Ok(host)
    }

    /// A path as a test writes it: from the folder of the test file, or else from the folder where
    /// the run began. An empty one is the plug-in that the test file lies in.
    fn resolve(&self, path: &str) -> Result<PathBuf, Trouble> {
        if path.is_empty() {
            let around = self.folder.ancestors().find(|folder| is_plugin(folder));
            return around.map(Path::to_owned).ok_or_else(|| {
                "the test file is not inside a plug-in: lr.start needs the plug-in's path"
                    .to_owned()
            });
        }
        let beside = self.folder.join(path);
        if beside.exists() || !Path::new(path).exists() {
            return Ok(beside);
        }
        Ok(PathBuf::from(path))
    }
}

fn is_plugin(folder: &Path) -> bool {
    let end = folder.extension().and_then(|end| end.to_str());
    matches!(end, Some("lrplugin" | "lrdevplugin"))
}
