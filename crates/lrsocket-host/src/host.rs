//! The machine that runs a plug-in: fed with input and time, asked for output.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use lrsocket_proto::{Action, Socket, Time};
use mlua::{Function, Value};

use crate::core::Core;
use crate::plugin::{LoadError, Plugin, compile_file};
use crate::record::{Event, Record, SocketInfo};
use crate::sdk;
use crate::settings::Settings;
use crate::shutdown::Shutdown;
use crate::sockets::{SocketId, SocketSummary};
use crate::tasks::{OnError, Task, TaskId};
use crate::vm::{Failure, Turn, Vm};
use crate::work::{Work, WorkId, WorkResult};

/// One plug-in in its simulated Lightroom, without I/O of its own.
///
/// - **Input**: [`with_socket`](Self::with_socket) lets a driver call the machine of a socket;
///   [`handle_work_done`](Self::handle_work_done); commands of a person:
///   [`menu`](Self::menu), [`shut_down`](Self::shut_down).
/// - **Output**: [`poll_action`](Self::poll_action), [`poll_dirty`](Self::poll_dirty),
///   [`poll_work`](Self::poll_work), [`poll_record`](Self::poll_record),
///   [`next_deadline`](Self::next_deadline).
///
/// [`run`](Self::run) runs all that is ready. A driver calls it after every input and at every
/// deadline, then takes the output. Everything runs on one thread.
pub struct Host {
    pub(crate) core: Rc<Core>,
    pub(crate) vm: Vm,
    /// Scripts to run, first in, first out. Menu items wait until nothing is ready.
    scripts: VecDeque<Script>,
    menus: VecDeque<Script>,
    ready_said: bool,
    pub(crate) shutdown: Shutdown,
}

/// A script to run outside any task (R1.8).
struct Script {
    path: PathBuf,
    /// The start-up script is compiled when the plug-in is loaded; others when they run, since a
    /// person may have changed them (R6.5).
    compiled: Option<Function>,
}

impl Host {
    /// Opens the plug-in or the single Lua file at `path`, and checks that its start-up script
    /// compiles. Nothing runs before [`run`](Self::run).
    pub fn load(path: &Path, settings: Settings) -> Result<Self, LoadError> {
        let plugin = Plugin::open(path, settings.platform, &settings.language)?;
        let core = Rc::new(Core::new(
            settings,
            plugin,
            Arc::new(AtomicBool::new(false)),
        ));
        let vm = Vm::new(&core).map_err(|error| LoadError::Interpreter(error.to_string()))?;
        let mut scripts = VecDeque::new();
        for (path, key) in core.plugin.start_scripts() {
            if !path.is_file() {
                return Err(LoadError::MissingScript { path, key });
            }
            let compiled = compile_file(&core, &vm.lua, &path)
                .map_err(|message| LoadError::Syntax { message })?;
            scripts.push_back(Script {
                path,
                compiled: Some(compiled),
            });
        }
        let host = Host {
            core,
            vm,
            scripts,
            menus: VecDeque::new(),
            ready_said: false,
            shutdown: Shutdown::default(),
        };
        host.remark_on_info();
        Ok(host)
    }

    /// The plug-in that runs.
    pub fn plugin(&self) -> &Plugin {
        &self.core.plugin
    }

    /// The flag that stops plug-in code which does not yield, from another thread.
    pub fn interrupt(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.core.interrupt)
    }

    /// Clicks the menu item of this title. It runs once nothing else is ready (R6.3). The titles
    /// that there are if this one is not.
    pub fn menu(&mut self, title: &str) -> Result<(), Vec<String>> {
        let items = &self.core.plugin.info.menu_items;
        // Titles may be padded, as Lightroom's samples do to indent them.
        match items.iter().find(|item| item.title.trim() == title.trim()) {
            Some(item) => {
                let path = self.core.plugin.folder.join(&item.file);
                self.menus.push_back(Script {
                    path,
                    compiled: None,
                });
                Ok(())
            }
            None => Err(items.iter().map(|item| item.title.clone()).collect()),
        }
    }

    /// Runs every ready task until none is ready. Tasks that yielded run in the next call: see
    /// [`has_ready`](Self::has_ready).
    pub fn run(&mut self, now: Time) {
        self.core.begin_turn(now);
        let due = self.core.sockets.borrow_mut().due(now);
        for id in due {
            self.with_socket(id, |machine| machine.handle_timeout(now));
        }
        if self.core.frozen_until(now).is_some() {
            return;
        }
        while !self.is_frozen()
            && let Some(script) = self.scripts.pop_front()
        {
            self.run_script(&script);
        }
        self.core.scheduler.borrow_mut().begin_turn(now);
        self.run_tasks();
        let busy = self.is_frozen() || self.core.scheduler.borrow().has_ready();
        if !busy && let Some(script) = self.menus.pop_front() {
            self.run_script(&script);
            self.run_tasks();
        }
        self.say_ready();
        if !self.is_frozen() {
            self.advance_shutdown(now);
        }
        self.core.save();
    }

    /// Whether the plug-in has blocked the whole application just now (B5.5, B7.7).
    fn is_frozen(&self) -> bool {
        self.core.is_frozen()
    }

    fn run_tasks(&mut self) {
        while !self.is_frozen() {
            // The queue is free while the task runs, so that the task can add to it.
            let next = self.core.scheduler.borrow_mut().next_ready();
            let Some((id, mut task)) = next else { break };
            let resume_with = std::mem::replace(&mut task.resume_with, Value::Nil);
            let turn = self.vm.step(&task.thread, &resume_with);
            self.end_turn(id, task, turn);
        }
    }

    fn end_turn(&mut self, id: TaskId, mut task: Task, turn: Turn) {
        let core = &self.core;
        match turn {
            Turn::Done => {
                if let OnError::Callback(socket) = task.on_error {
                    core.sockets.borrow_mut().entry(socket).deliver = None;
                }
            }
            Turn::Failed(failure) => self.task_failed(&task, failure),
            Turn::Sleep(seconds) if seconds > 0.0 => {
                let time = core.now() + duration(seconds);
                core.scheduler.borrow_mut().park_until(id, task, time);
            }
            // R1.3: zero, negative and NaN are a yield.
            Turn::Yield | Turn::Sleep(_) => core.scheduler.borrow_mut().park_yielded(id, task),
            Turn::Freeze(seconds) => {
                core.freeze(duration(seconds));
                core.scheduler.borrow_mut().park_first(id, task);
            }
            Turn::Wait(0) => {
                let OnError::Callback(socket) = task.on_error else {
                    return;
                };
                task.idle = true;
                core.scheduler.borrow_mut().park(id, task);
                core.sockets.borrow_mut().entry(socket).waiting = Some(id);
                core.settle(socket);
            }
            Turn::Wait(work) => {
                core.work.borrow_mut().wait(work, id);
                core.scheduler.borrow_mut().park(id, task);
            }
        }
    }

    fn task_failed(&self, task: &Task, failure: Failure) {
        let Failure {
            message,
            traceback,
            canceled,
        } = failure;
        let shown = match task.on_error {
            OnError::Callback(socket) => {
                if !canceled {
                    self.core.callback_failed(socket, message, traceback);
                }
                if let Err(error) = self.core.go_on_delivering(&self.vm.lua, socket) {
                    self.core.diagnose("", error.to_string(), None);
                }
                return;
            }
            // RUNTIME.md §4: an uncaught canceled error is not a failure.
            _ if canceled => return,
            OnError::Show => true,
            OnError::Trace | OnError::Log => false,
        };
        let task = task.name.clone();
        self.core.record(Event::TaskError {
            task,
            message,
            traceback,
            shown,
        });
    }

    /// Reads a script from disk anew and runs it from top to bottom (R1.8, R6.5). Returns what it
    /// returned, or `None` if it failed.
    fn run_script(&self, script: &Script) -> Option<mlua::MultiValue> {
        let compiled = match &script.compiled {
            Some(compiled) => Ok(compiled.clone()),
            None => compile_file(&self.core, &self.vm.lua, &script.path),
        };
        let outcome = match compiled {
            Ok(chunk) => self.vm.run_script(&chunk, ()),
            Err(message) => Err(Failure {
                message,
                traceback: String::new(),
                canceled: false,
            }),
        };
        match outcome {
            Ok(values) => Some(values),
            Err(failure) => {
                if !failure.canceled {
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

    /// For the scripts that Info.lua names besides LrInitPlugin.
    pub(crate) fn run_named_script(&self, file: &str) -> Option<mlua::MultiValue> {
        let path = self.core.plugin.folder.join(file);
        self.run_script(&Script {
            path,
            compiled: None,
        })
    }

    fn say_ready(&mut self) {
        if !self.ready_said && self.scripts.is_empty() && self.menus.is_empty() {
            self.ready_said = true;
            let items = self.core.plugin.info.menu_items.iter();
            self.core.record(Event::Ready {
                menu_items: items.map(|i| i.title.clone()).collect(),
            });
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

/// Input and output.
impl Host {
    /// Lets a driver call the machine of a socket, with what it saw. It does not make the socket
    /// [dirty](Self::poll_dirty): the driver is looking at it.
    pub fn with_socket<R>(&mut self, id: SocketId, call: impl FnOnce(&mut Socket) -> R) -> R {
        let result = call(&mut self.core.sockets.borrow_mut().entry(id).machine);
        self.core.settle(id);
        result
    }

    /// The outside work is done.
    pub fn handle_work_done(&mut self, id: WorkId, result: &WorkResult) {
        if let WorkResult::Launched(Err(why)) = result {
            self.core.diagnose("", why.clone(), None);
        }
        let Some(task) = self.core.work.borrow_mut().done(id) else {
            return;
        };
        let value = match result {
            WorkResult::Executed { status } => Value::Integer((*status).into()),
            WorkResult::Launched(_) => Value::Nil,
            WorkResult::Http(answer) => {
                let platform = self.core.settings.platform;
                match sdk::lr_http::answer(&self.vm.lua, platform, answer) {
                    Ok(table) => Value::Table(table),
                    Err(error) => {
                        self.core.diagnose("", error.to_string(), None);
                        Value::Nil
                    }
                }
            }
        };
        self.core.scheduler.borrow_mut().wake(task, value);
    }

    /// The next thing the driver is to do to a socket. The order among sockets counts.
    pub fn poll_action(&mut self) -> Option<(SocketId, Action)> {
        self.core.sockets.borrow_mut().poll_action()
    }

    /// The next socket that the driver should look at: it may have something to write, or wants to
    /// read again.
    pub fn poll_dirty(&mut self) -> Option<SocketId> {
        self.core.sockets.borrow_mut().poll_dirty()
    }

    /// The next piece of outside work.
    pub fn poll_work(&mut self) -> Option<(WorkId, Work)> {
        self.core.work.borrow_mut().poll()
    }

    /// The next record of what happened.
    pub fn poll_record(&mut self) -> Option<Record> {
        self.core.poll_record()
    }

    /// Whether there is something to take from [`poll_action`](Self::poll_action) or
    /// [`poll_record`](Self::poll_record), or a task is ready.
    pub fn has_output(&self) -> bool {
        self.core.has_records() || self.core.sockets.borrow().has_actions() || self.has_ready()
    }

    /// The socket, as records show it.
    pub fn socket_info(&self, id: SocketId) -> SocketInfo {
        self.core.sockets.borrow().info(id)
    }

    /// Whether a task is ready to run right now.
    pub fn has_ready(&self) -> bool {
        !self.is_frozen() && self.any_ready()
    }

    fn any_ready(&self) -> bool {
        self.core.scheduler.borrow().has_ready()
            || !self.scripts.is_empty()
            || !self.menus.is_empty()
    }

    /// When [`run`](Self::run) is to be called, if nothing happens before.
    pub fn next_deadline(&self, now: Time) -> Option<Time> {
        let sockets = self.core.sockets.borrow().next_deadline();
        if let Some(until) = self.core.frozen_until(now) {
            return Some(sockets.map_or(until, |deadline| deadline.min(until)));
        }
        if self.has_ready() {
            return Some(now);
        }
        let tasks = self.core.scheduler.borrow().next_deadline();
        [sockets, tasks, self.shutdown.deadline()]
            .into_iter()
            .flatten()
            .min()
    }

    /// Whether anything can still happen: a task, a timer, a socket or outside work is left.
    pub fn is_alive(&self) -> bool {
        self.any_ready()
            || self.core.scheduler.borrow().any_alive()
            || self.core.sockets.borrow().any_alive()
            || !self.core.work.borrow().is_empty()
    }

    /// Errors of the plug-in that make the run fail.
    pub fn failures(&self) -> u32 {
        self.core.failures.get()
    }

    /// Members that were called and are not implemented.
    pub fn missing_members(&self) -> Vec<String> {
        self.core.missing.borrow().iter().cloned().collect()
    }

    /// What went through each socket.
    pub fn socket_summaries(&self) -> Vec<SocketSummary> {
        self.core.sockets.borrow().summary()
    }

    /// Adds a record of the driver's own.
    pub fn record(&mut self, event: Event) {
        self.core.record(event);
    }
}

fn duration(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
}
