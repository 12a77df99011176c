//! The Lua state of a test: all of Lua 5.1, the words of busted, and the module `lr`.

mod functions;
mod json;
mod options;
mod show;
mod verdict;
mod work;

use std::cell::{Cell, RefCell};
use std::path::Path;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use lrsocket_host::lua_state::{self, Libraries, LuaState};
use mlua::chunk::ChunkMode;
use mlua::{Function, HookTriggers, Lua, LuaString, Table, Value, VmState};

use crate::failure::{Failure, Place};
use crate::file::{FileError, Test};
use crate::limits::Watch;
use crate::outcome::{Outcome, Status};
use crate::world::{Conditions, World};
use verdict::Expectation;

/// Instructions between two looks at whether the time is up: some milliseconds.
const LOOK_EVERY: u32 = 100_000;

/// What chunks of ours are called; tracebacks leave them out.
const OURS: &str = "lrsocket-test";

/// What the functions of a test's Lua state share.
struct Shared {
    world: RefCell<World>,
    expectations: RefCell<Vec<Expectation>>,
}

/// The Lua state of a test.
pub(crate) struct State {
    shared: Rc<Shared>,
    /// What busted.lua returned.
    busted: Table,
    /// Lua's `string.find`.
    find: Function,
    /// Given back last, when nothing holds on to what is in it.
    lua: LuaState,
}

impl State {
    /// A fresh state for tests of this file.
    pub(crate) fn new(path: &Path, conditions: Conditions, watch: Watch) -> mlua::Result<Self> {
        let lua = LuaState::new(Libraries::All)?;
        let late = Arc::new(AtomicBool::new(false));
        watch.add(Arc::clone(&late));
        stop_when(&lua, late)?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        beside(&lua, &folder)?;
        let shared = Rc::new(Shared {
            world: RefCell::new(World::new(conditions, folder, watch)),
            expectations: RefCell::default(),
        });
        let find = lua.globals().get::<Table>("string")?.get("find")?;
        let native = native(&lua)?;
        let busted = run_ours(&lua, &BUSTED, &native)?;
        run_ours::<Value>(&lua, &ASSERT, &native)?;
        let world = functions::table(&lua, &shared)?;
        let calls: Table = run_ours(&lua, &CALLS, &world)?;
        let ends: Table = run_ours(&lua, &ENDS, &calls)?;
        let lr: Table = run_ours(&lua, &LR, (&calls, ends))?;
        run_ours::<Value>(&lua, &OUTSIDE, (&calls, &lr))?;
        run_ours::<Value>(&lua, &LIGHTROOM, (&calls, &lr))?;
        lua.globals().set("lr", &lr)?;
        let loaded: Table = lua.globals().get::<Table>("package")?.get("loaded")?;
        loaded.set("lr", lr)?;
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
                "{path} is compiled Lua: a test file is a text"
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

    /// Runs a test file, as far as its tests are known: all, or only the one that is to be run.
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
            let failure = failure(&error).map_err(failed)?;
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

    /// The tests of the file that was loaded.
    pub(crate) fn tests(&self) -> Result<Vec<Test>, FileError> {
        let test_at: Function = self.busted.get("test_at").map_err(failed)?;
        let mut tests = Vec::new();
        loop {
            // One at a time: there may be more than Lua's stack has room for.
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

    /// Runs one test of the file that was loaded.
    pub(crate) fn run(self, test: usize) -> mlua::Result<Outcome> {
        let run: Function = self.busted.get("run")?;
        // How many records there were at the first failure: those are what led to it.
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
            .map(|error| failure(&error?))
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

/// A file as Lua reads it: without the mark that editors on Windows put before UTF-8, and without a
/// first line for the shell, whose end stays so that lines are counted right.
fn text_of(source: &[u8]) -> &[u8] {
    let source = source.strip_prefix(b"\xef\xbb\xbf").unwrap_or(source);
    if !source.starts_with(b"#") {
        return source;
    }
    let end = source.iter().position(|byte| *byte == b'\n');
    &source[end.unwrap_or(source.len())..]
}

/// Lua failed where no test is to blame.
#[expect(clippy::needless_pass_by_value, reason = "map_err hands it over")]
fn failed(error: mlua::Error) -> FileError {
    FileError::Failed {
        message: error.to_string(),
        traceback: String::new(),
    }
}

/// A chunk of ours, compiled once for all tests.
struct Ours {
    name: &'static str,
    source: &'static str,
    compiled: OnceLock<Arc<[u8]>>,
}

static BUSTED: Ours = Ours::new("busted", include_str!("busted.lua"));
static ASSERT: Ours = Ours::new("assert", include_str!("assert.lua"));
static CALLS: Ours = Ours::new("calls", include_str!("calls.lua"));
static ENDS: Ours = Ours::new("ends", include_str!("ends.lua"));
static LR: Ours = Ours::new("lr", include_str!("lr.lua"));
static OUTSIDE: Ours = Ours::new("outside", include_str!("outside.lua"));
static LIGHTROOM: Ours = Ours::new("lightroom", include_str!("lightroom.lua"));

impl Ours {
    const fn new(name: &'static str, source: &'static str) -> Self {
        Ours {
            name,
            source,
            compiled: OnceLock::new(),
        }
    }

    fn function(&self, lua: &Lua) -> mlua::Result<Function> {
        if let Some(compiled) = self.compiled.get() {
            return lua_state::function(lua, compiled, &lua.globals());
        }
        let name = format!("={OURS}/{}.lua", self.name);
        let function = lua.load(self.source).set_name(name).into_function()?;
        self.compiled.get_or_init(|| function.dump(false).into());
        Ok(function)
    }
}

/// Runs a chunk of ours with its arguments.
fn run_ours<R: mlua::FromLuaMulti>(
    lua: &Lua,
    chunk: &Ours,
    arguments: impl mlua::IntoLuaMulti,
) -> mlua::Result<R> {
    chunk.function(lua)?.call(arguments)
}

/// What busted.lua and assert.lua cannot do in Lua.
fn native(lua: &Lua) -> mlua::Result<Table> {
    let native = lua.create_table()?;
    native.set(
        "show",
        lua.create_function(|_, value: Value| Ok(show::one_line(&value)))?,
    )?;
    let difference =
        |_: &Lua, (expected, got): (Value, Value)| Ok(show::difference(&expected, &got));
    native.set("difference", lua.create_function(difference)?)?;
    native.set(
        "tidy",
        lua.create_function(|_, traceback: LuaString| Ok(tidy(&traceback.to_string_lossy())))?,
    )?;
    Ok(native)
}

/// A traceback without its heading and our own frames.
fn tidy(traceback: &str) -> String {
    let lines = traceback.lines().map(str::trim_start).filter(|line| {
        !line.is_empty()
            && !line.starts_with("stack traceback")
            && !line.starts_with(OURS)
            && !line.starts_with("[C]")
            && !line.starts_with("(tail call)")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What busted.lua's handler has made of an error.
fn failure(error: &Value) -> mlua::Result<Failure> {
    let Value::Table(error) = error else {
        return Ok(Failure {
            at: None,
            message: show::one_line(error),
            traceback: String::new(),
        });
    };
    let text = |key| {
        let value: Option<LuaString> = error.get(key)?;
        Ok::<_, mlua::Error>(value.map(|text| text.to_string_lossy()))
    };
    Ok(Failure {
        at: text("at")?.map(Place),
        message: text("message")?.unwrap_or_default(),
        traceback: text("traceback")?.unwrap_or_default(),
    })
}

/// `require` finds modules beside the test file, too.
fn beside(lua: &Lua, folder: &Path) -> mlua::Result<()> {
    let package: Table = lua.globals().get("package")?;
    let path: LuaString = package.get("path")?;
    let folder = folder.display();
    let path = format!(
        "{folder}/?.lua;{folder}/?/init.lua;{}",
        path.to_string_lossy()
    );
    package.set("path", path)
}

/// Stops whatever runs when the flag is set.
fn stop_when(lua: &Lua, late: Arc<AtomicBool>) -> mlua::Result<()> {
    let triggers = HookTriggers::new().every_nth_instruction(LOOK_EVERY);
    lua.set_global_hook(triggers, move |_, debug| {
        if !late.load(Ordering::Relaxed) {
            return Ok(VmState::Continue);
        }
        let file = debug.source().short_src.unwrap_or_default().into_owned();
        let line = debug.current_line().unwrap_or_default();
        let text = format!(
            "stopped at {file}:{line}: the test does not come to an end (--timeout \
             gives it longer)"
        );
        Err(mlua::Error::RuntimeError(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Watchdog;

    /// What the spare state for tests holds, in bytes, and whether it is the one that was marked.
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
            let state = State::new(&path, Conditions::default(), watch).unwrap();
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
