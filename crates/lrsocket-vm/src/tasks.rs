//! The cooperative scheduler (R1): who runs next, and who waits for what.
//!
//! The order is: tasks that are ready run first in, first out. A task that becomes ready while
//! others run (a new task, a timer that is due, an event of a socket) joins the end of the queue
//! and runs in the same turn. A task that yields runs again in the next turn, so that every other
//! ready task runs before it (R1.3), and the driver can look at the network in between.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};

use lrsocket_proto::Time;
use mlua::{Thread, Value};

use crate::ids::{InstanceId, SocketId, TaskId};

/// What becomes of an error that leaves a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnError {
    /// It is shown to the user, and the run fails (`startAsyncTask`).
    Show,
    /// It is only traced (`startAsyncTaskWithoutErrorHandler`).
    Trace,
    /// It is logged, as those of `postAsyncTaskWithContext` (R3.2).
    Log,
    /// The task delivers the events of this socket: its callback has failed (B3.9).
    Callback(SocketId),
    /// It is shown, and the plug-in's LrShutdownFunction counts as done (R6.4).
    ShutDown,
}

/// A coroutine and what is known of it.
pub struct Task {
    /// Whose it is.
    pub owner: InstanceId,
    /// Its name, for messages.
    pub name: String,
    /// The coroutine.
    pub thread: Thread,
    /// What becomes of an error that leaves it.
    pub on_error: OnError,
    /// What its `yield` will return.
    pub resume_with: Value,
    /// Whether it waits for the next event of its socket, and so may wait for ever.
    pub idle: bool,
}

/// All tasks of one Lua state.
#[derive(Default)]
pub struct Scheduler {
    tasks: HashMap<TaskId, Task>,
    ready: VecDeque<TaskId>,
    /// Those that yielded: ready in the next turn.
    yielded: Vec<TaskId>,
    /// Sleepers by wake-up time, then in the order in which they went to sleep.
    timers: BinaryHeap<Reverse<(Time, u64, TaskId)>>,
    next: u64,
}

impl Scheduler {
    /// A new task, at the end of the queue (R1.1).
    pub fn spawn(
        &mut self,
        owner: InstanceId,
        name: String,
        thread: Thread,
        on_error: OnError,
    ) -> TaskId {
        let id = TaskId(self.number());
        self.tasks.insert(
            id,
            Task {
                owner,
                name,
                thread,
                on_error,
                resume_with: Value::Nil,
                idle: false,
            },
        );
        self.ready.push_back(id);
        id
    }

    /// Begins a turn: who yielded or has slept enough is ready.
    pub fn begin_turn(&mut self, now: Time) {
        self.ready.extend(self.yielded.drain(..));
        while let Some(Reverse((time, _, task))) = self.timers.peek().copied()
            && time <= now
        {
            self.timers.pop();
            self.ready.push_back(task);
        }
    }

    /// The next ready task of this turn, taken out of the scheduler while it runs.
    pub fn next_ready(&mut self) -> Option<(TaskId, Task)> {
        loop {
            let id = self.ready.pop_front()?;
            // One that was ended while it was ready is gone.
            if let Some(mut task) = self.tasks.remove(&id) {
                task.idle = false;
                return Some((id, task));
            }
        }
    }

    /// The task waits until somebody calls [`wake`](Self::wake).
    pub fn park(&mut self, id: TaskId, task: Task) {
        self.tasks.insert(id, task);
    }

    /// The task sleeps until `time` (R1.3).
    pub fn park_until(&mut self, id: TaskId, task: Task, time: Time) {
        let order = self.number();
        self.timers.push(Reverse((time, order, id)));
        self.tasks.insert(id, task);
    }

    /// The task goes on before all others, once the host runs again (B5.5, B7.7).
    pub fn park_first(&mut self, id: TaskId, task: Task) {
        self.ready.push_front(id);
        self.tasks.insert(id, task);
    }

    /// The task runs again in the next turn (R1.3).
    pub fn park_yielded(&mut self, id: TaskId, task: Task) {
        self.yielded.push(id);
        self.tasks.insert(id, task);
    }

    /// A parked task is ready; its `yield` returns `value`.
    pub fn wake(&mut self, id: TaskId, value: Value) {
        if let Some(task) = self.tasks.get_mut(&id) {
            task.resume_with = value;
            self.ready.push_back(id);
        }
    }

    /// Which plug-in a parked task is of.
    pub fn owner(&self, id: TaskId) -> Option<InstanceId> {
        self.tasks.get(&id).map(|task| task.owner)
    }

    /// When the next sleeper wakes up.
    pub fn next_deadline(&self) -> Option<Time> {
        self.timers.peek().map(|Reverse((time, ..))| *time)
    }

    /// Whether there is somebody to run right now.
    pub fn has_ready(&self) -> bool {
        !self.ready.is_empty() || !self.yielded.is_empty()
    }

    /// Whether there is a task that can still do something by itself: all but those that wait for
    /// the next event of a socket.
    pub fn any_alive(&self) -> bool {
        self.tasks.values().any(|task| !task.idle)
    }

    /// The same for the tasks of one plug-in.
    pub fn any_alive_of(&self, owner: InstanceId) -> bool {
        let mut own = self.tasks.values().filter(|task| task.owner == owner);
        own.any(|task| !task.idle)
    }

    /// Whether a plug-in has a task that runs on by itself, for which `is_meant` holds.
    pub fn any_of(&self, owner: InstanceId, is_meant: impl Fn(TaskId, &Task) -> bool) -> bool {
        let mut own = self.tasks.iter().filter(|(_, task)| task.owner == owner);
        own.any(|(id, task)| !task.idle && is_meant(*id, task))
    }

    /// Ends every task of a plug-in without running it again.
    pub fn clear(&mut self, owner: InstanceId) {
        let tasks = &mut self.tasks;
        tasks.retain(|_, task| task.owner != owner);
        self.ready.retain(|id| tasks.contains_key(id));
        self.yielded.retain(|id| tasks.contains_key(id));
        self.timers
            .retain(|Reverse((_, _, id))| tasks.contains_key(id));
    }

    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }
}
