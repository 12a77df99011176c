//! The Lua 5.1 state of one plug-in.

use std::rc::Rc;

use mlua::{Function, Table};

use crate::context::Context;
use crate::lua_state::{Libraries, LuaState};
use crate::sdk::Sdk;
use crate::{globals, runtime, turn};

/// The Lua state of one plug-in, with the runtime loaded and the globals a plug-in sees.
pub struct Vm {
    /// `runtime.step`.
    pub(crate) step: Function,
    /// `runtime.script`.
    pub(crate) script: Function,
    pub(crate) runtime: Table,
    /// Given back last, when nothing holds on to what is in it.
    pub lua: LuaState,
}

impl Vm {
    /// The table that the Lua halves of the namespaces work with.
    pub const fn runtime(&self) -> &Table {
        &self.runtime
    }

    /// A fresh state for the plug-in of `core`, with the namespaces and globals of `sdk`.
    pub fn new<C: Context>(core: &Rc<C>, sdk: &'static Sdk<C>) -> mlua::Result<Self> {
        let lua = LuaState::new(Libraries::OfPlugins)?;
        let base = globals::base_library(&lua)?;
        let runtime = runtime::load(&lua, core, &base)?;
        globals::install(&lua, core, sdk, &base, &runtime)?;
        turn::install_interrupt(&lua, core)?;
        Ok(Vm {
            step: runtime.get("step")?,
            script: runtime.get("script")?,
            runtime,
            lua,
        })
    }
}
