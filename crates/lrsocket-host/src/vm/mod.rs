//! The Lua 5.1 state of one plug-in.

pub(crate) mod args;
mod boundary;
mod chunk;
pub(crate) mod coverage;
mod globals;
mod import;
pub(crate) mod namespace;
mod protect;
pub(crate) mod quick;
pub(crate) mod raise;
mod turn;

use std::rc::Rc;

use mlua::{Function, Lua, Table, Value};

use crate::core::Core;
use crate::lua_state::{Libraries, LuaState};
use crate::record::Event;
use args::Args;
pub(crate) use globals::platform_global as globals_platform;
use namespace::Functions;
pub(crate) use turn::{Failure, Turn};

/// The Lua state of one plug-in, with the runtime loaded and the globals a plug-in sees.
pub(crate) struct Vm {
    /// `runtime.step`.
    step: Function,
    /// `runtime.script`.
    script: Function,
    /// `runtime.end_contexts`, there once LrFunctionContext is imported.
    runtime: Table,
    /// Given back last, when nothing holds on to what is in it.
    pub(crate) lua: LuaState,
}

/// What Rust functions need of their own Lua state. It is here and not in the functions, because
/// one that holds something of its own state is never collected.
pub(crate) struct Kept {
    /// Lua's own globals.
    base: Table,
    /// What runtime.lua returned.
    runtime: Table,
    /// The namespaces that were imported, by name.
    imported: Table,
    /// Lua's `os.date`.
    pub(crate) date: Function,
    /// Lua's `os.time`.
    pub(crate) time: Function,
}

impl Vm {
    /// What the Lua halves of the namespaces work with.
    #[cfg(test)]
    pub(crate) const fn runtime(&self) -> &Table {
        &self.runtime
    }

    /// A fresh state for the plug-in that `core` speaks of.
    pub(crate) fn new(core: &Rc<Core>) -> mlua::Result<Self> {
        let lua = LuaState::new(Libraries::OfPlugins)?;
        let base = globals::base_library(&lua)?;
        let runtime = load_runtime(&lua, core, &base)?;
        globals::install(&lua, core, &base, &runtime)?;
        turn::install_interrupt(&lua, core)?;
        Ok(Vm {
            step: runtime.get("step")?,
            script: runtime.get("script")?,
            runtime,
            lua,
        })
    }
}

/// Runs runtime.lua, which returns the table that the Lua halves of the namespaces work with.
fn load_runtime(lua: &Lua, core: &Rc<Core>, base: &Table) -> mlua::Result<Table> {
    let mut host = Functions::new(lua, core)?;
    host.function("where", |call, _| Ok(raise::where_called(call.lua)));
    host.function("error_text", |call, args| {
        Ok(raise::error_text(call.lua, args.value(1))?)
    });
    host.function("is_interrupt", |call, args| {
        Ok(matches!(args.value(1), Value::String(text) if turn::is_interrupt(call.core, &text)))
    });
    host.function("print", |call, args| {
        call.core.record(Event::Log {
            level: "print".to_owned(),
            logger: String::new(),
            message: args.string(1)?.to_string_lossy(),
        });
        Ok(())
    });
    host.function("diagnose", |call, args| {
        let (rule, message) = (args.text(1)?, args.string(2)?.to_string_lossy());
        let rule = namespace::RULES
            .iter()
            .find(|known| **known == rule)
            .copied();
        call.core
            .diagnose(rule.unwrap_or_default(), message, call.caller());
        Ok(())
    });
    host.function("load_toolkit_script", |call, args: &Args<'_>| {
        let (file, name) = (args.text(1)?, args.text(2)?);
        call.core
            .plugin
            .load_toolkit_script(call.core, call.lua, &file, &name)
    });
    let host = host.finish()?;
    host.set("c_calls", boundary::c_calls_function(lua)?)?;
    let runtime = chunk::load(lua, "runtime", include_str!("runtime.lua"), base)?;
    let runtime: Table = runtime.call(host)?;
    let (pcall, xpcall) = protect::functions(lua, &runtime)?;
    let visible: Table = runtime.get("visible")?;
    visible.raw_set("pcall", pcall)?;
    visible.raw_set("xpcall", xpcall)?;
    Ok(runtime)
}
