//! What a plug-in's Lua library has beyond Lua's (R5.3): `table.shallowcopy`, and an `os` that
//! tells the time of the host's clock, so that a simulated run is repeatable, and whose temporary
//! files are in the standard folder for them. In a repeatable run, local time is UTC.

use std::rc::Rc;

use mlua::{BString, Lua, Table, Value};

use super::lr_date::seconds_of_civil;
use super::{lua_random, os_path};
use crate::core::Core;
use crate::vm::Kept;
use crate::vm::namespace::{Call, Functions};
use crate::vm::raise::{Raise, SdkResult, message};

/// Changes the libraries among the globals.
pub(crate) fn install(lua: &Lua, core: &Rc<Core>, base: &Table) -> mlua::Result<()> {
    let globals = lua.globals();
    let lua_os: Table = base.get("os")?;

    let mut os = Functions::new(lua, core)?;
    // Windows' clock() is the time since the process began, which plug-ins use it for.
    os.function("clock", |call, _| {
        Ok(call.core.now().since_start().as_secs_f64())
    });
    os.function("time", |call, args| match args.value(1) {
        Value::Nil => Ok(Value::Number(
            call.core.app.settings.clock.wall().as_secs() as f64
        )),
        _ if is_repeatable(call) => utc_time(call.lua, &args.table(1)?),
        _ => kept(call)?
            .time
            .call(args.table(1)?)
            .map_err(|error| Raise::Text(message(&error))),
    });
    os.function("date", |call, args| {
        let format = args.optional_string(1)?;
        let time = match args.optional_number(2)? {
            Some(time) => time,
            None => call.core.app.settings.clock.wall().as_secs() as f64,
        };
        let format = format.map_or_else(|| b"%c".to_vec(), |format| format.as_bytes().to_vec());
        let format = if is_repeatable(call) && !format.starts_with(b"!") {
            [b"!", &format[..]].concat()
        } else {
            format
        };
        let date = kept(call)?
            .date
            .call::<Value>((BString::from(format), time));
        date.map_err(|error| Raise::Text(message(&error)))
    });
    // Lua's own may be in the root folder of the drive on Windows, where nobody can write.
    os.function("tmpname", |call, _| {
        let name = format!("lua_{}", call.core.app.new_uuid().simple());
        let folders = &call.core.app.settings.folders;
        folders.about_to_use(&folders.temp);
        Ok(os_path::bytes(&folders.temp.join(name)))
    });
    let os = os.finish()?;
    copy_into(&os, &globals.get("os")?)?;
    if let Some(chance) = &core.app.chance {
        // The Lua halves of the namespaces use them, too.
        for name in ["date", "time"] {
            lua_os.raw_set(name, os.raw_get::<Value>(name)?)?;
        }
        let mut math = Functions::new(lua, core)?;
        lua_random::declare(&mut math, chance);
        copy_into(&math.finish()?, &globals.get("math")?)?;
    }

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

/// Lua's own functions.
fn kept<'c>(call: &'c Call<'_>) -> SdkResult<&'c Kept> {
    let kept = call.core.kept.get();
    kept.ok_or_else(|| "the libraries are not ready".into())
}

fn is_repeatable(call: &Call<'_>) -> bool {
    call.core.app.chance.is_some()
}

/// `os.time(table)` as Lua 5.1 does it, in UTC.
fn utc_time(lua: &Lua, table: &Table) -> SdkResult<Value> {
    let field = |name: &str, missing: Option<f64>| -> SdkResult<f64> {
        let number = lua.coerce_number(table.get::<Value>(name)?)?;
        // As C's int: without the fraction.
        let number = number.map(f64::trunc).or(missing);
        number.ok_or_else(|| format!("field '{name}' missing in date table").into())
    };
    let seconds = field("sec", Some(0.0))?;
    let minutes = field("min", Some(0.0))?;
    let hours = field("hour", Some(12.0))?;
    let (day, month, year) = (
        field("day", None)?,
        field("month", None)?,
        field("year", None)?,
    );
    let midnight = seconds_of_civil(year, month, day);
    let time = midnight.map(|midnight| midnight + hours * 3600.0 + minutes * 60.0 + seconds);
    Ok(time.map_or(Value::Nil, Value::Number))
}

fn copy_into(from: &Table, to: &Table) -> mlua::Result<()> {
    for pair in from.pairs::<Value, Value>() {
        let (name, value) = pair?;
        to.raw_set(name, value)?;
    }
    Ok(())
}
