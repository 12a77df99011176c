//! Test files: compiled once, run any number of times.

use std::fs;
use std::path::{self, Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::config::{Limits, TestConfig};
use crate::listing::{FileError, Test};
use crate::lua::State;
use crate::outcome::{Outcome, Status};
use crate::watchdog::{Watch, Watchdog};

/// A compiled test file. It can be sent to other threads.
#[derive(Clone, Debug)]
pub struct TestFile {
    path: PathBuf,
    chunk: Arc<[u8]>,
    tests: Vec<Test>,
    /// Further places for `package.path`.
    lpath: Option<Arc<str>>,
}

impl TestFile {
    /// Reads a file and runs it as far as needed to know its tests: the bodies of `describe` run,
    /// the bodies of `it` do not.
    pub fn open(path: &Path, watchdog: &Watchdog) -> Result<Self, FileError> {
        TestFile::open_within(path, Limits::default().real, None, watchdog)
    }

    /// Like [`open`](Self::open), within this much real time, with further places for `package.path`.
    pub fn open_within(
        path: &Path,
        limit: Duration,
        lpath: Option<&str>,
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
            lpath: lpath.map(Arc::from),
        };
        let state = file.state(TestConfig::default(), watchdog.watch(limit))?;
        state.load(&file.chunk, None)?;
        file.tests = state.tests()?;
        if file.tests.is_empty() {
            return Err(FileError::Empty(file.path));
        }
        Ok(file)
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The tests of the file, in the order in which they are written.
    pub fn tests(&self) -> &[Test] {
        &self.tests
    }

    /// Runs one test of the file, in a Lua state and a world of its own.
    pub fn run(&self, test: usize, config: &TestConfig, watchdog: &Watchdog) -> Outcome {
        let began = Instant::now();
        if let Some(why) = &self.tests[test].pending {
            return Outcome::bare(Status::Pending(why.clone()));
        }
        let watch = watchdog.watch(config.limits.real);
        let ran = self.state(config.clone(), watch).and_then(|state| {
            state.load(&self.chunk, Some(test))?;
            state.run(test).map_err(|error| self.interpreter(&error))
        });
        let mut outcome = ran.unwrap_or_else(|error| Outcome::failed(error.to_string()));
        outcome.took = began.elapsed();
        outcome
    }

    /// Returns a state for this file. It gets the absolute path, because `tests/a_test.lua` alone
    /// does not show which plug-in the file lies in.
    fn state(&self, config: TestConfig, watch: Watch) -> Result<State, FileError> {
        let path = path::absolute(&self.path).map_err(|error| FileError::Unreadable {
            path: self.path.clone(),
            error,
        })?;
        State::new(&path, self.lpath.as_deref(), config, watch)
            .map_err(|error| self.interpreter(&error))
    }

    fn interpreter(&self, error: &mlua::Error) -> FileError {
        FileError::Interpreter {
            path: self.path.clone(),
            error: error.to_string(),
        }
    }
}
