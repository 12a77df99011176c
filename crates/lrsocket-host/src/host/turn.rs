//! One turn of a host: whatever is ready runs until nothing is.

use std::time::Duration;

use lightroom_sim::Actor;
use lrsocket_proto::Time;
use mlua::Value;

use super::Host;
use super::ending::Why;
use super::instance::Instance;
use super::plugins::Disabled;
use lrsocket_sdk::application::changes;
use lrsocket_sdk::record::{Event, Managed};
use lrsocket_vm::Turn;
use lrsocket_vm::{OnError, Task, TaskId};

impl Host {
    /// Runs every ready task until none is ready. Tasks that yielded run in the next call: see
    /// [`has_ready`](Self::has_ready).
    pub fn run(&mut self, now: Time) {
        self.app.begin_turn(now);
        self.run_ready(now);
        self.app.end_turn();
    }

    fn run_ready(&mut self, now: Time) {
        let due = self.app.sockets.borrow_mut().due(now);
        for id in due {
            self.with_socket(id, |machine| machine.handle_timeout(now));
        }
        self.app.thaw(now);
        if self.app.is_frozen() {
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
        self.announce_loaded();
        if self.app.quit_asked.take() {
            self.shut_down();
        }
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
                    app.sockets.borrow_mut().end_delivery(socket);
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
                if let Some(entry) = app.sockets.borrow_mut().entry(socket) {
                    entry.waiting = Some(id);
                }
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
                let again = instance.ending.begins_again();
                over.push((why, again, identifier, instance.path.clone()));
            }
            why.is_none()
        });
        for (why, again, identifier, path) in over {
            let plugin = Disabled { identifier, path };
            match again {
                None => {}
                Some(true) => self.load_again(plugin, why == Why::Disable),
                Some(false) => {
                    self.record_managed(&plugin.identifier, Managed::Disable, true);
                    self.disabled.push(plugin);
                }
            }
        }
    }
}

fn duration(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
}
