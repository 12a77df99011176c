//! The globals that a plug-in sees (RUNTIME.md §5).

use std::rc::Rc;

use lrsocket_proto::Platform;
use mlua::{Lua, Table, Value};

use super::namespace::Functions;
use super::{Kept, chunk, import};
use crate::core::Core;
use crate::sdk;

/// What Lua 5.1 has and a plug-in does not (R5.2).
const ABSENT: &[&str] = &[
    "collectgarbage",
    "gcinfo",
    "getfenv",
    "setfenv",
    "module",
    "newproxy",
    "package",
];

/// Libraries of which a plug-in sees only these members (R5.3).
const PARTS: &[(&str, &[&str])] = &[
    ("os", &["clock", "date", "time", "tmpname"]),
    ("table", &["concat", "insert", "remove", "sort"]),
    ("coroutine", &["running"]),
    ("debug", &["getinfo", "traceback"]),
];

/// A copy of all of Lua's globals, for the runtime's own code: what a plug-in changes or does not
/// see is still there.
pub(super) fn base_library(lua: &Lua) -> mlua::Result<Table> {
    let globals = lua.globals();
    chunk::load(lua, "base", include_str!("base.lua"), &globals)?.call(&globals)
}

/// Turns Lua's globals into those of a plug-in.
pub(super) fn install(
    lua: &Lua,
    core: &Rc<Core>,
    base: &Table,
    runtime: &Table,
) -> mlua::Result<()> {
    let globals = lua.globals();
    for name in ABSENT {
        globals.raw_set(*name, Value::Nil)?;
    }
    for (library, members) in PARTS {
        let part = lua.create_table()?;
        let whole: Table = globals.get(*library)?;
        for member in *members {
            part.raw_set(*member, whole.get::<Value>(*member)?)?;
        }
        globals.raw_set(*library, part)?;
    }
    globals
        .get::<Table>("coroutine")?
        .raw_set("canYield", runtime.get::<Value>("can_yield")?)?;

    let lua_os: Table = base.get("os")?;
    let kept = Kept {
        base: base.clone(),
        runtime: runtime.clone(),
        imported: lua.create_table()?,
        date: lua_os.get("date")?,
        time: lua_os.get("time")?,
    };
    if core.kept.set(kept).is_err() {
        return Err(mlua::Error::runtime("the globals are there already"));
    }

    let mut own = Functions::new(lua, core)?;
    own.function("LOC", sdk::lr_localization::loc);
    let import = import::functions(lua, core)?;
    // For the Lua halves of the namespaces; a plug-in may give the global another meaning.
    runtime.raw_set("import", import.raw_get::<Value>("import")?)?;
    for source in [own.finish()?, runtime.get("visible")?, import] {
        for pair in source.pairs::<Value, Value>() {
            let (name, value) = pair?;
            globals.raw_set(name, value)?;
        }
    }
    sdk::lua_library::install(lua, core, base)?;
    globals.raw_set(platform_global(core.app.settings.platform), true)?;
    globals.raw_set("_PLUGIN", core.plugin.plugin_object(lua, core)?)?;
    if !core.app.settings.strict {
        fall_back_to_namespaces(lua, core)?;
    }
    Ok(())
}

/// `WIN_ENV` or `MAC_ENV`, never both (R5.1).
pub(crate) fn platform_global(platform: Platform) -> &'static str {
    match platform {
        Platform::Win => "WIN_ENV",
        Platform::Mac => "MAC_ENV",
    }
}

/// R5.10: an unset global that is named like a namespace resolves to it, once, with a warning.
fn fall_back_to_namespaces(lua: &Lua, core: &Rc<Core>) -> mlua::Result<()> {
    let globals = lua.globals();
    let mut functions = Functions::new(lua, core)?;
    functions.function("__index", |call, args| {
        let Value::String(name) = args.value(2) else {
            return Ok(Value::Nil);
        };
        let name = name.to_string_lossy();
        if sdk::surface::page(&name).is_none() {
            return Ok(Value::Nil);
        }
        let import: mlua::Function = call.lua.globals().raw_get("import")?;
        let namespace: Value = import.call(name.as_str())?;
        call.lua.globals().raw_set(name.as_str(), &namespace)?;
        call.core.diagnose(
            "R5.10",
            format!(
                "{name} is used without being imported; in Lightroom this global is nil. Add: \
                 local {name} = import \"{name}\"",
            ),
            call.caller(),
        );
        Ok(namespace)
    });
    globals.set_metatable(Some(functions.finish()?))
}
