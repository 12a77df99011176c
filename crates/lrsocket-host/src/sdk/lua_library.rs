//! What a plug-in's Lua library has beyond Lua's (R5.3): `table.shallowcopy`, and an `os` that
//! tells the time of the host's clock, so that a simulated run is repeatable, and whose temporary
//! files are in the standard folder for them.

use std::rc::Rc;

use mlua::{Function, Lua, Table, Value};
use uuid::Uuid;

use super::os_path;
use crate::core::Core;
use crate::vm::namespace::Functions;
use crate::vm::raise::{Raise, message};

/// Changes the libraries among the globals.
pub(crate) fn install(lua: &Lua, core: &Rc<Core>, base: &Table) -> mlua::Result<()> {
    let globals = lua.globals();
    let lua_os: Table = base.get("os")?;
    let (lua_date, lua_time): (Function, Function) = (lua_os.get("date")?, lua_os.get("time")?);

    let mut os = Functions::new(lua, core)?;
    // Windows' clock() is the time since the process began, which plug-ins use it for.
    os.function("clock", |call, _| {
        Ok(call.core.now().since_start().as_secs_f64())
    });
    os.function("time", move |call, args| match args.value(1) {
        Value::Nil => Ok(Value::Number(
            call.core.app.settings.clock.wall().as_secs() as f64
        )),
        _ => lua_time
            .call(args.table(1)?)
            .map_err(|error| Raise::Text(message(&error))),
    });
    os.function("date", move |call, args| {
        let format = args.optional_string(1)?;
        let time = match args.optional_number(2)? {
            Some(time) => time,
            None => call.core.app.settings.clock.wall().as_secs() as f64,
        };
        let date = match format {
            Some(format) => lua_date.call::<Value>((format, time)),
            None => lua_date.call(("%c", time)),
        };
        date.map_err(|error| Raise::Text(message(&error)))
    });
    // Lua's own may be in the root folder of the drive on Windows, where nobody can write.
    os.function("tmpname", |call, _| {
        let name = format!("lua_{}", Uuid::new_v4().simple());
        Ok(os_path::bytes(
            &call.core.app.settings.folders.temp.join(name),
        ))
    });
    copy_into(&os.finish()?, &globals.get("os")?)?;

    let mut table = Functions::new(lua, core)?;
    table.function("shallowcopy", |call, args| {
        let copy = call.lua.create_table()?;
        for pair in args.table(1)?.pairs::<Value, Value>() {
            let (key, value) = pair?;
            copy.raw_set(key, value)?;
        }
        Ok(copy)
    });
    copy_into(&table.finish()?, &globals.get("table")?)
}

fn copy_into(from: &Table, to: &Table) -> mlua::Result<()> {
    for pair in from.pairs::<Value, Value>() {
        let (name, value) = pair?;
        to.raw_set(name, value)?;
    }
    Ok(())
}
