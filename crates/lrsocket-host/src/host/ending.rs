//! The end of a plug-in's Lua state: Lightroom quits, or the plug-in is reloaded or disabled (R6.4,
//! R6.5, B8.2, B8.3).

use std::rc::Rc;
use std::time::Duration;

use lrsocket_proto::Time;

use super::instance::Instance;
use super::shutdown::{PATIENCE, ShutdownTask};
use lrsocket_sdk::record::{ClosedBy, Event};
use lrsocket_vm::{OnError, TaskId};

/// How long tasks may go on after the plug-in's shut-down scripts have run, to see that they are
/// to end. A plug-in without such scripts has none to see.
const GRACE: Duration = Duration::from_millis(500);

/// Why it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// Lightroom quits: LrShutdownApp and LrShutdownPlugin run.
    Quit,
    /// It is loaded anew: LrShutdownPlugin runs.
    Reload,
    /// It is disabled: LrDisablePlugin runs.
    Disable,
    /// Its start-up script has failed, and Lightroom disables it (R6.12): no script runs.
    InitFailed,
}

/// Where in its end a Lua state is.
#[derive(Default)]
pub(crate) struct Ending {
    why: Option<Why>,
    /// The opposite was asked for before it was over: a plug-in that was disabled is enabled, one
    /// that was reloaded is disabled.
    turned: bool,
    step: Step,
}

#[derive(Default)]
enum Step {
    /// The scripts are to run.
    #[default]
    Scripts,
    /// Lightroom waits for LrShutdownApp.
    App { task: Rc<ShutdownTask> },
    /// The scripts have run; the tasks get a moment to end.
    Grace { until: Time },
    /// The function contexts end, in this task if there are any.
    Contexts { until: Time, task: Option<TaskId> },
    /// What was queued on the sockets is written (B7.7).
    Drain,
    /// All is over.
    Over,
}

impl Ending {
    /// Lets it end. To quit comes before all else: a plug-in that is about to be reloaded then ends
    /// for good.
    pub(crate) fn ask(&mut self, why: Why) {
        if self.why.is_none() || why == Why::Quit {
            self.why = Some(why);
        }
    }

    /// Whether it begins again once its end is over, if it ends and Lightroom does not quit.
    pub(crate) fn begins_again(&self) -> Option<bool> {
        match self.why? {
            Why::Quit => None,
            Why::Reload => Some(!self.turned),
            Why::Disable | Why::InitFailed => Some(self.turned),
        }
    }

    /// Lets it begin again if it would not, and the other way round.
    pub(crate) fn turn(&mut self) {
        self.turned = !self.turned;
    }

    /// Why it ends, once all is over.
    pub(crate) fn over(&self) -> Option<Why> {
        self.why.filter(|_| matches!(self.step, Step::Over))
    }

    /// Whether it ends, or has ended.
    pub(crate) fn is_asked(&self) -> bool {
        self.why.is_some()
    }

    /// An error has left the function of LrShutdownApp: nobody waits for it any longer (R6.4).
    pub(crate) fn function_failed(&self) {
        if let Step::App { task } = &self.step {
            task.set_done();
        }
    }

    /// When to look again, if nothing happens before.
    pub(crate) fn deadline(&self) -> Option<Time> {
        self.why?;
        match &self.step {
            Step::Scripts => Some(Time::ZERO),
            Step::App { task } => Some(task.deadline()),
            Step::Grace { until } | Step::Contexts { until, .. } => Some(*until),
            Step::Drain | Step::Over => None,
        }
    }

    /// Goes as far as is possible now.
    pub(crate) fn advance(&mut self, instance: &Instance, now: Time) {
        let Some(why) = self.why else { return };
        loop {
            let next = match &self.step {
                Step::Over => return,
                Step::Scripts => instance.begin_ending(why, now),
                Step::App { task } => {
                    if !task.is_over(instance, now) {
                        return;
                    }
                    instance.run_last_script(why, now)
                }
                Step::Grace { until } if *until > now && instance.has_tasks() => return,
                Step::Grace { .. } => instance.end_contexts(now),
                Step::Contexts { until, task }
                    if *until > now && instance.has_last_tasks(*task) =>
                {
                    return;
                }
                Step::Contexts { .. } => instance.close_sockets(now),
                Step::Drain if !instance.sockets_are_finished() => return,
                Step::Drain => Step::Over,
            };
            self.step = next;
        }
    }
}

impl Instance {
    pub(super) fn has_tasks(&self) -> bool {
        let scheduler = self.core.app.scheduler.borrow();
        scheduler.any_alive_of(self.core.id)
    }

    /// Whether the task that ends the contexts goes on, or a callback. Tasks that a callback has started
    /// since are not waited for.
    fn has_last_tasks(&self, last: Option<TaskId>) -> bool {
        let scheduler = self.core.app.scheduler.borrow();
        scheduler.any_of(self.core.id, |id, task| {
            Some(id) == last || matches!(task.on_error, OnError::Callback(_))
        })
    }

    fn sockets_are_finished(&self) -> bool {
        let sockets = self.core.app.sockets.borrow();
        sockets.finished_of(self.core.id)
    }

    /// LrShutdownApp, if Lightroom quits.
    fn begin_ending(&self, why: Why, now: Time) -> Step {
        let app = self.core.plugin.info.shutdown_app.as_deref();
        let file = app.filter(|_| why == Why::Quit && !self.leaked);
        match file.and_then(|file| self.start_shutdown_app(file, now)) {
            Some(task) => Step::App { task },
            None => self.run_last_script(why, now),
        }
    }

    /// LrShutdownPlugin or LrDisablePlugin, read from disk anew (R6.5).
    fn run_last_script(&self, why: Why, now: Time) -> Step {
        let info = &self.core.plugin.info;
        let file = match why {
            _ if self.leaked => None, // It has run when the plug-in was loaded anew.
            Why::Quit | Why::Reload => info.shutdown_plugin.as_deref(),
            Why::Disable => info.disable_plugin.as_deref(),
            Why::InitFailed => None,
        };
        if let Some(file) = file {
            self.run_named_script(file);
        }
        let had_scripts = file.is_some() || (why == Why::Quit && info.shutdown_app.is_some());
        let until = if had_scripts { now + GRACE } else { now };
        Step::Grace { until }
    }

    /// R3.6: what still runs is ended; the contexts' handlers run.
    fn end_contexts(&self, now: Time) -> Step {
        self.core.app.scheduler.borrow_mut().clear(self.core.id);
        let task = match self.vm.end_contexts("the plug-in is being unloaded") {
            Ok(Some(thread)) => {
                let name = "end of contexts".to_owned();
                Some(self.core.spawn(name, thread, OnError::Show))
            }
            Ok(None) => None,
            Err(error) => {
                self.core.diagnose("R3.6", error.to_string(), None);
                None
            }
        };
        let until = now + PATIENCE;
        Step::Contexts { until, task }
    }

    /// B8.2: whatever is still open.
    fn close_sockets(&self, now: Time) -> Step {
        let app = &self.core.app;
        let open = app.sockets.borrow().open_of(self.core.id);
        for id in open {
            if let Some(entry) = app.sockets.borrow_mut().entry(id) {
                entry.machine.close(now);
            }
            let socket = app.sockets.borrow().info(id);
            app.sockets.borrow_mut().collect_actions(id); // The record waits for them.
            if let Some(socket) = socket {
                let by = ClosedBy::Plugin;
                self.core.record(Event::Closed { socket, by });
            }
            self.core.touch(id);
        }
        app.scheduler.borrow_mut().clear(self.core.id);
        app.sockets.borrow_mut().end_deliveries_of(self.core.id);
        Step::Drain
    }
}
