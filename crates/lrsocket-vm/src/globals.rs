//! The globals that a plug-in sees (R5.1).

use std::rc::Rc;

use mlua::{Lua, Table, Value};

use crate::context::{Context, Kept};
use crate::sdk::Sdk;
use crate::{chunk, import};

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
pub(crate) fn base_library(lua: &Lua) -> mlua::Result<Table> {
    let globals = lua.globals();
    chunk::load(lua, "base", include_str!("base.lua"), &globals)?.call(&globals)
}

/// Turns Lua's globals into those of a plug-in.
pub(crate) fn install<C: Context>(
    lua: &Lua,
    core: &Rc<C>,
    sdk: &'static Sdk<C>,
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
    if core.vm().kept.set(kept).is_err() {
        return Err(mlua::Error::runtime("the globals are there already"));
    }

    let import = import::functions(lua, core, sdk)?;
    // For the Lua halves of the namespaces; a plug-in may give the global another meaning.
    runtime.raw_set("import", import.raw_get::<Value>("import")?)?;
    for source in [runtime.get("visible")?, import] {
        for pair in source.pairs::<Value, Value>() {
            let (name, value) = pair?;
            globals.raw_set(name, value)?;
        }
    }
    (sdk.globals)(lua, core, base)
}
