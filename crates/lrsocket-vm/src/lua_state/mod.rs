//! Lua states, each used many times.
//!
//! To open a Lua state, to read bytecode into it and to close it again is most of what a small test
//! costs. So a state that is done with is kept for the next who needs one on this thread. It is as
//! good as new: globals, libraries, their metatables and the table of loaded modules are made
//! anew, and what is left of the old ones is collected before. What stays are functions made of
//! bytecode, which nobody can tell from new ones: they have no upvalues, and their environment is
//! set whenever they are asked for.
#![expect(
    unsafe_code,
    reason = "mlua calls debug and C modules unsafe, and has no call for the base library"
)]

pub(crate) mod layout;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::c_int;
use std::ops::Deref;
use std::sync::Arc;

use mlua::chunk::ChunkMode;
use mlua::state::{GcIncParams, GcMode};
use mlua::{Function, LightUserData, Lua, LuaOptions, Number, StdLib, Table, Thread, Value, ffi};

/// How many states a thread keeps for later: those of a test and of some plug-ins.
const MOST_SPARE: usize = 8;

/// A state that still holds more than this when all that was used is collected, in bytes, is not
/// kept.
const LARGEST_SPARE: usize = 2 << 20;

/// To how much a state grows before its collector begins to work, in per cent of what it holds when
/// it is clean. A small test ends before that.
const BEFORE_COLLECTING: i32 = 1000;

/// How many functions a state keeps by their bytecode.
const MOST_FUNCTIONS: usize = 512;

/// What libraries a state has besides the base library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Libraries {
    /// Those of which plug-ins see a part: table, io, os, string, math and debug.
    OfPlugins,
    /// All of Lua 5.1 with C modules, for programs that are trusted as `lua` itself would be.
    All,
}

/// A Lua state that nobody else uses, as good as new.
pub struct LuaState(Opened);

/// A state and what has to be known of it.
struct Opened {
    lua: Lua,
    libraries: Libraries,
    /// How many names the registry had when the libraries were open.
    registered: usize,
}

thread_local! {
    static SPARE: RefCell<Vec<Opened>> = const { RefCell::new(Vec::new()) };
}

impl LuaState {
    /// A state with these libraries.
    pub fn new(libraries: Libraries) -> mlua::Result<Self> {
        let spare = SPARE.with_borrow_mut(|spare| {
            let fitting = spare.iter().rposition(|state| state.libraries == libraries);
            fitting.map(|fitting| spare.swap_remove(fitting))
        });
        if let Some(state) = spare {
            open(&state.lua, libraries)?;
            return Ok(LuaState(state));
        }
        // SAFETY: with `debug` and with C modules a program can break the interpreter that runs it.
        // Plug-ins see no more than getinfo and traceback (R5.3), and have no C modules. Who asks
        // for all libraries runs programs that may do what they like.
        let lua = unsafe { Lua::unsafe_new_with(StdLib::NONE, LuaOptions::new()) };
        // A clone: the original collects all garbage before it closes the state, which is about to
        // free everything anyway.
        let lua = Lua::clone(&lua);
        clean(&lua)?;
        open(&lua, libraries)?;
        let registered = registered(&lua)?;
        Ok(LuaState(Opened {
            lua,
            libraries,
            registered,
        }))
    }
}

impl Deref for LuaState {
    type Target = Lua;

    fn deref(&self) -> &Lua {
        &self.0.lua
    }
}

impl Drop for LuaState {
    fn drop(&mut self) {
        let Opened {
            lua,
            libraries,
            registered: before,
        } = &self.0;
        let is_running = lua.inspect_stack(0, |_| ()).is_some();
        // A C module may have put something there that it finds again.
        let is_known = registered(lua).is_ok_and(|now| now == *before);
        if is_running || std::thread::panicking() || !is_known || clean(lua).is_err() {
            return;
        }
        if lua.used_memory() > LARGEST_SPARE {
            return;
        }
        let state = Opened {
            lua: lua.clone(),
            libraries: *libraries,
            registered: *before,
        };
        // When the thread ends there may be no place to keep it in any more.
        let _ = SPARE.try_with(|spare| {
            let mut spare = spare.borrow_mut();
            if spare.len() < MOST_SPARE {
                spare.push(state);
            }
        });
    }
}

/// Functions that a state has made of bytecode, by the place of the bytecode in memory, which stays
/// taken as long as this has it.
#[derive(Default)]
struct Made(HashMap<*const u8, (Arc<[u8]>, Function)>);

/// The main function of this bytecode, with `environment` as its globals. It is made once in a
/// state: who asks twice between [`LuaState::new`] and drop has to give the same environment.
pub fn function(lua: &Lua, bytecode: &Arc<[u8]>, environment: &Table) -> mlua::Result<Function> {
    let known = lua.app_data_ref::<Made>();
    let known = known.and_then(|made| Some(made.0.get(&bytecode.as_ptr())?.1.clone()));
    let function = if let Some(function) = known {
        function
    } else {
        let chunk = lua.load(&**bytecode).set_mode(ChunkMode::Binary);
        let function = chunk.into_function()?;
        remember(lua, bytecode, &function);
        function
    };
    function.set_environment(environment.clone())?;
    Ok(function)
}

fn remember(lua: &Lua, bytecode: &Arc<[u8]>, function: &Function) {
    let mut made = lua.remove_app_data::<Made>().unwrap_or_default();
    if made.0.len() >= MOST_FUNCTIONS {
        made.0.clear();
    }
    let entry = (Arc::clone(bytecode), function.clone());
    made.0.insert(bytecode.as_ptr(), entry);
    lua.set_app_data(made);
}

/// Opens the libraries of a clean state.
fn open(lua: &Lua, libraries: Libraries) -> mlua::Result<()> {
    // SAFETY: it is the library of the very interpreter that the state belongs to, and is opened as
    // Lua opens it: by a call with its name.
    let base = unsafe { lua.create_c_function(ffi::luaopen_base)? };
    base.call::<()>("_G")?;
    lua.load_std_libs(match libraries {
        Libraries::OfPlugins => {
            StdLib::TABLE | StdLib::IO | StdLib::OS | StdLib::STRING | StdLib::MATH | StdLib::DEBUG
        }
        Libraries::All => StdLib::ALL,
    })?;
    if libraries == Libraries::OfPlugins {
        hide_finalizer_of_files(lua)?;
    }
    // The library remembers the last user's hook at a place that only it knows.
    let debug: Table = lua.globals().raw_get("debug")?;
    debug.raw_get::<Function>("sethook")?.call(())
}

/// Lets a plug-in read the metatable of files, as `getmetatable(io.stdout)` and `io.stdout.__index`
/// give it, but not change it: a Lua function that it sets as `__gc` would run inside any allocation.
/// Files are the only userdata whose metatable a plug-in can reach.
fn hide_finalizer_of_files(lua: &Lua) -> mlua::Result<()> {
    let files: Table = lua.named_registry_value("FILE*")?;
    let (methods, shown) = (lua.create_table()?, lua.create_table()?);
    for pair in files.pairs::<mlua::LuaString, Value>() {
        let (name, member) = pair?;
        if !name.as_bytes().starts_with(b"__") {
            methods.raw_set(name, member)?;
        }
    }
    shown.raw_set("__tostring", files.raw_get::<Value>("__tostring")?)?;
    shown.raw_set("__index", &methods)?;
    files.raw_set("__index", methods)?;
    files.raw_set("__metatable", shown)
}

/// Takes away all that Lua code can have changed, and collects it.
fn clean(lua: &Lua) -> mlua::Result<()> {
    lua.remove_global_hook();
    let globals = lua.create_table()?;
    if let Some(made) = lua.app_data_ref::<Made>() {
        for (_, function) in made.0.values() {
            function.set_environment(globals.clone())?;
        }
    }
    // Libraries find them again and fill them anew.
    for name in ["FILE*", "_LOADLIB"] {
        if let Some(metatable) = lua.named_registry_value::<Option<Table>>(name)? {
            only_finalizer(lua, &metatable, &globals)?;
        }
    }
    lua.set_globals(globals)?;
    // `package.loaded`; libraries that it names are not made anew.
    lua.set_named_registry_value("_LOADED", Value::Nil)?;
    lua.set_type_metatable::<bool>(None);
    lua.set_type_metatable::<Number>(None);
    lua.set_type_metatable::<mlua::LuaString>(None);
    lua.set_type_metatable::<Function>(None);
    lua.set_type_metatable::<Thread>(None);
    lua.set_type_metatable::<LightUserData>(None);
    // SAFETY: pushes two values, of which one is taken, and Lua has room for 20. Nothing can fail.
    unsafe {
        lua.exec_raw::<()>((), |state| {
            ffi::lua_pushnil(state);
            ffi::lua_pushnil(state);
            ffi::lua_setmetatable(state, -2);
            ffi::lua_pop(state, 1);
        })?;
    }
    collect(lua)
}

/// Collects all garbage.
fn collect(lua: &Lua) -> mlua::Result<()> {
    let mode = |pause, step| {
        let parameters = GcIncParams::default().pause(pause).step_multiplier(step);
        lua.gc_set_mode(GcMode::Incremental(parameters));
    };
    // The pause is looked at when a collection ends. No multiplier is no limit for a step.
    mode(BEFORE_COLLECTING, 0);
    if is_collecting(lua)? {
        lua.gc_collect()?;
    } else {
        // One sweep instead of two: none is needed that ends an earlier collection.
        lua.gc_step()?;
    }
    // Lua's own.
    mode(200, 200);
    Ok(())
}

/// Whether the collector has begun and not ended.
fn is_collecting(lua: &Lua) -> mlua::Result<bool> {
    // SAFETY: `state` is a valid state of the vendored Lua 5.1.5, whose layout `Thread` and `Global`
    // repeat. The number that is pushed has room.
    unsafe {
        lua.exec_raw((), |state| {
            let global = (*state.cast::<layout::Thread>()).global;
            ffi::lua_pushboolean(state, c_int::from((*global).gc_state != 0));
        })
    }
}

/// Takes everything out of a metatable but what finalizes its objects: those that are garbage now
/// have to be closed yet.
fn only_finalizer(lua: &Lua, metatable: &Table, environment: &Table) -> mlua::Result<()> {
    let finalizer: Option<Function> = metatable.raw_get("__gc")?;
    metatable.clear()?;
    let Some(finalizer) = finalizer else {
        return Ok(());
    };
    metatable.raw_set("__gc", &finalizer)?;
    // SAFETY: takes both values off the stack and raises nothing. The finalizers of the libraries do
    // not use their environment; without another they would keep the old globals alive.
    unsafe {
        lua.exec_raw((finalizer, environment), |state| {
            ffi::lua_setfenv(state, -2);
            ffi::lua_pop(state, 1);
        })
    }
}

/// How many names there are in the registry.
fn registered(lua: &Lua) -> mlua::Result<usize> {
    // SAFETY: the loop goes as the manual of lua_next says, changes nothing, and leaves the stack
    // as it was but for the result.
    unsafe {
        lua.exec_raw((), |state| {
            let mut names = 0;
            ffi::lua_pushnil(state);
            while ffi::lua_next(state, ffi::LUA_REGISTRYINDEX) != 0 {
                names += i32::from(ffi::lua_type(state, -2) == ffi::LUA_TSTRING);
                ffi::lua_pop(state, 1);
            }
            ffi::lua_pushinteger(state, ffi::lua_Integer::from(names));
        })
    }
}
