//! The globals of the SDK: what a plug-in's Lua library has beyond Lua's (R5.3): `table.shallowcopy`, and an `os` that
//! tells the time of the host's clock, so that a simulated run is repeatable, and whose temporary
//! files are in the standard folder for them. In a repeatable run, local time is UTC.

mod random;

use std::rc::Rc;
use std::sync::{Mutex, PoisonError};

use lrsocket_vm::Context as _;
use mlua::{BString, Lua, Table, Value};

use crate::application::Core;
use crate::members::surface;
use crate::namespaces::lr_date::seconds_since_1970;
use crate::namespaces::lr_localization;
use crate::paths::os_path;
use crate::plugin::platform_global;
use crate::vm::Kept;
use crate::vm::namespace::{Call, Functions};
use crate::vm::raise::{Raise, SdkResult, message};

/// Held while C's calendar functions are in use: tests run on several threads.
static CALENDAR: Mutex<()> = Mutex::new(());

/// Adds the globals that a plug-in has besides those of the runtime.
pub(crate) fn install(lua: &Lua, core: &Rc<Core>, base: &Table) -> mlua::Result<()> {
    let globals = lua.globals();
    let mut own = Functions::new(lua, core)?;
    own.function("LOC", lr_localization::loc);
    copy_into(&own.finish()?, &globals)?;
    change_libraries(lua, core, base)?;
    globals.raw_set(platform_global(core.app.settings.platform), true)?;
    globals.raw_set("_PLUGIN", plugin_object(lua, core)?)?;
    if !core.app.settings.strict {
        fall_back_to_namespaces(lua, core)?;
    }
    Ok(())
}

/// `_PLUGIN` (R5.9).
fn plugin_object(lua: &Lua, core: &Rc<Core>) -> mlua::Result<Table> {
    let plugin = &core.plugin;
    let mut object = Functions::new(lua, core)?;
    object.value("id", plugin.info.identifier.as_str());
    object.value("path", plugin.folder.to_string_lossy().as_ref());
    // Not documented, but plug-ins read it.
    object.value("name", plugin.info.name.as_str());
    object.value("enabled", true);
    object.function("hasResource", |call, args| {
        let name = args.text(2)?;
        Ok(call.core.plugin.file(name).is_file())
    });
    object.function("resourceId", |call, args| {
        let path = call.core.plugin.file(args.text(2)?);
        Ok(path.is_file().then(|| path.to_string_lossy().into_owned()))
    });
    object.function("type", |_, _| Ok("LrPlugin"));
    object.finish()
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
        if surface::page(&name).is_none() {
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

/// Changes the libraries among the globals.
fn change_libraries(lua: &Lua, core: &Rc<Core>, base: &Table) -> mlua::Result<()> {
    let globals = lua.globals();
    let lua_os: Table = base.get("os")?;

    let mut os = Functions::new(lua, core)?;
    // Windows' clock() is the time since the process began, which plug-ins use it for.
    os.function("clock", |call, _| {
        Ok(call.core.now().since_start().as_secs_f64())
    });
    os.function("time", |call, args| match args.value(1) {
        Value::Nil => Ok(Value::Number(call.core.app.wall().as_secs() as f64)),
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
            None => call.core.app.wall().as_secs() as f64,
        };
        let format = format.map_or_else(|| b"%c".to_vec(), |format| format.as_bytes().to_vec());
        let format = if is_repeatable(call) && !format.starts_with(b"!") {
            [b"!", &format[..]].concat()
        } else {
            format
        };
        // Lua 5.1 takes C's gmtime and localtime, which have one result for all threads.
        let _calendar = CALENDAR.lock().unwrap_or_else(PoisonError::into_inner);
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
        random::declare(&mut math, chance);
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
    let kept = call.core.vm().kept();
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
    let midnight = seconds_since_1970(year, month, day);
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
