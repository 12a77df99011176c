//! What the functions of one plug-in's Lua state share with its host.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashSet};
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use lrsocket_proto::Time;
use lrsocket_vm::raise::{Raise, SdkResult};
use lrsocket_vm::{Context, InstanceId, OnError, SocketId, TaskId, VmContext};
use mlua::{Function, Lua, Thread};

use crate::application::Application;
use crate::application::known_scripts::KnownScripts;
use crate::plugin::{Plugin, nbsp, script};
use crate::record::Event;

/// Saves something, if it has changed. The error is for a person.
type Save = Box<dyn Fn() -> Result<(), String>>;

/// What the functions of one plug-in's Lua state share with its host. Each part is borrowed only
/// for as long as one Rust function runs, never while Lua code does.
pub struct Core {
    /// What all plug-ins of the run share.
    pub app: Rc<Application>,
    /// The plug-in on disk.
    pub plugin: Plugin,
    /// This state of the plug-in; a reload gives it another.
    pub id: InstanceId,
    /// Lightroom ends this state: it quits, or the plug-in is reloaded or disabled.
    pub ending: Cell<bool>,
    /// What the virtual machine keeps for itself.
    vm: VmContext,
    /// Things to save when the host is next idle, such as preferences.
    saves: RefCell<Vec<Save>>,
    /// What the author was told and is not told again.
    told: RefCell<BTreeSet<&'static str>>,
    /// The diagnostics that were given once for a line of the plug-in, by place and text.
    told_at: RefCell<HashSet<(Option<String>, String)>>,
}

/// After this many different diagnostics of the kind that is given once for a line, no more are kept
/// apart: a plug-in that makes up names must not fill the memory.
const MAX_TOLD: usize = 10_000;

impl Core {
    /// A new Lua state of the plug-in, among those of `app`.
    pub fn new(app: Rc<Application>, plugin: Plugin) -> Self {
        let id = app.new_instance(&plugin.info.identifier);
        Core {
            vm: VmContext::new(Arc::clone(&app.interrupt)),
            app,
            plugin,
            id,
            ending: Cell::new(false),
            saves: RefCell::default(),
            told: RefCell::default(),
            told_at: RefCell::default(),
        }
    }

    /// The time on the plug-in's clocks.
    pub fn now(&self) -> Time {
        self.app.now()
    }

    /// Tells what happened.
    pub fn record(&self, event: Event) {
        self.app.record(Some(self.id), event);
    }

    /// Tells the author of the plug-in something.
    pub fn diagnose(&self, rule: &'static str, message: String, at: Option<String>) {
        self.record(Event::Diagnostic {
            rule,
            message,
            socket: None,
            at,
            fails: false,
        });
    }

    /// Tells the author of the plug-in something, unless it was said before for the same reason.
    pub fn diagnose_once(
        &self,
        reason: &'static str,
        message: impl FnOnce() -> (String, Option<String>),
    ) {
        if self.told.borrow_mut().insert(reason) {
            let (message, at) = message();
            self.diagnose("", message, at);
        }
    }

    /// Reports something to the author, once for each text and line of the plug-in.
    pub fn diagnose_once_at(&self, rule: &'static str, message: String, at: Option<String>) {
        let mut told = self.told_at.borrow_mut();
        if told.len() < MAX_TOLD && told.insert((at.clone(), message.clone())) {
            drop(told);
            self.diagnose(rule, message, at);
        }
    }

    /// The plug-in called the machine of this socket, or took an event: its driver should look.
    pub fn touch(&self, id: SocketId) {
        self.app.sockets.borrow_mut().mark_dirty(id);
        self.app.settle(id);
    }

    /// A new task.
    pub fn spawn(&self, name: String, thread: Thread, on_error: OnError) -> TaskId {
        let mut scheduler = self.app.scheduler.borrow_mut();
        scheduler.spawn(self.id, name, thread, on_error)
    }

    /// Something to save at the end of each turn; `save` finds out by itself whether it has to.
    pub fn on_save(&self, save: impl Fn() -> Result<(), String> + 'static) {
        self.saves.borrow_mut().push(Box::new(save));
    }

    /// Saves what has changed.
    pub fn save(&self) {
        for save in self.saves.borrow().iter() {
            if let Err(message) = save() {
                self.diagnose("", message, None);
            }
        }
    }
}

/// Scripts of the plug-in.
impl Core {
    /// Compiles a script of the plug-in, source or luac 5.1; `name` is how messages call it. Unless the
    /// plug-in runs strictly, non-breaking spaces are taken for spaces, with a warning: examples copied
    /// from Adobe's pages have them, and Lightroom rejects them as Lua does (R5.10).
    fn compile(&self, lua: &Lua, source: &[u8], name: &str) -> Result<Function, String> {
        let failed = match script::compile(lua, source, name) {
            Ok(function) => return Ok(function),
            Err(message) => message,
        };
        let line = nbsp::first_line(source).filter(|_| !self.app.settings.strict);
        let Some(line) = line else { return Err(failed) };
        let function = script::compile(lua, &nbsp::replace(source), name)?;
        let message = "non-breaking spaces are taken for spaces; Lightroom refuses this file: \
                       replace them with ordinary spaces";
        self.diagnose("R5.10", message.to_owned(), Some(format!("{name}:{line}")));
        Ok(function)
    }

    /// Reads and compiles a script of the plug-in. The error is a message for a person.
    pub fn compile_file(&self, lua: &Lua, path: &Path) -> Result<Function, String> {
        let shown = path.strip_prefix(&self.plugin.folder).unwrap_or(path);
        if self.is_new_script(path) {
            let name = shown.with_extension("");
            return Err(format!("Could not load toolkit script: {}", name.display()));
        }
        let source = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
        self.compile(lua, &source, &shown.to_string_lossy())
    }

    /// R6.13: whether this Lightroom has not seen the script, because it was added after the start.
    fn is_new_script(&self, path: &Path) -> bool {
        let switched = self.app.faults.borrow().faults.profile.new_scripts_missing;
        let known = self.app.slot::<KnownScripts>();
        if !switched || known.has(&self.plugin.folder, path) || !path.is_file() {
            return false;
        }
        let message = format!(
            "{} was added after the start: Lightroom finds it only once it has been restarted, a \
             reload of the plug-in is not enough",
            path.display(),
        );
        self.diagnose("R6.13", message, None);
        true
    }
}

impl Context for Core {
    fn vm(&self) -> &VmContext {
        &self.vm
    }

    fn print(&self, message: String) {
        self.record(Event::Log {
            level: "print".to_owned(),
            logger: String::new(),
            message,
        });
    }

    fn diagnose(&self, rule: &'static str, message: String, at: Option<String>) {
        self.diagnose(rule, message, at);
    }

    fn load_toolkit_script(&self, lua: &Lua, file: &str, name: &str) -> SdkResult<Function> {
        let missing = || Raise::Text(format!("Could not load toolkit script: {name}"));
        let relative = PathBuf::from(format!("{file}.lua"));
        // From the plug-in's own folder only.
        let mut parts = relative.components();
        if !parts.all(|part| matches!(part, Component::Normal(_))) {
            return Err(missing());
        }
        let path = self.plugin.file(&relative);
        if self.is_new_script(&path) {
            return Err(missing());
        }
        let source = std::fs::read(&path).map_err(|_| missing())?;
        let shown = path.strip_prefix(&self.plugin.folder).unwrap_or(&relative);
        let shown = shown.to_string_lossy();
        self.compile(lua, &source, &shown).map_err(Raise::Text)
    }

    fn notice_busy(&self, at: impl FnOnce() -> Option<String>) {
        self.app.notice_busy(self.id, at);
    }
}
