//! How a namespace of the SDK is declared: functions in Rust, or in Lua where they call back or
//! yield.

use std::rc::Rc;

use mlua::{IntoLua, IntoLuaMulti, Lua, MultiValue, Table};

use super::args::Args;
use super::raise::{self, RUNTIME_CHUNK, SdkResult};
use crate::core::Core;

/// Rules that the runtime's own diagnostics name.
pub(super) const RULES: &[&str] = &["R2.1"];

/// A namespace of the SDK: its name and how it is built, once for each Lua state, when a plug-in
/// first imports it.
pub(crate) struct Namespace {
    pub(crate) name: &'static str,
    pub(crate) build: fn(&mut Builder<'_>) -> mlua::Result<()>,
}

/// What a function of the host knows of its call.
pub(crate) struct Call<'l> {
    pub(crate) lua: &'l Lua,
    pub(crate) core: &'l Rc<Core>,
}

impl Call<'_> {
    /// `file:line` of the plug-in's call.
    pub(crate) fn caller(&self) -> Option<String> {
        raise::nearest_line(self.lua).map(|place| place.to_string())
    }
}

/// A table of Rust functions under construction. An error is kept until [`finish`](Self::finish),
/// so that declarations read as a list.
pub(crate) struct Functions<'l> {
    lua: &'l Lua,
    core: &'l Rc<Core>,
    table: Table,
    failed: mlua::Result<()>,
}

impl<'l> Functions<'l> {
    pub(crate) fn new(lua: &'l Lua, core: &'l Rc<Core>) -> mlua::Result<Self> {
        Ok(Functions {
            lua,
            core,
            table: lua.create_table()?,
            failed: Ok(()),
        })
    }

    /// Declares a function. It never calls back into Lua: an error value that crosses Rust is
    /// changed on its way.
    pub(crate) fn function<R: IntoLuaMulti>(
        &mut self,
        name: &'static str,
        function: impl Fn(&Call<'_>, &Args<'_>) -> SdkResult<R> + 'static,
    ) {
        // A plug-in's state must not keep its core alive, and the other way round.
        let core = Rc::downgrade(self.core);
        let created = self.lua.create_function(move |lua, values: MultiValue| {
            let Some(core) = core.upgrade() else {
                return Err(mlua::Error::RuntimeError(
                    "the plug-in is unloaded".to_owned(),
                ));
            };
            let args = Args::new(lua, name, values);
            function(&Call { lua, core: &core }, &args).map_err(|raise| raise.into_error(lua))
        });
        self.put(name, created);
    }

    /// Declares a value.
    pub(crate) fn value(&mut self, name: &str, value: impl IntoLua) {
        self.put(name, Ok(value));
    }

    fn put(&mut self, name: &str, value: mlua::Result<impl IntoLua>) {
        if self.failed.is_ok() {
            self.failed = value.and_then(|value| self.table.raw_set(name, value));
        }
    }

    /// The table with all that was declared.
    pub(crate) fn finish(self) -> mlua::Result<Table> {
        self.failed.map(|()| self.table)
    }
}

/// A namespace under construction.
pub(crate) struct Builder<'l> {
    pub(crate) lua: &'l Lua,
    pub(crate) core: &'l Rc<Core>,
    name: &'static str,
    base: &'l Table,
    runtime: &'l Table,
    public: Functions<'l>,
    private: Functions<'l>,
}

impl<'l> Builder<'l> {
    pub(super) fn new(
        lua: &'l Lua,
        core: &'l Rc<Core>,
        name: &'static str,
        base: &'l Table,
        runtime: &'l Table,
    ) -> mlua::Result<Self> {
        let (public, private) = (Functions::new(lua, core)?, Functions::new(lua, core)?);
        Ok(Builder {
            lua,
            core,
            name,
            base,
            runtime,
            public,
            private,
        })
    }

    /// A member of the namespace, in Rust.
    pub(crate) fn function<R: IntoLuaMulti>(
        &mut self,
        name: &'static str,
        function: impl Fn(&Call<'_>, &Args<'_>) -> SdkResult<R> + 'static,
    ) {
        self.public.function(name, function);
    }

    /// A Rust function for the Lua half alone: a field of its third argument.
    pub(crate) fn private<R: IntoLuaMulti>(
        &mut self,
        name: &'static str,
        function: impl Fn(&Call<'_>, &Args<'_>) -> SdkResult<R> + 'static,
    ) {
        self.private.function(name, function);
    }

    /// A value for the Lua half alone.
    pub(crate) fn private_value(&mut self, name: &str, value: impl IntoLua) {
        self.private.value(name, value);
    }

    /// The Lua half: a chunk that gets the namespace, the runtime and the private functions. It
    /// runs after all is declared and may add members.
    pub(crate) fn lua(&mut self, source: &'static str) -> mlua::Result<()> {
        let private = std::mem::replace(&mut self.private, Functions::new(self.lua, self.core)?);
        self.lua
            .load(source)
            .set_name(format!("={RUNTIME_CHUNK}{}", self.name))
            .set_environment(self.base.clone())
            .call((&self.public.table, self.runtime, private.finish()?))
    }

    pub(super) fn finish(self) -> mlua::Result<Table> {
        self.public.finish()
    }
}
