//! The runtime's own Lua, compiled once in a process. Every plug-in has a Lua state of its own, and
//! to parse these sources again would be most of its start.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use mlua::{Function, Lua, Table};

use crate::lua_state;
use crate::raise::RUNTIME_CHUNK;

/// Bytecode by the name of the chunk and the address of its source: a namespace may have several.
type Compiled = BTreeMap<(&'static str, usize), Arc<[u8]>>;

static COMPILED: Mutex<Compiled> = Mutex::new(BTreeMap::new());

/// A chunk of the runtime as a function, with `environment` as its globals. Tracebacks know it as
/// `lrsocket:NAME`.
pub(crate) fn load(
    lua: &Lua,
    name: &'static str,
    source: &'static str,
    environment: &Table,
) -> mlua::Result<Function> {
    let key = (name, source.as_ptr().addr());
    let known = lock().get(&key).cloned();
    if let Some(bytecode) = known {
        return lua_state::function(lua, &bytecode, environment);
    }
    let chunk = lua.load(source).set_name(format!("={RUNTIME_CHUNK}{name}"));
    let function = chunk.into_function()?;
    lock().insert(key, function.dump(false).into());
    function.set_environment(environment.clone())?;
    Ok(function)
}

fn lock() -> std::sync::MutexGuard<'static, Compiled> {
    // Whoever panicked meanwhile has left whole entries.
    COMPILED.lock().unwrap_or_else(PoisonError::into_inner)
}
