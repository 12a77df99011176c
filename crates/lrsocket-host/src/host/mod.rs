//! The machine that runs a plug-in: fed with input and time, asked for output.

mod control;
mod dialogs;
mod ending;
mod faults;
mod instance;
mod plugins;
mod shutdown;
mod turn;

use std::cell::RefMut;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use lightroom_sim::Lightroom;
use lrsocket_proto::{Socket, SocketAction, Time};
use mlua::Value;

pub use faults::{fault_from_json, fault_to_json};
use instance::Instance;
use lrsocket_sdk::application::Application;
use lrsocket_sdk::application::settings::{Answer, Settings};
use lrsocket_sdk::application::sockets::{Listening, SocketSummary};
use lrsocket_sdk::application::work::{Work, WorkId, WorkResult};
use lrsocket_sdk::http_answer;
use lrsocket_sdk::plugin::LoadError;
use lrsocket_sdk::record::{Event, Managed, Record, SocketInfo};
use lrsocket_vm::SocketId;
use plugins::Disabled;
pub use plugins::NoSuchPlugin;

/// A simulated Lightroom with its plug-ins, without I/O of its own.
///
/// - **Input**: [`with_socket`](Self::with_socket) lets a driver call the machine of a socket;
///   [`handle_work_done`](Self::handle_work_done); commands of a person:
///   [`menu`](Self::menu), [`reload`](Self::reload), [`disable`](Self::disable),
///   [`enable`](Self::enable), [`shut_down`](Self::shut_down).
/// - **Output**: [`poll_action`](Self::poll_action), [`poll_dirty`](Self::poll_dirty),
///   [`poll_work`](Self::poll_work), [`poll_record`](Self::poll_record),
///   [`next_deadline`](Self::next_deadline).
///
/// [`run`](Self::run) runs all that is ready. A driver calls it after every input and at every
/// deadline, then takes the output. Everything runs on one thread.
pub struct Host {
    pub(crate) app: Rc<Application>,
    /// The plug-ins that run, and states of them that are about to end, in order of loading.
    instances: Vec<Instance>,
    /// What disabled plug-ins were loaded from.
    disabled: Vec<Disabled>,
    /// The same of those that could not be loaded again.
    broken: Vec<Disabled>,
    ready_said: bool,
    /// Plug-ins that were loaded again and whose scripts have yet to run, and what was done to them.
    loaded_again: Vec<(String, Managed)>,
    quitting: bool,
}

impl Host {
    /// A Lightroom with the built-in catalog and without plug-ins.
    pub fn new(settings: Settings) -> Self {
        Host::with_lightroom(settings, Lightroom::built_in())
    }

    /// A Lightroom with a catalog of the caller's, without plug-ins.
    pub fn with_lightroom(settings: Settings, lightroom: Lightroom) -> Self {
        Host {
            app: Rc::new(Application::new(settings, lightroom)),
            instances: Vec::new(),
            disabled: Vec::new(),
            broken: Vec::new(),
            ready_said: false,
            loaded_again: Vec::new(),
            quitting: false,
        }
    }

    /// A Lightroom with the plug-in, or the single Lua file, at `path`: see [`add`](Self::add).
    pub fn load(path: &Path, settings: Settings) -> Result<Self, LoadError> {
        let mut host = Host::new(settings);
        host.add(path)?;
        Ok(host)
    }

    /// The simulated application, for a person or a test that changes it as the mouse would.
    pub fn lightroom(&mut self) -> RefMut<'_, Lightroom> {
        self.app.lightroom.borrow_mut()
    }

    /// What the person at the dialog boxes answers from now on.
    pub fn set_answer(&mut self, answer: Answer) {
        self.app.answer.set(answer);
    }

    /// The flag that stops plug-in code which does not yield, from another thread.
    pub fn interrupt(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.app.interrupt)
    }
}

/// Input and output.
impl Host {
    /// The time on the plug-ins' clocks.
    pub fn now(&self) -> Time {
        self.app.now()
    }

    /// The same for a look on which nothing in a plug-in depends.
    pub(crate) fn glance(&self) -> Time {
        self.app.glance()
    }

    /// Lets a driver call the machine of a socket, with what it saw. It does not make the socket
    /// [dirty](Self::poll_dirty): the driver is looking at it. `None` once the socket is finished.
    pub fn with_socket<R>(
        &mut self,
        id: SocketId,
        call: impl FnOnce(&mut Socket) -> R,
    ) -> Option<R> {
        let result = call(&mut self.app.sockets.borrow_mut().entry(id)?.machine);
        self.app.settle(id);
        Some(result)
    }

    /// The outside work is done.
    pub fn handle_work_done(&mut self, id: WorkId, result: &WorkResult) {
        if self.app.keeps_journal() {
            self.app.flush_rounds();
            let (work, result) = (id.number(), result.clone());
            self.app.record(None, Event::Work { work, result });
        }
        if let WorkResult::Launched(Err(why)) = result {
            let told = Event::Diagnostic {
                rule: "",
                message: why.clone(),
                socket: None,
                at: None,
                fails: false,
            };
            self.app.record(None, told);
        }
        let Some(task) = self.app.work.borrow_mut().done(id) else {
            return;
        };
        let owner = self.app.scheduler.borrow().owner(task);
        let mut instances = self.instances.iter();
        // Its plug-in may have been unloaded meanwhile.
        let Some(owner) = instances.find(|instance| Some(instance.core.id) == owner) else {
            return;
        };
        let value = match result {
            WorkResult::Executed { status } => {
                let platform = self.app.settings.platform;
                Value::Integer(lrsocket_sdk::execute_result(platform, *status).into())
            }
            WorkResult::Launched(_) => Value::Nil,
            WorkResult::Http(answer) => {
                let platform = self.app.settings.platform;
                match http_answer(&owner.vm.lua, platform, answer) {
                    Ok(table) => Value::Table(table),
                    Err(error) => {
                        owner.core.diagnose("", error.to_string(), None);
                        Value::Nil
                    }
                }
            }
        };
        self.app.scheduler.borrow_mut().wake(task, value);
    }

    /// The next thing the driver is to do to a socket. The order among sockets counts.
    pub fn poll_action(&mut self) -> Option<(SocketId, SocketAction)> {
        self.app.sockets.borrow_mut().poll_action()
    }

    /// The next socket that the driver should look at: it may have something to write, or wants to
    /// read again.
    pub fn poll_dirty(&mut self) -> Option<SocketId> {
        self.app.sockets.borrow_mut().poll_dirty()
    }

    /// Whether there is something to take from [`poll_dirty`](Self::poll_dirty).
    pub fn has_dirty(&self) -> bool {
        self.app.sockets.borrow().has_dirty()
    }

    /// The next piece of outside work.
    pub fn poll_work(&mut self) -> Option<(WorkId, Work)> {
        self.app.work.borrow_mut().poll()
    }

    /// From now on each record goes to `sink` the moment it is made, also while Lua code runs, and
    /// none waits for [`poll_record`](Self::poll_record). While a port has yet to be closed or opened,
    /// records wait until the driver has done so ([`release_records`](Self::release_records)), or Lua
    /// code runs on: a reader of `closed` finds the port closed (B4.4). The sink must not call the host.
    pub fn set_sink(&mut self, sink: impl FnMut(Record) + 'static) {
        self.app.set_sink(Box::new(sink));
    }

    /// Hands records that waited for an action to the [sink](Self::set_sink). For a driver that has
    /// carried out all actions.
    pub fn release_records(&self) {
        self.app.release_records();
    }

    /// Records what has yet to be recorded for a replay ([`Settings::recording`]). For a driver that
    /// ends.
    pub fn flush_rounds(&self) {
        self.app.flush_rounds();
    }

    /// The next record of what happened, unless a [sink](Self::set_sink) takes them.
    pub fn poll_record(&mut self) -> Option<Record> {
        self.app.poll_record()
    }

    /// The socket, as records show it; `None` if there never was such a socket.
    pub fn socket_info(&self, id: SocketId) -> Option<SocketInfo> {
        self.app.sockets.borrow().info(id)
    }

    /// Whether a task is ready to run right now.
    pub fn has_ready(&self) -> bool {
        !self.app.seems_frozen() && self.any_ready()
    }

    fn any_ready(&self) -> bool {
        self.app.scheduler.borrow().has_ready() || self.instances.iter().any(Instance::has_scripts)
    }

    /// When [`run`](Self::run) is to be called, if nothing happens before.
    pub fn next_deadline(&self, now: Time) -> Option<Time> {
        let sockets = self.app.sockets.borrow_mut().next_deadline();
        if let Some(until) = self.app.frozen_until(now) {
            return Some(sockets.map_or(until, |deadline| deadline.min(until)));
        }
        if self.has_ready() {
            return Some(now);
        }
        let tasks = self.app.scheduler.borrow().next_deadline();
        let endings = self
            .instances
            .iter()
            .filter_map(|instance| instance.ending.deadline());
        endings.chain(sockets).chain(tasks).min()
    }

    /// Whether anything can still happen: a task, a timer, a socket or outside work is left.
    pub fn is_alive(&self) -> bool {
        self.any_ready()
            || self.app.scheduler.borrow().any_alive()
            || self.app.sockets.borrow().any_alive()
            || !self.app.work.borrow().is_empty()
    }

    /// Errors of the plug-in that make the run fail.
    pub fn failures(&self) -> u32 {
        self.app.failures.get()
    }

    /// Members that were called and are not implemented.
    pub fn missing_members(&self) -> Vec<String> {
        self.app.missing.borrow().iter().cloned().collect()
    }

    /// What went through each socket.
    pub fn socket_summaries(&self) -> Vec<SocketSummary> {
        self.app.socket_summaries()
    }

    /// Calls `look` with each listening socket, in the order of their `bind`s. Allocates nothing, so
    /// that it can be called at every moment of a simulation.
    pub fn each_listening(&self, look: impl FnMut(Listening<'_>)) {
        self.app.each_listening(look);
    }

    /// Adds a record of the driver's own.
    pub fn record(&mut self, event: Event) {
        self.app.record(None, event);
    }
}
