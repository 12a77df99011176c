//! The Lua halves: compiled once for all tests, and loaded in the order of what they need. Each gets
//! what it needs as its arguments and returns what it offers; none changes the table of another.

use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use lrsocket_host::lua_state;
use mlua::{Function, Lua, Table, Value};

use super::shared::{OURS, Shared};
use super::{functions, native};

/// A chunk, compiled at its first use.
struct Ours {
    name: &'static str,
    source: &'static str,
    compiled: OnceLock<Arc<[u8]>>,
}

static ERRORS: Ours = Ours::new("errors", include_str!("errors.lua"));
static BUSTED: Ours = Ours::new("busted", include_str!("busted.lua"));
static ASSERT: Ours = Ours::new("assert", include_str!("assert.lua"));
static CALLS: Ours = Ours::new("calls", include_str!("calls.lua"));
static ENDS: Ours = Ours::new("ends", include_str!("ends.lua"));
static OUTSIDE: Ours = Ours::new("outside", include_str!("outside.lua"));
static LIGHTROOM: Ours = Ours::new("lightroom", include_str!("lightroom.lua"));
static DIALOGS: Ours = Ours::new("dialogs", include_str!("dialogs.lua"));
static LR: Ours = Ours::new("lr", include_str!("lr.lua"));

/// Loads all chunks. Returns what busted.lua returns.
pub(super) fn load(lua: &Lua, shared: &Rc<Shared>) -> mlua::Result<Table> {
    let native = native::table(lua)?;
    let errors: Table = ERRORS.run(lua, &native)?;
    let busted: Table = BUSTED.run(lua, (&native, &errors))?;
    ASSERT.run::<Value>(lua, (&native, &errors))?;
    let world = functions::table(lua, shared)?;
    let calls: Table = CALLS.run(lua, (&native, &errors, world))?;
    let ends: Table = ENDS.run(lua, &calls)?;
    let outside: Table = OUTSIDE.run(lua, &calls)?;
    let lightroom: Table = LIGHTROOM.run(lua, &calls)?;
    let dialogs: Table = DIALOGS.run(lua, &calls)?;
    let lr: Table = LR.run(lua, (calls, ends, outside, lightroom, dialogs))?;
    lua.globals().set("lr", &lr)?;
    let loaded: Table = lua.globals().get::<Table>("package")?.get("loaded")?;
    loaded.set("lr", lr)?;
    Ok(busted)
}

impl Ours {
    const fn new(name: &'static str, source: &'static str) -> Self {
        Ours {
            name,
            source,
            compiled: OnceLock::new(),
        }
    }

    /// Runs the chunk with its arguments.
    fn run<R: mlua::FromLuaMulti>(
        &self,
        lua: &Lua,
        arguments: impl mlua::IntoLuaMulti,
    ) -> mlua::Result<R> {
        self.function(lua)?.call(arguments)
    }

    fn function(&self, lua: &Lua) -> mlua::Result<Function> {
        if let Some(compiled) = self.compiled.get() {
            return lua_state::function(lua, compiled, &lua.globals());
        }
        let name = format!("={OURS}/{}.lua", self.name);
        let function = lua.load(self.source).set_name(name).into_function()?;
        self.compiled.get_or_init(|| function.dump(false).into());
        Ok(function)
    }
}
