//! What the functions of a plug-in's Lua state share with its host.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use lrsocket_proto::Time;
use mlua::Thread;

use crate::plugin::Plugin;
use crate::record::{Event, Record};
use crate::settings::Settings;
use crate::sockets::{SocketId, Sockets};
use crate::tasks::{OnError, Scheduler, TaskId};
use crate::work::WorkQueue;

/// Saves something, if it has changed. The error is for a person.
type Save = Box<dyn Fn() -> Result<(), String>>;

/// What the functions of one plug-in's Lua state share with its host. Each part is borrowed only
/// for as long as one Rust function runs, never while Lua code does.
pub(crate) struct Core {
    pub(crate) settings: Settings,
    pub(crate) plugin: Plugin,
    pub(crate) scheduler: RefCell<Scheduler>,
    pub(crate) sockets: RefCell<Sockets>,
    pub(crate) work: RefCell<WorkQueue>,
    records: RefCell<VecDeque<Record>>,
    /// Errors of the plug-in that make the run fail.
    pub(crate) failures: Cell<u32>,
    /// Members that were called and are not there, for the summary.
    pub(crate) missing: RefCell<BTreeSet<String>>,
    /// When the turn began.
    turn: Cell<Time>,
    /// Nothing runs before this moment (B5.5, B7.7).
    frozen_until: Cell<Option<Time>>,
    /// Set from another thread to stop code that does not end.
    pub(crate) interrupt: Arc<AtomicBool>,
    /// The error with which it was stopped.
    pub(crate) interrupted: RefCell<Option<String>>,
    /// Things to save when the host is next idle, such as preferences.
    saves: RefCell<Vec<Save>>,
}

impl Core {
    pub(crate) fn new(settings: Settings, plugin: Plugin, interrupt: Arc<AtomicBool>) -> Self {
        Core {
            settings,
            plugin,
            scheduler: RefCell::default(),
            sockets: RefCell::default(),
            work: RefCell::default(),
            records: RefCell::default(),
            failures: Cell::new(0),
            missing: RefCell::default(),
            turn: Cell::new(Time::ZERO),
            frozen_until: Cell::new(None),
            interrupt,
            interrupted: RefCell::default(),
            saves: RefCell::default(),
        }
    }

    /// The time on the plug-in's clocks.
    pub(crate) fn now(&self) -> Time {
        self.settings.clock.now()
    }

    /// When the turn began: near enough where the clock would cost more than the work.
    pub(crate) fn turn(&self) -> Time {
        self.turn.get()
    }

    /// A turn begins.
    pub(crate) fn begin_turn(&self, now: Time) {
        self.turn.set(now);
    }

    /// Tells what happened.
    pub(crate) fn record(&self, event: Event) {
        match &event {
            Event::ScriptError { .. }
            | Event::CallbackError { .. }
            | Event::HandlerError { .. }
            | Event::TaskError { shown: true, .. } => self.failures.set(self.failures.get() + 1),
            Event::Unimplemented { member, .. } => {
                self.missing.borrow_mut().insert(member.clone());
            }
            _ => {}
        }
        self.records.borrow_mut().push_back(Record {
            time: self.now(),
            event,
        });
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

    /// The next record.
    pub(crate) fn poll_record(&self) -> Option<Record> {
        self.records.borrow_mut().pop_front()
    }

    /// The plug-in called the machine of this socket, or took an event: its driver should look.
    pub(crate) fn touch(&self, id: SocketId) {
        self.sockets.borrow_mut().mark_dirty(id);
        self.settle(id);
    }

    /// Whether there are records to take.
    pub(crate) fn has_records(&self) -> bool {
        !self.records.borrow().is_empty()
    }

    /// The machine of this socket was called: see [`Sockets::settle`].
    pub(crate) fn settle(&self, id: SocketId) {
        let events = self
            .sockets
            .borrow_mut()
            .settle(id, &mut self.scheduler.borrow_mut());
        for event in events {
            self.record(event);
        }
    }

    /// A new task.
    pub(crate) fn spawn(&self, name: String, thread: Thread, on_error: OnError) -> TaskId {
        self.scheduler.borrow_mut().spawn(name, thread, on_error)
    }

    /// Nothing runs for this long (B5.5, B7.7).
    pub(crate) fn freeze(&self, blocked: Duration) {
        let from = self.frozen_until.get().unwrap_or_else(|| self.now());
        self.frozen_until.set(Some(from + blocked));
    }

    /// Until when nothing runs; `None` if it is over at `now`.
    pub(crate) fn frozen_until(&self, now: Time) -> Option<Time> {
        let until = self.frozen_until.get().filter(|until| *until > now);
        self.frozen_until.set(until);
        until
    }

    /// Whether nothing may run just now.
    pub(crate) fn is_frozen(&self) -> bool {
        // Most plug-ins never are: the clock is only asked if there is something to compare.
        self.frozen_until
            .get()
            .is_some_and(|until| until > self.now())
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
