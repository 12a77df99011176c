//! Loads runtime.lua, which returns the table that the Lua halves of the namespaces work with.

use std::rc::Rc;

use mlua::{Lua, Table};

use crate::args::Args;
use crate::context::Context;
use crate::namespace::{Functions, RULES};
use crate::{boundary, chunk, protect, raise, turn};

/// Runs runtime.lua with the Rust functions that it needs.
pub(crate) fn load<C: Context>(lua: &Lua, core: &Rc<C>, base: &Table) -> mlua::Result<Table> {
    let mut host = Functions::new(lua, core)?;
    host.function("where", |call, _| Ok(raise::where_called(call.lua)));
    host.function("error_text", |call, args| {
        Ok(raise::error_text(call.lua, args.value(1))?)
    });
    host.function("is_interrupt", |_, args| {
        Ok(turn::is_interrupt(&args.value(1)))
    });
    host.function("print", |call, args| {
        call.core.print(args.string(1)?.to_string_lossy());
        Ok(())
    });
    host.function("diagnose", |call, args| {
        let (rule, message) = (args.text(1)?, args.string(2)?.to_string_lossy());
        let rule = RULES.iter().find(|known| **known == rule).copied();
        call.core
            .diagnose(rule.unwrap_or_default(), message, call.caller());
        Ok(())
    });
    host.function("load_toolkit_script", |call, args: &Args<'_>| {
        let (file, name) = (args.text(1)?, args.text(2)?);
        call.core.load_toolkit_script(call.lua, &file, &name)
    });
    let host = host.finish()?;
    host.set("c_calls", boundary::c_calls_function(lua)?)?;
    for (name, number) in turn::NUMBERS {
        host.set(name, number)?;
    }
    let runtime = chunk::load(lua, "runtime", include_str!("runtime.lua"), base)?;
    let runtime: Table = runtime.call(host)?;
    let (pcall, xpcall) = protect::functions(lua, &runtime)?;
    let visible: Table = runtime.get("visible")?;
    visible.raw_set("pcall", pcall)?;
    visible.raw_set("xpcall", xpcall)?;
    Ok(runtime)
}
