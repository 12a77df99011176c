//! What the functions of one plug-in's Lua state share with its host.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use lrsocket_proto::Time;
use mlua::Thread;

use crate::application::{Application, InstanceId};
use crate::plugin::Plugin;
use crate::record::Event;
use crate::sockets::SocketId;
use crate::tasks::{OnError, TaskId};
use crate::vm::Kept;

/// Saves something, if it has changed. The error is for a person.
type Save = Box<dyn Fn() -> Result<(), String>>;

/// What the functions of one plug-in's Lua state share with its host. Each part is borrowed only
/// for as long as one Rust function runs, never while Lua code does.
pub(crate) struct Core {
    /// What all plug-ins of the run share.
    pub(crate) app: Rc<Application>,
    pub(crate) plugin: Plugin,
    /// This state of the plug-in; a reload gives it another.
    pub(crate) id: InstanceId,
    /// Lightroom ends this state: it quits, or the plug-in is reloaded or disabled.
    pub(crate) ending: Cell<bool>,
    /// The error with which code that did not end was stopped.
    pub(crate) interrupted: RefCell<Option<String>>,
    /// What Rust functions need of the Lua state.
    pub(crate) kept: OnceCell<Kept>,
    /// Things to save when the host is next idle, such as preferences.
    saves: RefCell<Vec<Save>>,
    /// What the author was told and is not told again.
    told: RefCell<BTreeSet<&'static str>>,
}

impl Core {
    pub(crate) fn new(app: Rc<Application>, plugin: Plugin) -> Self {
        let id = app.new_instance(&plugin.info.identifier);
        Core {
            app,
            plugin,
            id,
            ending: Cell::new(false),
            interrupted: RefCell::default(),
            kept: OnceCell::new(),
            saves: RefCell::default(),
            told: RefCell::default(),
        }
    }

    /// The time on the plug-in's clocks.
    pub(crate) fn now(&self) -> Time {
        self.app.now()
    }

    /// Tells what happened.
    pub(crate) fn record(&self, event: Event) {
        self.app.record(Some(self.id), event);
    }

    /// Tells the author of the plug-in something.
    pub(crate) fn diagnose(&self, rule: &'static str, message: String, at: Option<String>) {
        self.record(Event::Diagnostic {
            rule,
            message,
            socket: None,
            at,
        });
    }

    /// Tells the author of the plug-in something, unless it was said before for the same reason.
    pub(crate) fn diagnose_once(
        &self,
        reason: &'static str,
        message: impl FnOnce() -> (String, Option<String>),
    ) {
        if self.told.borrow_mut().insert(reason) {
            let (message, at) = message();
            self.diagnose("", message, at);
        }
    }

    /// The plug-in called the machine of this socket, or took an event: its driver should look.
    pub(crate) fn touch(&self, id: SocketId) {
        self.app.sockets.borrow_mut().mark_dirty(id);
        self.app.settle(id);
    }

    /// A new task.
    pub(crate) fn spawn(&self, name: String, thread: Thread, on_error: OnError) -> TaskId {
        let mut scheduler = self.app.scheduler.borrow_mut();
        scheduler.spawn(self.id, name, thread, on_error)
    }

    /// Something to save at the end of each turn; `save` finds out by itself whether it has to.
    pub(crate) fn on_save(&self, save: impl Fn() -> Result<(), String> + 'static) {
        self.saves.borrow_mut().push(Box::new(save));
    }

    /// Saves what has changed.
    pub(crate) fn save(&self) {
        for save in self.saves.borrow().iter() {
            if let Err(message) = save() {
                self.diagnose("", message, None);
            }
        }
    }
}
