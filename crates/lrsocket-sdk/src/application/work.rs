//! Outside work: what a task waits for that only a driver can do.

mod http;

use std::collections::{HashMap, VecDeque};

use serde::{Deserialize, Serialize};

pub use http::{HttpError, HttpErrorKind, HttpRequest, HttpResponse};
use lrsocket_vm::TaskId;

/// A piece of outside work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WorkId(u64);

impl WorkId {
    /// The number of the work, counted from 1.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The work of this number.
    pub const fn numbered(number: u64) -> Self {
        WorkId(number)
    }
}

/// A piece of work for the driver, which hands the host a [`WorkResult`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Work {
    /// Run this command with the system's shell (R1.6).
    Execute {
        /// The command line.
        command: String,
    },
    /// Start this program and leave it alone (`LrShell.openFilesInApp`). No task waits.
    Launch {
        /// The path of the program.
        program: String,
        /// Its arguments.
        arguments: Vec<String>,
    },
    /// Make this request (LrHttp).
    Http(HttpRequest),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkResult {
    /// The command ended with this exit status.
    Executed {
        /// The status as a shell gives it: 128 + n for signal n, 127 if it could not be started.
        status: i32,
    },
    /// The program was started, or why it was not.
    Launched(Result<(), String>),
    /// The server's answer.
    Http(Result<HttpResponse, HttpError>),
}

/// Work that was asked for.
#[derive(Default)]
pub struct WorkQueue {
    next: u64,
    requested: VecDeque<(WorkId, Work)>,
    waiting: HashMap<WorkId, Option<TaskId>>,
    /// Who waits for what is no work of the driver's.
    begun: HashMap<u64, Option<TaskId>>,
}

impl WorkQueue {
    /// Asks for work. The task that does so says next that it waits for this number.
    pub fn request(&mut self, work: Work) -> u64 {
        self.next += 1;
        let id = WorkId(self.next);
        self.requested.push_back((id, work));
        self.waiting.insert(id, None);
        self.next
    }

    /// A number to wait for, for what the plug-in itself will [end](Self::end).
    pub fn begin(&mut self) -> u64 {
        self.next += 1;
        self.begun.insert(self.next, None);
        self.next
    }

    /// What [`begin`](Self::begin) began is over; who waits for it.
    pub fn end(&mut self, number: u64) -> Option<TaskId> {
        self.begun.remove(&number).flatten()
    }

    /// The task waits for the work of this number.
    pub fn wait(&mut self, number: u64, task: TaskId) {
        match self.begun.get_mut(&number) {
            Some(waiting) => *waiting = Some(task),
            None => {
                self.waiting.insert(WorkId(number), Some(task));
            }
        }
    }

    /// Work for the driver.
    pub fn poll(&mut self) -> Option<(WorkId, Work)> {
        self.requested.pop_front()
    }

    /// The work is done; who waits for it.
    pub fn done(&mut self, id: WorkId) -> Option<TaskId> {
        self.waiting.remove(&id).flatten()
    }

    /// Whether somebody waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }
}
