//! The Lua state of one test.

use std::cell::{Cell, RefCell};
use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use lrsocket_host::lua_state::{self, Libraries, LuaState};
use mlua::chunk::ChunkMode;
use mlua::{Function, Lua, LuaString, Table, Value};

use super::shared::Shared;
use super::{chunks, errors, native, verdict};
use crate::config::TestConfig;
use crate::listing::{FileError, Test};
use crate::outcome::{Outcome, Status};
use crate::watchdog::Watch;
use crate::world::{self, World};

/// The Lua state of a test.
pub(crate) struct State {
    shared: Rc<Shared>,
    /// The table that busted.lua returns.
    busted: Table,
    /// Lua's `string.find`.
    find: Function,
    /// Dropped last, when nothing else holds values of it.
    lua: LuaState,
}

impl State {
    /// Returns a fresh state for tests of this file.
    pub(crate) fn new(
        path: &Path,
        lpath: Option<&str>,
        config: TestConfig,
        watch: Watch,
    ) -> mlua::Result<Self> {
        let lua = LuaState::new(Libraries::All)?;
        let late = Arc::new(AtomicBool::new(false));
        watch.add(Arc::clone(&late));
        errors::stop_when(&lua, late)?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        beside(&lua, &folder, lpath)?;
        let shared = Rc::new(Shared {
            world: RefCell::new(World::new(config, folder, watch)),
            expectations: RefCell::default(),
        });
        let find = lua.globals().get::<Table>("string")?.get("find")?;
        let busted = chunks::load(&lua, &shared)?;
        Ok(State {
            shared,
            busted,
            find,
            lua,
        })
    }

    /// Compiles a test file, for [`load`](Self::load) in any state.
    pub(crate) fn compile(path: &Path, source: &[u8]) -> Result<Arc<[u8]>, FileError> {
        if source.starts_with(b"\x1b") {
            let path = path.display();
            return Err(FileError::Syntax(format!(
                "{path} is compiled Lua; a test file must be source text"
            )));
        }
        let lua = LuaState::new(Libraries::All).map_err(failed)?;
        let chunk = lua.load(text_of(source)).set_mode(ChunkMode::Text);
        let chunk = chunk.set_name(format!("@{}", path.display()));
        match chunk.into_function() {
            Ok(function) => Ok(function.dump(false).into()),
            Err(mlua::Error::SyntaxError { message, .. }) => Err(FileError::Syntax(message)),
            Err(error) => Err(FileError::Syntax(error.to_string())),
        }
    }

    /// Runs a test file as far as needed to know its tests: all of them, or only the one to run.
    pub(crate) fn load(&self, chunk: &Arc<[u8]>, only: Option<usize>) -> Result<(), FileError> {
        let choose: Function = self.busted.get("choose").map_err(failed)?;
        let place = only.map(|test| test + 1);
        choose.call::<()>(place).map_err(failed)?;
        let globals = self.lua.globals();
        let chunk = lua_state::function(&self.lua, chunk, &globals).map_err(failed)?;
        let handler: Function = self.busted.get("handler").map_err(failed)?;
        let xpcall: Function = self.busted.get("xpcall").map_err(failed)?;
        let (ok, error): (bool, Value) = xpcall.call((chunk, handler)).map_err(failed)?;
        if !ok {
            let failure = native::failure(&error).map_err(failed)?;
            let at = failure.at.map_or_else(String::new, |at| format!("{at}: "));
            // Lua's own errors name the place already.
            let message = if failure.message.starts_with(&at) {
                failure.message
            } else {
                format!("{at}{}", failure.message)
            };
            return Err(FileError::Failed {
                message,
                traceback: failure.traceback,
            });
        }
        Ok(())
    }

    /// The tests of the loaded file.
    pub(crate) fn tests(&self) -> Result<Vec<Test>, FileError> {
        let test_at: Function = self.busted.get("test_at").map_err(failed)?;
        let mut tests = Vec::new();
        loop {
            // One at a time: mlua can hold only some thousand values at once.
            let test = test_at.call(tests.len() + 1).map_err(failed)?;
            let (Some(name), Some(line), pending): (Option<LuaString>, _, _) = test else {
                return Ok(tests);
            };
            tests.push(Test {
                name: name.to_string_lossy(),
                line,
                pending,
            });
        }
    }

    /// Runs one test of the loaded file.
    pub(crate) fn run(self, test: usize) -> mlua::Result<Outcome> {
        let run: Function = self.busted.get("run")?;
        // The number of records at the first failure: those are what led to it.
        let failed_at = Rc::new(Cell::new(None));
        let (shared, marked) = (Rc::downgrade(&self.shared), Rc::clone(&failed_at));
        let mark = self.lua.create_function(move |_, ()| {
            if let Some(shared) = shared.upgrade()
                && let Ok(world) = shared.world.try_borrow()
            {
                marked.set(Some(world.records().len()));
            }
            Ok(())
        })?;
        let (failures, pending): (Table, Option<String>) = run.call((test + 1, mark))?;
        let failures = failures.sequence_values::<Value>();
        let mut failures = failures
            .map(|error| native::failure(&error?))
            .collect::<mlua::Result<Vec<_>>>()?;
        let mut world = self.shared.world.borrow_mut();
        let simulated = world.now().since_start();
        let end = verdict::judge(
            &mut world,
            &self.shared.expectations.borrow(),
            &self.find,
            failed_at.get(),
            &mut failures,
        )?;
        let mut records = world.take_records();
        records.truncate(end.unwrap_or(records.len()));
        let status = match pending {
            _ if !failures.is_empty() => Status::Failed(failures),
            Some(why) => Status::Pending(why),
            None => Status::Passed,
        };
        Ok(Outcome {
            status,
            simulated,
            took: Duration::ZERO,
            records,
        })
    }
}

/// Returns a file as Lua reads it: without the byte order mark that editors on Windows write, and
/// without a `#!` line, whose newline stays so that line numbers are right.
fn text_of(source: &[u8]) -> &[u8] {
    let source = source.strip_prefix(b"\xef\xbb\xbf").unwrap_or(source);
    if !source.starts_with(b"#") {
        return source;
    }
    let end = source.iter().position(|byte| *byte == b'\n');
    &source[end.unwrap_or(source.len())..]
}

/// Converts an error of Lua where the test is not to blame.
#[expect(clippy::needless_pass_by_value, reason = "map_err hands it over")]
fn failed(error: mlua::Error) -> FileError {
    FileError::Failed {
        message: error.to_string(),
        traceback: String::new(),
    }
}

/// Lets `require` find modules beside the test file, then in the plug-in around it, then in `lpath`.
fn beside(lua: &Lua, folder: &Path, lpath: Option<&str>) -> mlua::Result<()> {
    let package: Table = lua.globals().get("package")?;
    let path: LuaString = package.get("path")?;
    let plugin = world::plugin_around(folder).filter(|plugin| *plugin != folder);
    let mut places = String::new();
    for folder in [Some(folder), plugin].into_iter().flatten() {
        let folder = folder.display();
        // Writing to a string cannot fail.
        let _ = write!(places, "{folder}/?.lua;{folder}/?/init.lua;");
    }
    if let Some(lpath) = lpath {
        places += lpath.trim_end_matches(';');
        places.push(';');
    }
    package.set("path", places + &path.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchdog::Watchdog;

    /// The bytes that the spare state for tests holds, and whether it is the marked one.
    fn held() -> (usize, bool) {
        let lua = LuaState::new(Libraries::All).unwrap();
        (lua.used_memory(), lua.app_data_ref::<Mark>().is_some())
    }

    struct Mark;

    #[test]
    fn nothing_of_a_test_is_kept_when_it_is_over() {
        let folder = tempfile::tempdir().unwrap();
        let plugin = "import('LrSocket').bind { functionContext = {}, plugin = _PLUGIN, port = 0, \
                      mode = 'send' }";
        std::fs::write(folder.path().join("plugin.lua"), plugin).unwrap();
        let test = r#"
            it("is a test", function()
                local plugin = lr.start("plugin.lua", { strict = false })
                lr.on_execute(function() end)
                lr.expect_failure("x")
                assert.equals({ 1 }, { 2 })
            end)
        "#;
        let path = folder.path().join("x_test.lua");
        let chunk = State::compile(&path, test.as_bytes()).unwrap();
        let watchdog = Watchdog::start();
        let run = |_| {
            let watch = watchdog.watch(Duration::from_secs(60));
            let state = State::new(&path, None, TestConfig::default(), watch).unwrap();
            state.load(&chunk, Some(0)).unwrap();
            state.lua.set_app_data(Mark);
            let outcome = state.run(0).unwrap();
            assert!(matches!(outcome.status, Status::Failed(_)), "{outcome:?}");
            held()
        };
        let seen: Vec<_> = (0..5).map(run).collect();
        assert!(seen[4].1, "{seen:?}");
        assert_eq!(seen[2], seen[4]);
    }
}
