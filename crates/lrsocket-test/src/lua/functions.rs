//! The functions through which the Lua halves reach the world.
//!
//! Each returns `true` and its results, or `false` and a message that calls.lua raises at the line
//! of the test. [`Stopped`](crate::world::Stopped) is raised as it is.

use std::rc::Rc;
use std::time::Duration;

use lrsocket_host::proto::{Mode, RequestedPort};
use lrsocket_host::{Answer, lightroom};
use mlua::serde::LuaSerdeExt;
use mlua::{
    Error, FromLuaMulti, Function, IntoLua, IntoLuaMulti, Lua, LuaString, MultiValue, Table, Value,
};
use serde_json::Value as Json;

use super::errors::interpreter;
use super::shared::{Expectation, Shared};
use super::{json, options, plain_json, work};
use crate::world::{EndId, World, WorldError};

/// Builds the table of these functions.
pub(super) fn table(lua: &Lua, shared: &Rc<Shared>) -> mlua::Result<Table> {
    let mut functions = Functions {
        lua,
        shared,
        table: lua.create_table()?,
    };
    lightroom(&mut functions)?;
    ends(&mut functions)?;
    time(&mut functions)?;
    outside_work(&mut functions)?;
    let expectations = Rc::downgrade(shared);
    functions.table.set(
        "expect_failure",
        lua.create_function(
            move |_, (text, is_pattern, needed, at): (LuaString, bool, bool, Option<String>)| {
                if let Some(shared) = expectations.upgrade() {
                    shared.expectations.borrow_mut().push(Expectation {
                        text,
                        is_pattern,
                        needed,
                        at,
                    });
                }
                Ok(true)
            },
        )?,
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
        function: impl Fn(&mut World, &Lua, A) -> Result<R, WorldError> + 'static,
    ) -> mlua::Result<()> {
        let shared = Rc::downgrade(self.shared);
        let function = self.lua.create_function(move |lua, arguments: A| {
            // No function outlives the state.
            let Some(shared) = shared.upgrade() else {
                return (false, "the test has ended").into_lua_multi(lua);
            };
            let Ok(mut world) = shared.world.try_borrow_mut() else {
                const BUSY: &str = "lr cannot be used inside the functions of lr.on_execute and \
                                    lr.on_http: the plug-in waits for what they return";
                return (false, BUSY).into_lua_multi(lua);
            };
            let mut results = MultiValue::new();
            match function(&mut world, lua, arguments) {
                Ok(values) => {
                    results = values.into_lua_multi(lua)?;
                    results.push_front(Value::Boolean(true));
                }
                // Raised as it is, so that its kind is kept.
                Err(WorldError::Stopped(stopped)) => return Err(Error::external(stopped)),
                Err(error @ WorldError::Failed(_)) => {
                    results.push_back(Value::Boolean(false));
                    results.push_back(error.to_string().into_lua(lua)?);
                }
            }
            Ok(results)
        })?;
        self.table.set(name, function)
    }
}

fn lightroom(functions: &mut Functions<'_>) -> mlua::Result<()> {
    functions.add("start", |world, lua, (path, how): (LuaString, Table)| {
        world.start(&path.to_string_lossy(), &options::start(lua, &how)?)
    })?;
    functions.add("stop", |world, _, ()| world.stop())?;
    functions.add("menu", |world, _, (id, title): (String, String)| {
        world.menu(&id, &title)
    })?;
    functions.add("plugin", |world, _, (id, what): (String, String)| {
        world.manage(&id, &what)
    })?;
    functions.add("ports", |world, lua, id: String| {
        list(lua, &world.ports(&id)?, |socket| {
            let entry = lua.create_table()?;
            entry.set("mode", socket.mode.as_str())?;
            entry.set("port", socket.number)?;
            entry.set("at", &*socket.at)?;
            entry.set("state", socket.state())?;
            entry.set("is_open", socket.is_open())?;
            Ok(entry)
        })
    })?;
    functions.add(
        "fault",
        |world, lua, (name, value, port): (String, Value, Option<u16>)| {
            world.fault(&name, &json::from_lua(lua, value)?, port)
        },
    )?;
    functions.add("profile", |world, _, ()| Ok(world.profile()))?;
    functions.add("prefs_file", |world, _, id: String| {
        let file = world.prefs_file(&id);
        Ok(file.map(|file| file.display().to_string()))
    })?;
    functions.add("folder", |world, _, name: String| {
        Ok(world.standard_folder(&name)?.display().to_string())
    })?;
    functions.add("photos_do", |world, lua, (what, value): (String, Value)| {
        world.by_hand(&what, &json::from_lua(lua, value)?)
    })?;
    functions.add("develop_value", |world, lua, parameter: String| {
        json::to_lua(lua, &world.develop_value(&parameter)?)
    })?;
    functions.add("answer", |world, _, answer: String| {
        let answer = Answer::named(&answer);
        let answer = answer.ok_or("an answer is \"ok\", \"cancel\" or \"other\"")?;
        world.host()?.set_answer(answer);
        Ok(())
    })?;
    functions.add("control", |world, lua, command: Value| {
        let command = json::from_lua(lua, command)?;
        let result = world.ask(&command)?;
        json::to_lua(lua, &result)
    })?;
    functions.add("photos", |world, lua, ()| {
        let photos = lightroom::photos_json(&world.host()?.lightroom().catalog);
        json::to_lua(lua, &photos)
    })?;
    functions.add("json_decode", |_, lua, text: LuaString| {
        plain_json::decode(lua, &text)
    })?;
    functions.add("json_encode", |_, lua, value: Value| {
        plain_json::encode(lua, value)
    })?;
    functions.add("json_list", |_, lua, table: Table| {
        plain_json::list(lua, &table)
    })?;
    functions.add("json_null", |_, lua, ()| Ok(lua.null()))?;
    functions.add("events", |world, lua, kind: Option<String>| {
        let wanted = |event: &Json| {
            let name = event.get("event").and_then(Json::as_str);
            kind.is_none() || kind.as_deref() == name
        };
        let events = world.records().iter().map(lrsocket_host::Record::to_json);
        let events = events.filter_map(|line| serde_json::from_str::<Json>(&line).ok());
        let events: Json = events.filter(wanted).collect();
        json::to_lua(lua, &events)
    })
}

fn ends(functions: &mut Functions<'_>) -> mlua::Result<()> {
    functions.add("connect", |world, _, number: f64| {
        let port = RequestedPort::from_number(number).map(RequestedPort::number);
        let port = port.ok().filter(|port| *port != 0);
        let port = port.ok_or_else(|| format!("{number} is not a valid port"))?;
        Ok(match world.connect(port)? {
            Ok(end) => (Some(end.0), None),
            Err(refused) => (None, Some(refused)),
        })
    })?;
    functions.add(
        "connect_to",
        |world, _, (plugin, mode, limit): (String, String, f64)| {
            let mode = if mode == "send" {
                Mode::Send
            } else {
                Mode::Receive
            };
            let end = world.connect_to(&plugin, mode, seconds(limit))?;
            Ok(end.0)
        },
    )?;
    functions.add("pair", |world, _, (to, from): (usize, usize)| {
        world.pair(EndId(to), EndId(from));
        Ok(())
    })?;
    functions.add("acks", |world, _, end: usize| world.acks(EndId(end)))?;
    functions.add("port", |world, _, end: usize| Ok(world.port_of(EndId(end))))?;
    functions.add("state", |world, _, end: usize| {
        Ok(world.state_of(EndId(end)))
    })?;
    functions.add("history", |world, _, end: usize| {
        Ok(world.history(EndId(end)))
    })?;
    functions.add("write", |world, _, (end, bytes): (usize, LuaString)| {
        world.write(EndId(end), &bytes.as_bytes())
    })?;
    functions.add("chunk", |world, _, (end, bytes): (usize, usize)| {
        world.act(EndId(end), |end| end.set_chunk(bytes))
    })?;
    functions.add("delay", |world, _, (end, by): (usize, f64)| {
        world.act(EndId(end), |end| end.set_delay(seconds(by)))
    })?;
    functions.add("act", |world, _, (end, what): (usize, String)| {
        world.act(EndId(end), |end| match what.as_str() {
            "close" => end.close(),
            "finish" => end.finish(),
            "reset" => end.reset(),
            "vanish" => end.vanish(),
            "restart" => end.restart(),
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
        let lines = lua.create_table().map_err(interpreter)?;
        world.take_lines(EndId(end), |line| {
            let line = lua.create_string(line).map_err(interpreter)?;
            lines.raw_push(line).map_err(interpreter)
        })?;
        Ok(lines)
    })?;
    functions.add("bytes", |world, lua, end: usize| {
        let bytes = world.take_all(EndId(end))?;
        lua.create_string(bytes).map_err(interpreter)
    })?;
    functions.add("wait_end", |world, _, (end, limit): (usize, f64)| {
        world.wait_end(EndId(end), seconds(limit))
    })
}

fn outside_work(functions: &mut Functions<'_>) -> mlua::Result<()> {
    functions.add("on_work", |world, lua, answer: Function| {
        let lua = lua.weak();
        world.set_answerer(Box::new(move |asked| match lua.try_upgrade() {
            Some(lua) => work::answer(&lua, &answer, asked),
            None => Ok(None),
        }));
        Ok(())
    })?;
    functions.add("commands", |world, lua, ()| {
        list(lua, world.asked(), |(at, asked)| {
            let table = work::table(lua, asked)?;
            table.set("time", at.since_start().as_secs_f64())?;
            Ok(table)
        })
    })
}

fn time(functions: &mut Functions<'_>) -> mlua::Result<()> {
    functions.add("advance", |world, _, by: f64| world.advance(seconds(by)))?;
    functions.add("step", |world, _, limit: f64| world.step(seconds(limit)))?;
    functions.add("recent", |world, _, ()| Ok(world.recent()))?;
    functions.add("settle", |world, _, ()| world.settle())?;
    functions.add("now", |world, _, ()| {
        Ok(world.now().since_start().as_secs_f64())
    })
}

/// Converts seconds. The Lua half has checked that they are not negative; a number that is too large
/// is far beyond the limit of a test.
fn seconds(number: f64) -> Duration {
    Duration::try_from_secs_f64(number).unwrap_or(Duration::MAX)
}

/// A table of these entries, made one at a time: mlua can hold only some thousand values at once.
fn list<T>(
    lua: &Lua,
    entries: &[T],
    entry: impl Fn(&T) -> mlua::Result<Table>,
) -> Result<Table, WorldError> {
    let fill = || {
        let table = lua.create_table_with_capacity(entries.len(), 0)?;
        for value in entries {
            table.raw_push(entry(value)?)?;
        }
        Ok(table)
    };
    fill().map_err(interpreter)
}

fn optional(lua: &Lua, bytes: Option<Vec<u8>>) -> Result<Value, WorldError> {
    match bytes {
        None => Ok(Value::Nil),
        Some(bytes) => lua
            .create_string(bytes)
            .map(Value::String)
            .map_err(interpreter),
    }
}
