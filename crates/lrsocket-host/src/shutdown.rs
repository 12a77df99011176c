//! The end of a run: Lightroom quits (R6.4, R6.5, B8.3).

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use lrsocket_proto::Time;
use mlua::{Function, MultiValue, Value};

use crate::host::Host;
use crate::tasks::OnError;

/// How long a shut-down function may go without calling its progress function (R6.4).
const PATIENCE: Duration = Duration::from_secs(10);

/// How long tasks may go on after the plug-in's shut-down scripts have run, to see that they are
/// to end. A plug-in without such scripts has none to see.
const GRACE: Duration = Duration::from_millis(500);

/// Where in its end a run is.
#[derive(Default)]
pub(crate) enum Shutdown {
    /// It goes on.
    #[default]
    No,
    /// It is about to begin.
    Asked,
    /// The function of LrShutdownApp runs.
    Function { progress: Rc<Progress> },
    /// The scripts have run; the tasks get a moment to end.
    Grace { until: Time },
    /// The function contexts end.
    Contexts { until: Time },
    /// What was queued on the sockets is written (B7.7).
    Drain,
    /// All is over.
    Over,
}

/// What the function of LrShutdownApp says.
#[derive(Default)]
pub(crate) struct Progress {
    done: Cell<bool>,
    deadline: Cell<Time>,
}

impl Shutdown {
    pub(crate) fn deadline(&self) -> Option<Time> {
        match self {
            Shutdown::Function { progress } => Some(progress.deadline.get()),
            Shutdown::Grace { until } | Shutdown::Contexts { until } => Some(*until),
            Shutdown::Asked => Some(Time::ZERO),
            Shutdown::No | Shutdown::Drain | Shutdown::Over => None,
        }
    }
}

impl Host {
    /// Lightroom quits: the plug-in's shut-down scripts run, its contexts end, its sockets close.
    pub fn shut_down(&mut self) {
        if matches!(self.shutdown, Shutdown::No) {
            self.shutdown = Shutdown::Asked;
        }
    }

    /// Whether the run is over.
    pub fn is_over(&self) -> bool {
        matches!(self.shutdown, Shutdown::Over)
    }

    /// Goes as far in the end of the run as is possible now.
    pub(crate) fn advance_shutdown(&mut self, now: Time) {
        loop {
            let next = match &self.shutdown {
                Shutdown::No | Shutdown::Over => return,
                Shutdown::Asked => self.begin_shutdown(now),
                Shutdown::Function { progress } => {
                    if progress.done.get() {
                        self.run_shutdown_plugin(now)
                    } else if progress.deadline.get() <= now {
                        let message = "the LrShutdownFunction of LrShutdownApp did not call its \
                                       doneFunction, nor its progressFunction for 10 seconds; \
                                       Lightroom ends it";
                        self.core.diagnose("R6.4", message.to_owned(), None);
                        self.run_shutdown_plugin(now)
                    } else {
                        return;
                    }
                }
                Shutdown::Grace { until } if *until > now && self.has_tasks() => return,
                Shutdown::Grace { .. } => self.end_contexts(now),
                Shutdown::Contexts { until } if *until > now && self.has_tasks() => return,
                Shutdown::Contexts { .. } => self.close_sockets(now),
                Shutdown::Drain if !self.core.sockets.borrow_mut().all_finished() => return,
                Shutdown::Drain => Shutdown::Over,
            };
            self.shutdown = next;
        }
    }

    fn has_tasks(&self) -> bool {
        self.core.scheduler.borrow().any_alive()
    }

    /// LrShutdownApp: a plain script, or one that returns a function which takes its time (R6.4).
    fn begin_shutdown(&mut self, now: Time) -> Shutdown {
        let Some(file) = self.core.plugin.info.shutdown_app.clone() else {
            return self.run_shutdown_plugin(now);
        };
        let returned = self.run_named_script(&file);
        let Some(function) = returned.and_then(shutdown_function) else {
            return self.run_shutdown_plugin(now);
        };
        let progress = Rc::new(Progress::default());
        progress.deadline.set(now + PATIENCE);
        match self.start_shutdown_function(&function, &progress) {
            Ok(()) => Shutdown::Function { progress },
            Err(error) => {
                self.core.diagnose("R6.4", error.to_string(), None);
                self.run_shutdown_plugin(now)
            }
        }
    }

    fn start_shutdown_function(
        &self,
        function: &Function,
        progress: &Rc<Progress>,
    ) -> mlua::Result<()> {
        let lua = &self.vm.lua;
        let done = Rc::clone(progress);
        let done = lua.create_function(move |_, _: MultiValue| {
            done.done.set(true);
            Ok(())
        })?;
        let (made, core) = (Rc::clone(progress), Rc::downgrade(&self.core));
        let made = lua.create_function(move |_, _: MultiValue| {
            if let Some(core) = core.upgrade() {
                made.deadline.set(core.now() + PATIENCE);
            }
            Ok(())
        })?;
        let thread = self.vm.coroutine_of(function.bind((done, made))?)?;
        self.core
            .spawn("LrShutdownFunction".to_owned(), thread, OnError::Show);
        Ok(())
    }

    /// LrShutdownPlugin, read from disk anew (R6.5).
    fn run_shutdown_plugin(&self, now: Time) -> Shutdown {
        let info = &self.core.plugin.info;
        if let Some(file) = info.shutdown_plugin.clone() {
            self.run_named_script(&file);
        }
        let has_scripts = info.shutdown_plugin.is_some() || info.shutdown_app.is_some();
        let until = if has_scripts { now + GRACE } else { now };
        Shutdown::Grace { until }
    }

    /// R3.6: what still runs is ended; the contexts' handlers run.
    fn end_contexts(&self, now: Time) -> Shutdown {
        self.core.scheduler.borrow_mut().clear();
        match self.vm.end_contexts("the plug-in is being unloaded") {
            Ok(Some(thread)) => {
                self.core
                    .spawn("end of contexts".to_owned(), thread, OnError::Show);
            }
            Ok(None) => {}
            Err(error) => self.core.diagnose("R3.6", error.to_string(), None),
        }
        Shutdown::Contexts {
            until: now + PATIENCE,
        }
    }

    /// B8.2: whatever is still open.
    fn close_sockets(&mut self, now: Time) -> Shutdown {
        let open = self.core.sockets.borrow_mut().unfinished();
        for id in open {
            self.with_socket(id, |machine| machine.close(now));
        }
        self.core.scheduler.borrow_mut().clear();
        Shutdown::Drain
    }
}

/// `{ LrShutdownFunction = function }` among what the script returned.
fn shutdown_function(returned: MultiValue) -> Option<Function> {
    match returned.into_iter().next() {
        Some(Value::Table(table)) => table.get("LrShutdownFunction").ok(),
        _ => None,
    }
}
