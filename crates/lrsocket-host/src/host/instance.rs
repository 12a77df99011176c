//! One plug-in that runs: its Lua state, and the scripts that are still to run in it.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use lrsocket_proto::Time;
use mlua::{Function, MultiValue};

use super::ending::{Ending, Why};
use lrsocket_sdk::SDK;
use lrsocket_sdk::application::Application;
use lrsocket_sdk::application::Core;
use lrsocket_sdk::application::known_scripts::KnownScripts;
use lrsocket_sdk::plugin::{LoadError, Plugin};
use lrsocket_sdk::record::Event;
use lrsocket_vm::{Failure, Vm};
use lrsocket_vm::{OnError, Task};

/// One plug-in that runs.
pub(crate) struct Instance {
    pub(crate) core: Rc<Core>,
    /// What it was loaded from.
    pub(crate) path: PathBuf,
    /// Start-up scripts to run, first in, first out.
    scripts: VecDeque<Script>,
    /// Menu items that were clicked: they wait until nothing is ready.
    menus: VecDeque<Script>,
    pub(crate) ending: Ending,
    /// A reload has left it behind, with its sockets open (B8.2, `reload_leak`).
    pub(crate) leaked: bool,
    /// Whether it has its menu items: not after an error in the Plug-in Manager (R6.9).
    pub(crate) has_menu: bool,
    /// Given back last, when the scripts are gone.
    pub(crate) vm: Vm,
}

/// A script to run outside any task (R1.8).
struct Script {
    path: PathBuf,
    /// The start-up script is compiled when the plug-in is loaded; others when they run, since a
    /// person may have changed them (R6.5).
    compiled: Option<Function>,
}

impl Instance {
    /// Opens the plug-in or the single Lua file at `path`, and checks that its start-up script
    /// compiles. Nothing runs yet.
    pub(crate) fn load(app: &Rc<Application>, path: &Path) -> Result<Self, LoadError> {
        let settings = &app.settings;
        let plugin = Plugin::open(path, settings.platform, &settings.language)?;
        plugin.check_version(settings.lightroom)?;
        if plugin.script.is_none() {
            app.slot::<KnownScripts>().note(&plugin.folder);
        }
        let core = Rc::new(Core::new(Rc::clone(app), plugin));
        let vm = Vm::new(&core, &SDK).map_err(|error| LoadError::Interpreter(error.to_string()))?;
        let mut scripts = VecDeque::new();
        for (path, key) in core.plugin.start_scripts() {
            if !path.is_file() {
                return Err(LoadError::MissingScript { path, key });
            }
            let compiled = core
                .compile_file(&vm.lua, &path)
                .map_err(|message| LoadError::Syntax { message })?;
            scripts.push_back(Script {
                path,
                compiled: Some(compiled),
            });
        }
        let instance = Instance {
            core,
            vm,
            path: path.to_owned(),
            scripts,
            menus: VecDeque::new(),
            ending: Ending::default(),
            leaked: false,
            has_menu: true,
        };
        instance.remark_on_info();
        Ok(instance)
    }

    /// Clicks the menu item of this title, if there is one (R6.3).
    pub(crate) fn click(&mut self, title: &str) -> bool {
        if !self.has_menu {
            return false;
        }
        let items = &self.core.plugin.info.menu_items;
        // Titles may be padded, as Lightroom's samples do to indent them.
        let Some(item) = items.iter().find(|item| item.title.trim() == title.trim()) else {
            return false;
        };
        let path = self.core.plugin.file(&item.file);
        self.menus.push_back(Script {
            path,
            compiled: None,
        });
        true
    }

    /// LrEnablePlugin runs, after the start-up scripts (R6.5).
    pub(crate) fn queue_script(&mut self, file: &str) {
        let path = self.core.plugin.file(file);
        self.scripts.push_back(Script {
            path,
            compiled: None,
        });
    }

    /// Runs the start-up scripts that have not run.
    pub(crate) fn run_scripts(&mut self) {
        while !self.core.app.is_frozen()
            && let Some(script) = self.scripts.pop_front()
        {
            let failures = self.core.app.failures.get();
            self.run_script(&script);
            if script.compiled.is_some() && self.core.app.failures.get() > failures {
                self.init_failed();
            }
        }
    }

    /// An error has left the script of LrInitPlugin (R6.12).
    fn init_failed(&mut self) {
        let app = &self.core.app;
        let disables = app.faults.borrow().faults.profile.init_error_disables;
        if !disables || self.core.plugin.script.is_some() || self.ending.is_asked() {
            return;
        }
        let message = "the script of LrInitPlugin has failed: Lightroom disables the plug-in";
        self.core.diagnose("R6.12", message.to_owned(), None);
        self.scripts.clear();
        self.end(Why::InitFailed);
    }

    /// Runs the next menu item that was clicked. Returns whether there was one.
    pub(crate) fn run_menu_item(&mut self) -> bool {
        let Some(script) = self.menus.pop_front() else {
            return false;
        };
        self.run_script(&script);
        true
    }

    /// Whether scripts are still to run.
    pub(crate) fn has_scripts(&self) -> bool {
        !self.scripts.is_empty() || !self.menus.is_empty()
    }

    /// A script that Info.lua names besides LrInitPlugin. Returns what it returned, or `None` if
    /// it failed.
    pub(crate) fn run_named_script(&self, file: &str) -> Option<MultiValue> {
        let path = self.core.plugin.file(file);
        self.run_script(&Script {
            path,
            compiled: None,
        })
    }

    /// Asks it to end.
    pub(crate) fn end(&mut self, why: Why) {
        self.ending.ask(why);
        self.core.ending.set(true);
    }

    /// Goes as far in its end as is possible now.
    pub(crate) fn advance_ending(&mut self, now: Time) {
        let mut ending = std::mem::take(&mut self.ending);
        ending.advance(self, now);
        self.ending = ending;
    }

    /// An error has left one of its tasks.
    pub(crate) fn task_failed(&self, task: &Task, failure: Failure) {
        let Failure {
            message,
            traceback,
            canceled,
            reported,
        } = failure;
        let shown = match task.on_error {
            OnError::Callback(socket) => {
                if !canceled {
                    self.core.callback_failed(socket, message, traceback);
                }
                if let Err(error) = self.core.resume_delivery(&self.vm.lua, socket) {
                    self.core.diagnose("", error.to_string(), None);
                }
                return;
            }
            // R6.4: it will not call its doneFunction any more, canceled or not.
            OnError::ShutDown => {
                self.ending.function_failed();
                true
            }
            OnError::Show => true,
            OnError::Trace | OnError::Log => false,
        };
        // R4.3: an uncaught canceled error is not a failure.
        if canceled || reported {
            return;
        }
        let task = task.name.clone();
        self.core.record(Event::TaskError {
            task,
            message,
            traceback,
            shown,
        });
    }

    /// Runs a script from top to bottom (R1.8), read from disk anew unless it is compiled (R6.5).
    fn run_script(&self, script: &Script) -> Option<MultiValue> {
        let compiled = match &script.compiled {
            Some(compiled) => Ok(compiled.clone()),
            None => self.core.compile_file(&self.vm.lua, &script.path),
        };
        let outcome = match compiled {
            Ok(chunk) => self.vm.run_script(&chunk, ()),
            Err(message) => Err(Failure {
                message,
                traceback: String::new(),
                canceled: false,
                reported: false,
            }),
        };
        match outcome {
            Ok(values) => Some(values),
            Err(failure) => {
                if !failure.canceled && !failure.reported {
                    self.core.record(Event::ScriptError {
                        script: script.path.display().to_string(),
                        message: failure.message,
                        traceback: failure.traceback,
                    });
                }
                None
            }
        }
    }

    fn remark_on_info(&self) {
        let info = &self.core.plugin.info;
        for remark in &info.remarks {
            self.core
                .diagnose("R6.1", remark.clone(), Some("Info.lua".to_owned()));
        }
        // R6.2
        let would_run = info.force_init_plugin && !info.menu_items.is_empty();
        if info.init_plugin.is_some() && !would_run {
            let why = if info.force_init_plugin {
                "Info.lua has no menu item"
            } else {
                "Info.lua does not set LrForceInitPlugin = true"
            };
            let message = format!(
                "LrInitPlugin runs now; Lightroom would not run it at its start, because {why}",
            );
            self.core
                .diagnose("R6.2", message, Some("Info.lua".to_owned()));
        }
    }
}
