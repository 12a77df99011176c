//! The functions with which lr.lua reaches the world.
//!
//! Each returns `true` and its results, or `false` and what is wrong; lr.lua raises that at the
//! line of the test.

use std::rc::Rc;
use std::time::Duration;

use lrsocket_host::proto::Mode;
use lrsocket_host::{Answer, lightroom};
use mlua::{FromLuaMulti, IntoLua, IntoLuaMulti, Lua, LuaString, MultiValue, Table, Value};
use serde_json::Value as Json;

use super::{Shared, options};
use crate::world::{EndId, Trouble, World};

/// The table of them.
pub(super) fn table(lua: &Lua, shared: &Rc<Shared>) -> mlua::Result<Table> {
    let mut functions = Functions {
        lua,
        shared,
        table: lua.create_table()?,
    };
    lightroom(&mut functions)?;
    ends(&mut functions)?;
    time(&mut functions)?;
    let expectations = Rc::clone(shared);
    functions.table.set(
        "expect_failure",
        lua.create_function(move |_, (text, needed): (String, bool)| {
            expectations.expectations.borrow_mut().add(text, needed);
            Ok(true)
        })?,
    )?;
    Ok(functions.table)
}

struct Functions<'a> {
    lua: &'a Lua,
    shared: &'a Rc<Shared>,
    table: Table,
}

impl Functions<'_> {
    fn add<A: FromLuaMulti, R: IntoLuaMulti>(
        &mut self,
        name: &str,
        function: impl Fn(&mut World, &Lua, A) -> Result<R, Trouble> + 'static,
    ) -> mlua::Result<()> {
        let shared = Rc::downgrade(self.shared);
        let function = self.lua.create_function(move |lua, arguments: A| {
            // The state outlives none of its functions' calls.
            let Some(shared) = shared.upgrade() else {
                return (false, "the test is over").into_lua_multi(lua);
            };
            let mut world = shared.world.borrow_mut();
            let mut results = MultiValue::new();
            match function(&mut world, lua, arguments) {
                Ok(values) => {
                    results = values.into_lua_multi(lua)?;
                    results.push_front(Value::Boolean(true));
                }
                Err(trouble) => {
                    results.push_back(Value::Boolean(false));
                    results.push_back(trouble.into_lua(lua)?);
                }
            }
            Ok(results)
        })?;
        self.table.set(name, function)
    }
}

fn lightroom(functions: &mut Functions<'_>) -> mlua::Result<()> {
    functions.add("start", |world, _, (path, how): (LuaString, Table)| {
        world.start(&path.to_string_lossy(), &options::start(&how)?)
    })?;
    functions.add("stop", |world, _, ()| world.stop())?;
    functions.add("menu", |world, _, title: String| world.menu(&title))?;
    functions.add("plugin", |world, _, (id, what): (String, String)| {
        world.with_plugin(&id, |host, id| match what.as_str() {
            "reload" => host.reload(id),
            "disable" => host.disable(id),
            _ => host.enable(id),
        })
    })?;
    functions.add("ports", |world, lua, ()| {
        let sockets = world.open_sockets()?;
        let ports = sockets.iter().map(|socket| {
            let entry = lua.create_table()?;
            entry.set("mode", socket.mode.as_str())?;
            entry.set("port", socket.port)?;
            entry.set("at", &*socket.at)?;
            Ok(entry)
        });
        let ports: mlua::Result<Vec<Table>> = ports.collect();
        ports.map_err(|error| error.to_string())
    })?;
    functions.add("answer", |world, _, answer: String| {
        let known = [Answer::Ok, Answer::Cancel, Answer::Other];
        let answer = known.into_iter().find(|known| known.as_str() == answer);
        let answer = answer.ok_or("the answers are \"ok\", \"cancel\" and \"other\"")?;
        world.host()?.set_answer(answer);
        Ok(())
    })?;
    functions.add("control", |world, lua, command: Value| {
        let command = to_json(&command)?;
        let result = world.control(&command)?;
        to_lua(lua, &result).map_err(|error| error.to_string())
    })?;
    functions.add("photos", |world, lua, ()| {
        let photos = lightroom::photos_json(&world.host()?.lightroom().catalog);
        to_lua(lua, &photos).map_err(|error| error.to_string())
    })?;
    functions.add("events", |world, lua, kind: Option<String>| {
        let wanted = |event: &Json| {
            let name = event.get("event").and_then(Json::as_str);
            kind.is_none() || kind.as_deref() == name
        };
        let events = world.records().iter().map(lrsocket_host::Record::to_json);
        let events = events.filter_map(|line| serde_json::from_str::<Json>(&line).ok());
        let events: Json = events.filter(wanted).collect();
        to_lua(lua, &events).map_err(|error| error.to_string())
    })
}

fn ends(functions: &mut Functions<'_>) -> mlua::Result<()> {
    functions.add("connect", |world, _, port: f64| {
        if port.fract() != 0.0 || !(1.0..=65535.0).contains(&port) {
            return Err(format!("{port} is no port"));
        }
        world.connect(port as u16).map(|end| end.0)
    })?;
    functions.add("connect_to", |world, _, (mode, limit): (String, f64)| {
        let mode = if mode == "send" {
            Mode::Send
        } else {
            Mode::Receive
        };
        world.connect_to(mode, seconds(limit)).map(|end| end.0)
    })?;
    functions.add("port", |world, _, end: usize| Ok(world.port_of(EndId(end))))?;
    functions.add("state", |world, _, end: usize| {
        Ok(world.state_of(EndId(end)))
    })?;
    functions.add("history", |world, _, end: usize| {
        Ok(world.history(EndId(end)))
    })?;
    functions.add("write", |world, _, (end, bytes): (usize, LuaString)| {
        world.act(EndId(end), |end| end.write(&bytes.as_bytes()))
    })?;
    functions.add("chunk", |world, _, (end, bytes): (usize, usize)| {
        world.act(EndId(end), |end| end.set_chunk(bytes))
    })?;
    functions.add("act", |world, _, (end, what): (usize, String)| {
        world.act(EndId(end), |end| match what.as_str() {
            "close" => end.close(),
            "finish" => end.finish(),
            "reset" => end.reset(),
            "vanish" => end.vanish(),
            "half_open" => end.half_open(),
            "stall" => end.set_reading(false),
            _ => end.set_reading(true),
        })
    })?;
    functions.add("line", |world, lua, (end, limit): (usize, f64)| {
        let line = world.wait_line(EndId(end), seconds(limit))?;
        optional(lua, line)
    })?;
    functions.add(
        "read",
        |world, lua, (end, count, limit): (usize, usize, f64)| {
            let bytes = world.wait_bytes(EndId(end), count, seconds(limit))?;
            optional(lua, bytes)
        },
    )?;
    functions.add("lines", |world, lua, end: usize| {
        let lines = world.take_lines(EndId(end))?;
        let lines = lines.into_iter().map(|line| lua.create_string(line));
        let lines: mlua::Result<Vec<LuaString>> = lines.collect();
        lines.map_err(|error| error.to_string())
    })?;
    functions.add("bytes", |world, lua, end: usize| {
        let bytes = world.take_all(EndId(end))?;
        lua.create_string(bytes).map_err(|error| error.to_string())
    })?;
    functions.add("wait_end", |world, _, (end, limit): (usize, f64)| {
        world.wait_end(EndId(end), seconds(limit))
    })
}

fn time(functions: &mut Functions<'_>) -> mlua::Result<()> {
    functions.add("advance", |world, _, by: f64| world.advance(seconds(by)))?;
    functions.add("settle", |world, _, ()| world.settle())?;
    functions.add("now", |world, _, ()| {
        Ok(world.now().since_start().as_secs_f64())
    })
}

/// lr.lua has checked that it is not negative. What is beyond all time is far beyond the limit of
/// a test.
fn seconds(number: f64) -> Duration {
    Duration::try_from_secs_f64(number).unwrap_or(Duration::MAX)
}

fn optional(lua: &Lua, bytes: Option<Vec<u8>>) -> Result<Value, Trouble> {
    match bytes {
        None => Ok(Value::Nil),
        Some(bytes) => lua
            .create_string(bytes)
            .map(Value::String)
            .map_err(|error| error.to_string()),
    }
}

fn to_json(value: &Value) -> Result<Json, Trouble> {
    Ok(match value {
        Value::Nil => Json::Null,
        Value::Boolean(on) => Json::Bool(*on),
        Value::Integer(number) => Json::from(*number),
        Value::Number(number) => Json::from(*number),
        Value::String(text) => Json::String(text.to_string_lossy()),
        Value::Table(table) => {
            let mut object = serde_json::Map::new();
            for (key, value) in table.pairs::<String, Value>().flatten() {
                object.insert(key, to_json(&value)?);
            }
            Json::Object(object)
        }
        other => {
            return Err(format!(
                "a {} cannot be given to Lightroom",
                other.type_name()
            ));
        }
    })
}

fn to_lua(lua: &Lua, json: &Json) -> mlua::Result<Value> {
    Ok(match json {
        Json::Null => Value::Nil,
        Json::Bool(on) => Value::Boolean(*on),
        Json::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
        Json::String(text) => Value::String(lua.create_string(text)?),
        Json::Array(list) => {
            let table = lua.create_table_with_capacity(list.len(), 0)?;
            for value in list {
                table.raw_push(to_lua(lua, value)?)?;
            }
            Value::Table(table)
        }
        Json::Object(object) => {
            let table = lua.create_table()?;
            for (key, value) in object {
                table.raw_set(key.as_str(), to_lua(lua, value)?)?;
            }
            Value::Table(table)
        }
    })
}
