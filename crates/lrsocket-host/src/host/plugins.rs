//! The plug-ins of a host: what a person does in the Plug-in Manager and the menus.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::Host;
use super::ending::Why;
use super::instance::Instance;
use lrsocket_sdk::plugin::{LoadError, Plugin};
use lrsocket_sdk::record::{Event, Managed};

/// There is no such plug-in; these are there, by identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchPlugin(pub Vec<String>);

/// A plug-in that is known and does not run.
pub(super) struct Disabled {
    pub(super) identifier: String,
    pub(super) path: PathBuf,
}

impl Host {
    /// Opens the plug-in or the single Lua file at `path`, and checks that its start-up script
    /// compiles. Nothing runs before [`run`](Self::run). Each plug-in has a Lua state of its own.
    pub fn add(&mut self, path: &Path) -> Result<(), LoadError> {
        self.instances.push(Instance::load(&self.app, path)?);
        Ok(())
    }

    /// The plug-ins that run.
    pub fn plugins(&self) -> impl Iterator<Item = &Plugin> {
        self.running().map(|instance| &instance.core.plugin)
    }

    /// Clicks the menu item of this title, in the first plug-in that has one. It runs once nothing
    /// else is ready (R6.3). The titles that there are if this one is not.
    pub fn menu(&mut self, title: &str) -> Result<(), Vec<String>> {
        let found = self.instances.iter_mut().any(|instance| {
            !instance.ending.is_asked() && !instance.leaked && instance.click(title)
        });
        if found {
            Ok(())
        } else {
            Err(self.menu_items())
        }
    }

    /// Clicks the menu item of this title in the plug-in of this identifier. The titles that it has
    /// if this one is not among them.
    pub fn menu_of(&mut self, identifier: &str, title: &str) -> Result<(), Vec<String>> {
        let Ok(instance) = self.find(identifier) else {
            return Err(Vec::new());
        };
        if instance.click(title) {
            return Ok(());
        }
        let items = instance.core.plugin.info.menu_items.iter();
        let items = items.filter(|_| instance.has_menu);
        Err(items.map(|item| item.title.clone()).collect())
    }

    /// Loads a plug-in anew, from disk: its Lua state ends, its sockets close, and a fresh one
    /// begins (B8.2). One that could not be loaded again the last time is tried once more.
    pub fn reload(&mut self, identifier: &str) -> Result<(), NoSuchPlugin> {
        let only = identifier.is_empty() && self.broken.len() == 1 && self.plugins().count() == 0;
        let mut broken = self.broken.iter();
        if let Some(found) = broken.position(|plugin| only || plugin.identifier == identifier) {
            let plugin = self.broken.remove(found);
            self.load_again(plugin, false);
            return Ok(());
        }
        let app = Rc::clone(&self.app);
        let leak = app.faults.borrow().faults.profile.reload_leak;
        // One that is being reloaded is loaded anew in any case.
        if self.ending(identifier, true).is_some() {
            return Ok(());
        }
        let instance = self.find(identifier)?;
        if leak {
            instance.leaked = true;
            app.left_behind.borrow_mut().insert(instance.core.id);
            if let Some(file) = instance.core.plugin.info.shutdown_plugin.clone() {
                instance.run_named_script(&file);
            }
            let plugin = Disabled {
                identifier: instance.core.plugin.info.identifier.clone(),
                path: instance.path.clone(),
            };
            self.load_again(plugin, false);
        } else {
            instance.end(Why::Reload);
        }
        Ok(())
    }

    /// Disables a plug-in: its Lua state ends, its sockets close (B8.2). One that is being reloaded is
    /// not loaded again.
    pub fn disable(&mut self, identifier: &str) -> Result<(), NoSuchPlugin> {
        if let Some(instance) = self.ending(identifier, true) {
            instance.ending.turn();
            return Ok(());
        }
        self.find(identifier)?.end(Why::Disable);
        Ok(())
    }

    /// Enables a plug-in that is disabled: it is loaded again (R6.5), once its end is over. An empty
    /// identifier means the only one.
    pub fn enable(&mut self, identifier: &str) -> Result<(), NoSuchPlugin> {
        let disabled = self.disabled.iter().map(|plugin| plugin.identifier.clone());
        let names: Vec<String> = disabled.chain(self.ends(false)).collect();
        let only = identifier.is_empty() && names.len() == 1;
        let found = self
            .disabled
            .iter()
            .position(|plugin| only || plugin.identifier == identifier);
        if let Some(found) = found {
            let plugin = self.disabled.remove(found);
            self.load_again(plugin, true);
            return Ok(());
        }
        match self.ending(identifier, false) {
            Some(instance) => instance.ending.turn(),
            None => return Err(NoSuchPlugin(names)),
        }
        Ok(())
    }

    /// The identifiers of the plug-ins that end, and begin again afterwards, or not.
    fn ends(&self, again: bool) -> impl Iterator<Item = String> {
        let ends = self
            .instances
            .iter()
            .filter(move |instance| instance.ending.begins_again() == Some(again));
        ends.map(|instance| instance.core.plugin.info.identifier.clone())
    }

    /// The plug-in of this identifier if it ends, and begins again afterwards, or not. An empty one
    /// means the only one.
    fn ending(&mut self, identifier: &str, again: bool) -> Option<&mut Instance> {
        let others = if again {
            self.running().count()
        } else {
            self.disabled.len()
        };
        let only = identifier.is_empty() && others + self.ends(again).count() == 1;
        self.instances.iter_mut().find(|instance| {
            let named = instance.core.plugin.info.identifier == identifier;
            (only || named) && instance.ending.begins_again() == Some(again)
        })
    }

    /// Lightroom quits: the plug-ins' shut-down scripts run, their contexts end, their sockets
    /// close.
    pub fn shut_down(&mut self) {
        self.quitting = true;
        self.app.quitting.set(true);
        for instance in &mut self.instances {
            instance.end(Why::Quit);
        }
    }

    /// Whether Lightroom quits, or has quit.
    pub fn is_quitting(&self) -> bool {
        self.quitting
    }

    /// Whether the run is over.
    pub fn is_over(&self) -> bool {
        self.quitting && self.instances.is_empty()
    }

    pub(super) fn menu_items(&self) -> Vec<String> {
        let items = self.running().filter(|instance| instance.has_menu);
        let items = items.flat_map(|instance| &instance.core.plugin.info.menu_items);
        items.map(|item| item.title.clone()).collect()
    }

    pub(super) fn load_again(&mut self, plugin: Disabled, enable: bool) {
        let action = if enable {
            Managed::Enable
        } else {
            Managed::Reload
        };
        match Instance::load(&self.app, &plugin.path) {
            Ok(mut instance) => {
                let info = &instance.core.plugin.info;
                // R6.11: a file that both keys name runs once.
                let again = info.enable_plugin != info.init_plugin;
                let file = info.enable_plugin.clone();
                if let Some(file) = file.filter(|_| enable && again) {
                    instance.queue_script(&file);
                }
                self.instances.push(instance);
                self.loaded_again.push((plugin.identifier, action));
            }
            Err(error) => {
                let told = Event::ScriptError {
                    script: plugin.path.display().to_string(),
                    message: format!("the plug-in could not be loaded again: {error}"),
                    traceback: String::new(),
                };
                self.app.record(None, told);
                self.record_managed(&plugin.identifier, action, false);
                self.broken.push(plugin);
            }
        }
    }

    /// Records that plug-ins which were loaded again run: their scripts have run.
    pub(super) fn announce_loaded(&mut self) {
        if self.loaded_again.is_empty() || self.instances.iter().any(Instance::has_scripts) {
            return;
        }
        for (identifier, action) in std::mem::take(&mut self.loaded_again) {
            self.record_managed(&identifier, action, true);
        }
    }

    pub(super) fn record_managed(&self, identifier: &str, action: Managed, ok: bool) {
        let identifier = identifier.to_owned();
        let event = Event::Managed {
            identifier,
            action,
            ok,
        };
        self.app.record(None, event);
    }

    /// Explains why the menu item of this title cannot be clicked; `known` are the titles that can.
    pub fn menu_refusal(&self, title: &str, known: &[String]) -> String {
        let has_item = |instance: &&Instance| {
            let mut items = instance.core.plugin.info.menu_items.iter();
            items.any(|item| item.title.trim() == title.trim())
        };
        let ending = self.instances.iter().filter(has_item);
        let ending = ending.filter_map(|it| Some((it, it.ending.begins_again()?)));
        if let Some((instance, again)) = ending.last() {
            let name = &instance.core.plugin.info.identifier;
            return if again {
                format!(
                    "the plug-in {name} is being loaded again: its menu items can be clicked after the \
                     event \"managed\""
                )
            } else {
                format!("the plug-in {name} is being disabled, with its menu items")
            };
        }
        match (known, self.disabled.first()) {
            ([], Some(Disabled { identifier, .. })) => {
                format!("there is no menu item \"{title}\": the plug-in {identifier} is disabled")
            }
            ([], None) => {
                format!("there is no menu item \"{title}\": no plug-in that runs has any")
            }
            (known, _) => format!("there is no menu item \"{title}\"; there are {known:?}"),
        }
    }

    fn running(&self) -> impl Iterator<Item = &Instance> {
        let instances = self.instances.iter();
        instances.filter(|instance| !instance.leaked && !instance.ending.is_asked())
    }

    /// The running plug-in of this identifier; an empty one means the only one.
    pub(super) fn find(&mut self, identifier: &str) -> Result<&mut Instance, NoSuchPlugin> {
        let names: Vec<String> = self.plugins().map(|p| p.info.identifier.clone()).collect();
        let only = identifier.is_empty() && names.len() == 1;
        let mut running = self
            .instances
            .iter_mut()
            .filter(|instance| !instance.leaked && !instance.ending.is_asked());
        let found =
            running.find(|instance| only || instance.core.plugin.info.identifier == identifier);
        found.ok_or(NoSuchPlugin(names))
    }
}
