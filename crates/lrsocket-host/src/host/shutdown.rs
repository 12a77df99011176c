//! LrShutdownApp: its script, the function that the script returns, and how long Lightroom waits for
//! it (R6.4).

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use lrsocket_proto::Time;
use lrsocket_sdk::record::Event;
use lrsocket_vm::{OnError, args};
use mlua::{Function, MultiValue, Value};

use super::instance::Instance;

/// How long Lightroom waits without a call of the progress function (R6.4).
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// The wait for the `doneFunction` of LrShutdownApp.
#[derive(Default)]
pub(super) struct ShutdownTask {
    done: Cell<bool>,
    deadline: Cell<Time>,
    /// The author was told that nothing can end the wait any more.
    hopeless: Cell<bool>,
}

impl ShutdownTask {
    /// Ends the wait.
    pub(super) fn set_done(&self) {
        self.done.set(true);
    }

    /// When Lightroom gives up, unless the plug-in reports progress.
    pub(super) fn deadline(&self) -> Time {
        self.deadline.get()
    }

    /// Whether the wait has ended, by the plug-in or by the time-out.
    pub(super) fn is_over(&self, instance: &Instance, now: Time) -> bool {
        if self.done.get() {
            return true;
        }
        if self.deadline.get() > now {
            self.notice_hopeless(instance);
            return false;
        }
        if !self.hopeless.get() {
            let message = "the LrShutdownFunction of LrShutdownApp did not call its doneFunction, nor \
                           its progressFunction for 10 seconds; Lightroom goes on without it";
            instance.core.diagnose("R6.4", message.to_owned(), None);
        }
        instance.core.record(Event::TaskError {
            task: "LrShutdownApp".to_owned(),
            message: format!(
                "A shutdown task for the plug-in '{}' became unresponsive and may not have run to \
                 completion.",
                instance.core.plugin.info.name,
            ),
            traceback: String::new(),
            shown: true,
        });
        true
    }

    fn notice_hopeless(&self, instance: &Instance) {
        if !self.hopeless.get() && !instance.has_tasks() {
            self.hopeless.set(true);
            let message = "the LrShutdownFunction of LrShutdownApp has returned and did not call its \
                           doneFunction, and no task is left that could: Lightroom waits until 10 \
                           seconds have passed without progress";
            instance.core.diagnose("R6.4", message.to_owned(), None);
        }
    }
}

impl Instance {
    /// Runs the script of LrShutdownApp, and starts the function that it returns. Returns what
    /// Lightroom then waits for; nothing after a script that failed.
    pub(super) fn start_shutdown_app(&self, file: &str, now: Time) -> Option<Rc<ShutdownTask>> {
        let returned = self.run_named_script(file)?;
        let task = Rc::new(ShutdownTask::default());
        task.deadline.set(now + PATIENCE);
        match shutdown_function(returned) {
            Ok(function) => {
                if let Err(error) = self.start_shutdown_function(&function, &task) {
                    self.core.diagnose("R6.4", error.to_string(), None);
                    return None;
                }
            }
            Err(got) => {
                task.hopeless.set(true);
                let message = format!(
                    "LrShutdownApp: {file} returned {got}. Lightroom waits 10 seconds for its \
                     doneFunction, and then shows the user a warning; return {{ LrShutdownFunction = \
                     function(doneFunction, progressFunction) … doneFunction() end }}, or leave \
                     LrShutdownApp out of Info.lua",
                );
                self.core
                    .diagnose("R6.4", message, Some("Info.lua".to_owned()));
            }
        }
        Some(task)
    }

    fn start_shutdown_function(
        &self,
        function: &Function,
        task: &Rc<ShutdownTask>,
    ) -> mlua::Result<()> {
        let lua = &self.vm.lua;
        let done = Rc::clone(task);
        let done = lua.create_function(move |_, _: MultiValue| {
            done.set_done();
            Ok(())
        })?;
        let (made, core) = (Rc::clone(task), Rc::downgrade(&self.core));
        let made = lua.create_function(move |_, _: MultiValue| {
            if let Some(core) = core.upgrade() {
                made.deadline.set(core.now() + PATIENCE);
            }
            Ok(())
        })?;
        let thread = self.vm.coroutine_of(function.bind((done, made))?)?;
        let name = "LrShutdownFunction".to_owned();
        self.core.spawn(name, thread, OnError::ShutDown);
        Ok(())
    }
}

/// The `LrShutdownFunction` of the table that the script returned, or what it returned instead.
fn shutdown_function(returned: MultiValue) -> Result<Function, String> {
    match returned.into_iter().next() {
        Some(Value::Table(table)) => table
            .get("LrShutdownFunction")
            .map_err(|_| "a table without a function LrShutdownFunction".to_owned()),
        None | Some(Value::Nil) => Err("no table".to_owned()),
        Some(other) => Err(format!("a {}, not a table", args::type_name(&other))),
    }
}
