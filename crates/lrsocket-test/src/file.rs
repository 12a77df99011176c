//! A file of tests.

use std::fs;
use std::io;
use std::path::{self, Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::limits::{Limits, Watch, Watchdog};
use crate::lua::State;
use crate::outcome::{Outcome, Status};
use crate::world::Conditions;

/// A file of tests, compiled. It can be sent to other threads.
#[derive(Clone, Debug)]
pub struct TestFile {
    path: PathBuf,
    chunk: Arc<[u8]>,
    tests: Vec<Test>,
}

/// One test of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The names of the `describe`s around it and its own, with spaces between them.
    pub name: String,
    /// The line of its `it`.
    pub line: u32,
    /// Why it is not to be run, if it is `pending`.
    pub pending: Option<String>,
}

/// Why there are no tests in a file.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It could not be read.
    #[error("{}: {error}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// It does not compile; the message names file and line.
    #[error("{0}")]
    Syntax(String),
    /// It failed before all its tests were known.
    #[error("{message}\n{traceback}")]
    Failed {
        /// The error, with file and line.
        message: String,
        /// Where it came from.
        traceback: String,
    },
    /// It has no `it`.
    #[error("{} has no test: a test is it(\"does something\", function() … end)", .0.display())]
    Empty(PathBuf),
    /// The interpreter failed.
    #[error("{}: {error}", path.display())]
    Interpreter {
        /// In which file.
        path: PathBuf,
        /// What it said.
        error: String,
    },
}

impl TestFile {
    /// Reads a file, and runs it as far as its tests are known: what is in a `describe` runs, what
    /// is in an `it` does not.
    pub fn open(path: &Path, watchdog: &Watchdog) -> Result<Self, FileError> {
        TestFile::open_within(path, Limits::default().real, watchdog)
    }

    /// The same; it may take so much real time.
    pub fn open_within(
        path: &Path,
        limit: Duration,
        watchdog: &Watchdog,
    ) -> Result<Self, FileError> {
        let source = fs::read(path).map_err(|error| FileError::Unreadable {
            path: path.to_owned(),
            error,
        })?;
        let chunk = State::compile(path, &source)?;
        let mut file = TestFile {
            path: path.to_owned(),
            chunk,
            tests: Vec::new(),
        };
        let conditions = Conditions::default();
        let watch = watchdog.watch(limit);
        let state = file.state(conditions, watch)?;
        state.load(&file.chunk, None)?;
        file.tests = state.tests()?;
        if file.tests.is_empty() {
            return Err(FileError::Empty(file.path));
        }
        Ok(file)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its tests, in the order in which they are written.
    pub fn tests(&self) -> &[Test] {
        &self.tests
    }

    /// Runs one of its tests, in a Lua state and a world of its own.
    pub fn run(&self, test: usize, conditions: &Conditions, watchdog: &Watchdog) -> Outcome {
        let began = Instant::now();
        if let Some(why) = &self.tests[test].pending {
            return Outcome {
                status: Status::Pending(why.clone()),
                simulated: Duration::ZERO,
                took: began.elapsed(),
                records: Vec::new(),
            };
        }
        let watch = watchdog.watch(conditions.limits.real);
        let ran = self.state(conditions.clone(), watch).and_then(|state| {
            state.load(&self.chunk, Some(test))?;
            state.run(test).map_err(|error| self.interpreter(&error))
        });
        let mut outcome = ran.unwrap_or_else(|error| Outcome {
            status: Status::Failed(vec![Failure {
                at: None,
                message: error.to_string(),
                traceback: String::new(),
            }]),
            simulated: Duration::ZERO,
            took: Duration::ZERO,
            records: Vec::new(),
        });
        outcome.took = began.elapsed();
        outcome
    }

    /// A state for this file. Its folder is told whole: from `tests/a_test.lua` alone nobody sees
    /// which plug-in it lies in.
    fn state(&self, conditions: Conditions, watch: Watch) -> Result<State, FileError> {
        let path = path::absolute(&self.path).map_err(|error| FileError::Unreadable {
            path: self.path.clone(),
            error,
        })?;
        State::new(&path, conditions, watch).map_err(|error| self.interpreter(&error))
    }

    fn interpreter(&self, error: &mlua::Error) -> FileError {
        FileError::Interpreter {
            path: self.path.clone(),
            error: error.to_string(),
        }
    }
}
