//! The machine that runs a plug-in: fed with input and time, asked for output.

use std::cell::RefMut;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use lightroom_sim::{Actor, Lightroom};
use lrsocket_proto::{Action, Socket, Time};
use mlua::Value;

use crate::application::Application;
use crate::changes;
use crate::ending::Why;
use crate::instance::Instance;
use crate::plugin::{LoadError, Plugin};
use crate::record::{Event, Record, SocketInfo};
use crate::sdk;
use crate::settings::{Answer, Settings};
use crate::sockets::{SocketId, SocketSummary};
use crate::tasks::{OnError, Task, TaskId};
use crate::vm::Turn;
use crate::work::{Work, WorkId, WorkResult};

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
    ready_said: bool,
    quitting: bool,
}

/// A plug-in that is loaded and does not run.
struct Disabled {
    identifier: String,
    path: PathBuf,
}

/// There is no such plug-in; these are there, by identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchPlugin(pub Vec<String>);

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
            ready_said: false,
            quitting: false,
        }
    }

    /// A Lightroom with the plug-in, or the single Lua file, at `path`: see [`add`](Self::add).
    pub fn load(path: &Path, settings: Settings) -> Result<Self, LoadError> {
        let mut host = Host::new(settings);
        host.add(path)?;
        Ok(host)
    }

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

    /// The flag that stops plug-in code which does not yield, from another thread.
    pub fn interrupt(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.app.interrupt)
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

    /// Loads a plug-in anew, from disk: its Lua state ends, its sockets close, and a fresh one
    /// begins (B8.2).
    pub fn reload(&mut self, identifier: &str) -> Result<(), NoSuchPlugin> {
        let leak = self.app.faults.borrow().faults.profile.reload_leak;
        let instance = self.find(identifier)?;
        if leak {
            instance.leaked = true;
            if let Some(file) = instance.core.plugin.info.shutdown_plugin.clone() {
                instance.run_named_script(&file);
            }
            let path = instance.path.clone();
            self.load_again(&path, false);
        } else {
            instance.end(Why::Reload);
        }
        Ok(())
    }

    /// Disables a plug-in: its Lua state ends, its sockets close (B8.2).
    pub fn disable(&mut self, identifier: &str) -> Result<(), NoSuchPlugin> {
        self.find(identifier)?.end(Why::Disable);
        Ok(())
    }

    /// Enables a plug-in that is disabled: it is loaded again (R6.5).
    pub fn enable(&mut self, identifier: &str) -> Result<(), NoSuchPlugin> {
        let found = self
            .disabled
            .iter()
            .position(|plugin| plugin.identifier == identifier);
        let Some(found) = found else {
            let names = self.disabled.iter().map(|plugin| plugin.identifier.clone());
            return Err(NoSuchPlugin(names.collect()));
        };
        let plugin = self.disabled.remove(found);
        self.load_again(&plugin.path, true);
        Ok(())
    }

    /// Draws the Plug-in Manager: the file of LrPluginInfoProvider runs (R6.6).
    pub fn plugin_manager(&mut self) {
        for instance in self
            .instances
            .iter_mut()
            .filter(|instance| !instance.leaked)
        {
            if let Some(file) = instance.core.plugin.info.plugin_info_provider.clone() {
                instance.queue_script(&file);
            }
        }
    }

    /// Lightroom quits: the plug-ins' shut-down scripts run, their contexts end, their sockets
    /// close.
    pub fn shut_down(&mut self) {
        self.quitting = true;
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

    fn running(&self) -> impl Iterator<Item = &Instance> {
        let instances = self.instances.iter();
        instances.filter(|instance| !instance.leaked && !instance.ending.is_asked())
    }

    fn menu_items(&self) -> Vec<String> {
        let items = self.plugins().flat_map(|plugin| &plugin.info.menu_items);
        items.map(|item| item.title.clone()).collect()
    }

    /// The running plug-in of this identifier; an empty one means the only one.
    fn find(&mut self, identifier: &str) -> Result<&mut Instance, NoSuchPlugin> {
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

    fn load_again(&mut self, path: &Path, enable: bool) {
        match Instance::load(&self.app, path) {
            Ok(mut instance) => {
                if let Some(file) = instance
                    .core
                    .plugin
                    .info
                    .enable_plugin
                    .clone()
                    .filter(|_| enable)
                {
                    instance.queue_script(&file);
                }
                self.instances.push(instance);
            }
            Err(error) => self.app.record(
                None,
                Event::ScriptError {
                    script: path.display().to_string(),
                    message: format!("the plug-in could not be loaded again: {error}"),
                    traceback: String::new(),
                },
            ),
        }
    }

    /// Runs every ready task until none is ready. Tasks that yielded run in the next call: see
    /// [`has_ready`](Self::has_ready).
    pub fn run(&mut self, now: Time) {
        self.app.begin_turn(now);
        let due = self.app.sockets.borrow_mut().due(now);
        for id in due {
            self.with_socket(id, |machine| machine.handle_timeout(now));
        }
        if self.app.frozen_until(now).is_some() {
            return;
        }
        for instance in &mut self.instances {
            instance.run_scripts();
        }
        self.app.scheduler.borrow_mut().begin_turn(now);
        self.run_tasks();
        if !self.app.is_frozen()
            && !self.app.scheduler.borrow().has_ready()
            && self.instances.iter_mut().any(Instance::run_menu_item)
        {
            self.run_tasks();
        }
        self.tell_changes();
        self.say_ready();
        self.advance_endings(now);
        for instance in &self.instances {
            instance.core.save();
        }
    }

    fn run_tasks(&mut self) {
        // A plug-in can block the whole application (B5.5, B7.7).
        while !self.app.is_frozen() {
            // The queue is free while the task runs, so that the task can add to it.
            let next = self.app.scheduler.borrow_mut().next_ready();
            let Some((id, task)) = next else { break };
            self.run_task(id, task);
        }
    }

    fn run_task(&self, id: TaskId, mut task: Task) {
        let mut instances = self.instances.iter();
        let Some(owner) = instances.find(|instance| instance.core.id == task.owner) else {
            return;
        };
        let resume_with = std::mem::replace(&mut task.resume_with, Value::Nil);
        let app = &self.app;
        // A write gate is open for the task that opened it alone.
        let work_as = |actor| app.lightroom.borrow_mut().catalog.set_actor(actor);
        work_as(Actor(id.number()));
        let turn = owner.vm.step(&task.thread, &resume_with);
        work_as(Actor::default());
        let mut scheduler = app.scheduler.borrow_mut();
        match turn {
            Turn::Done => {
                if let OnError::Callback(socket) = task.on_error {
                    app.sockets.borrow_mut().entry(socket).deliver = None;
                }
            }
            Turn::Failed(failure) => {
                drop(scheduler);
                owner.task_failed(&task, failure);
            }
            Turn::Sleep(seconds) if seconds > 0.0 => {
                scheduler.park_until(id, task, app.now() + duration(seconds));
            }
            // R1.3: zero, negative and NaN are a yield.
            Turn::Yield | Turn::Sleep(_) => scheduler.park_yielded(id, task),
            Turn::Freeze(seconds) => {
                app.freeze(duration(seconds));
                scheduler.park_first(id, task);
            }
            Turn::Wait(0) => {
                let OnError::Callback(socket) = task.on_error else {
                    return;
                };
                task.idle = true;
                scheduler.park(id, task);
                drop(scheduler);
                app.sockets.borrow_mut().entry(socket).waiting = Some(id);
                app.settle(socket);
            }
            Turn::Wait(work) => {
                app.work.borrow_mut().wait(work, id);
                scheduler.park(id, task);
            }
        }
    }

    /// Starts the tasks that tell the plug-ins of what has changed in the application in this turn.
    fn tell_changes(&mut self) {
        let changes = changes::take(&mut self.app.lightroom.borrow_mut());
        if changes.is_empty() {
            return;
        }
        for instance in &self.instances {
            match instance.vm.dispatch(&changes) {
                Ok(Some(thread)) => {
                    let name = "observers".to_owned();
                    instance.core.spawn(name, thread, OnError::Show);
                }
                Ok(None) => {}
                Err(error) => instance.core.diagnose("", error.to_string(), None),
            }
        }
    }

    /// The simulated application, for a person or a test that changes it as the mouse would.
    pub fn lightroom(&mut self) -> RefMut<'_, Lightroom> {
        self.app.lightroom.borrow_mut()
    }

    /// What the person at the dialog boxes answers from now on.
    pub fn set_answer(&mut self, answer: Answer) {
        self.app.answer.set(answer);
    }

    fn say_ready(&mut self) {
        if !self.ready_said && !self.instances.iter().any(Instance::has_scripts) {
            self.ready_said = true;
            let menu_items = self.menu_items();
            self.app.record(None, Event::Ready { menu_items });
        }
    }

    /// Lets the plug-ins that end go on ending, and does what comes after.
    fn advance_endings(&mut self, now: Time) {
        if self.app.is_frozen() {
            return;
        }
        for instance in &mut self.instances {
            instance.advance_ending(now);
        }
        let mut over = Vec::new();
        self.instances.retain(|instance| {
            let why = instance.ending.over();
            if let Some(why) = why {
                // Whatever it has saved up to its very end.
                instance.core.save();
                let identifier = instance.core.plugin.info.identifier.clone();
                over.push((why, identifier, instance.path.clone()));
            }
            why.is_none()
        });
        for (why, identifier, path) in over {
            match why {
                Why::Quit => {}
                Why::Reload => self.load_again(&path, false),
                Why::Disable => self.disabled.push(Disabled { identifier, path }),
            }
        }
    }
}

/// Input and output.
impl Host {
    /// Lets a driver call the machine of a socket, with what it saw. It does not make the socket
    /// [dirty](Self::poll_dirty): the driver is looking at it.
    pub fn with_socket<R>(&mut self, id: SocketId, call: impl FnOnce(&mut Socket) -> R) -> R {
        let result = call(&mut self.app.sockets.borrow_mut().entry(id).machine);
        self.app.settle(id);
        result
    }

    /// The outside work is done.
    pub fn handle_work_done(&mut self, id: WorkId, result: &WorkResult) {
        if let WorkResult::Launched(Err(why)) = result {
            let told = Event::Diagnostic {
                rule: "",
                message: why.clone(),
                socket: None,
                at: None,
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
            WorkResult::Executed { status } => Value::Integer((*status).into()),
            WorkResult::Launched(_) => Value::Nil,
            WorkResult::Http(answer) => {
                let platform = self.app.settings.platform;
                match sdk::lr_http::answer(&owner.vm.lua, platform, answer) {
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
    pub fn poll_action(&mut self) -> Option<(SocketId, Action)> {
        self.app.sockets.borrow_mut().poll_action()
    }

    /// The next socket that the driver should look at: it may have something to write, or wants to
    /// read again.
    pub fn poll_dirty(&mut self) -> Option<SocketId> {
        self.app.sockets.borrow_mut().poll_dirty()
    }

    /// The next piece of outside work.
    pub fn poll_work(&mut self) -> Option<(WorkId, Work)> {
        self.app.work.borrow_mut().poll()
    }

    /// The next record of what happened.
    pub fn poll_record(&mut self) -> Option<Record> {
        self.app.poll_record()
    }

    /// Whether there is something to take from [`poll_action`](Self::poll_action) or
    /// [`poll_record`](Self::poll_record), or a task is ready.
    pub fn has_output(&self) -> bool {
        self.app.has_records() || self.app.sockets.borrow().has_actions() || self.has_ready()
    }

    /// The socket, as records show it.
    pub fn socket_info(&self, id: SocketId) -> SocketInfo {
        self.app.sockets.borrow().info(id)
    }

    /// Whether a task is ready to run right now.
    pub fn has_ready(&self) -> bool {
        !self.app.is_frozen() && self.any_ready()
    }

    fn any_ready(&self) -> bool {
        self.app.scheduler.borrow().has_ready() || self.instances.iter().any(Instance::has_scripts)
    }

    /// When [`run`](Self::run) is to be called, if nothing happens before.
    pub fn next_deadline(&self, now: Time) -> Option<Time> {
        let sockets = self.app.sockets.borrow().next_deadline();
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
        self.app.sockets.borrow().summary()
    }

    /// Adds a record of the driver's own.
    pub fn record(&mut self, event: Event) {
        self.app.record(None, event);
    }
}

fn duration(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
}
