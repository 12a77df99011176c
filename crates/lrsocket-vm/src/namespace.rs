//! How a namespace of the SDK is declared: functions in Rust, or in Lua where they call back or
//! yield.

use std::rc::Rc;

use mlua::{IntoLua, IntoLuaMulti, Lua, MultiValue, Table, Value};

use crate::args::Args;
use crate::chunk;
use crate::context::Context;
use crate::raise::{self, SdkResult};

/// Rules that diagnostics of the runtime and of Lua halves name.
pub(crate) const RULES: &[&str] = &["R2.1", "R10.1"];

/// A namespace of the SDK: its name and how it is built, once for each Lua state, when a plug-in
/// first imports it.
pub struct Namespace<C: 'static> {
    /// The name that `import` takes.
    pub name: &'static str,
    /// Declares the members.
    pub build: fn(&mut Builder<'_, C>) -> mlua::Result<()>,
}

/// What a function of the host knows of its call.
pub struct Call<'l, C> {
    /// The Lua state that calls.
    pub lua: &'l Lua,
    /// What the program shares with the functions of that state.
    pub core: &'l Rc<C>,
}

impl<C> Call<'_, C> {
    /// `file:line` of the plug-in's call.
    pub fn caller(&self) -> Option<String> {
        raise::nearest_line(self.lua).map(|place| place.to_string())
    }
}

/// A table of Rust functions under construction. An error is kept until [`finish`](Self::finish),
/// so that declarations read as a list.
pub struct Functions<'l, C> {
    lua: &'l Lua,
    core: &'l Rc<C>,
    table: Table,
    failed: mlua::Result<()>,
}

impl<'l, C: Context> Functions<'l, C> {
    /// An empty table.
    pub fn new(lua: &'l Lua, core: &'l Rc<C>) -> mlua::Result<Self> {
        Ok(Functions {
            lua,
            core,
            table: lua.create_table()?,
            failed: Ok(()),
        })
    }

    /// Declares a function. It never calls back into Lua: an error value that crosses Rust is
    /// changed on its way.
    pub fn function<R: IntoLuaMulti>(
        &mut self,
        name: &'static str,
        function: impl Fn(&Call<'_, C>, &Args<'_>) -> SdkResult<R> + 'static,
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
    pub fn value(&mut self, name: &str, value: impl IntoLua) {
        self.put(name, Ok(value));
    }

    fn put(&mut self, name: &str, value: mlua::Result<impl IntoLua>) {
        if self.failed.is_ok() {
            self.failed = value.and_then(|value| self.table.raw_set(name, value));
        }
    }

    /// The table with all that was declared.
    pub fn finish(self) -> mlua::Result<Table> {
        self.failed.map(|()| self.table)
    }
}

/// What a namespace says of its members besides having them; `lrsocket api` shows it.
#[derive(Default)]
pub struct Declared {
    /// Members that do not do all that is documented, and why.
    pub partly: Vec<(&'static str, &'static str)>,
    /// Members of the objects that the namespace makes: the documentation's word for the object,
    /// and the member.
    pub of_objects: Vec<(&'static str, &'static str)>,
}

/// A namespace under construction.
pub struct Builder<'l, C> {
    /// The Lua state that the namespace is made for.
    pub lua: &'l Lua,
    /// What the program shares with the functions of that state.
    pub core: &'l Rc<C>,
    name: &'static str,
    base: &'l Table,
    runtime: &'l Table,
    public: Functions<'l, C>,
    private: Functions<'l, C>,
    declared: Declared,
}

impl<'l, C: Context> Builder<'l, C> {
    pub(crate) fn new(
        lua: &'l Lua,
        core: &'l Rc<C>,
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
            declared: Declared::default(),
        })
    }

    /// The table that the Lua halves of the namespaces work with.
    pub const fn runtime(&self) -> &Table {
        self.runtime
    }

    /// A member of the namespace, in Rust.
    pub fn function<R: IntoLuaMulti>(
        &mut self,
        name: &'static str,
        function: impl Fn(&Call<'_, C>, &Args<'_>) -> SdkResult<R> + 'static,
    ) {
        self.public.function(name, function);
    }

    /// Says that a member does not do all that is documented. `member` is its name, or as the
    /// documentation writes it, such as `socket:send`.
    pub fn partly(&mut self, member: &'static str, reason: &'static str) {
        self.declared.partly.push((member, reason));
    }

    /// Says which members the objects have that the namespace makes, where they are not in its own
    /// table. `receiver` is the documentation's word for such an object.
    pub fn object(&mut self, receiver: &'static str, members: &[&'static str]) {
        let members = members.iter().map(|member| (receiver, *member));
        self.declared.of_objects.extend(members);
    }

    /// A Rust function for the Lua half alone: a field of its third argument.
    pub fn private<R: IntoLuaMulti>(
        &mut self,
        name: &'static str,
        function: impl Fn(&Call<'_, C>, &Args<'_>) -> SdkResult<R> + 'static,
    ) {
        self.private.function(name, function);
    }

    /// A value for the Lua half alone.
    pub fn private_value(&mut self, name: &str, value: impl IntoLua) {
        self.private.value(name, value);
    }

    /// The Lua half: a chunk that gets the namespace, the runtime and the private functions. It
    /// runs after all is declared and may add members.
    pub fn lua(&mut self, source: &'static str) -> mlua::Result<()> {
        let private = std::mem::replace(&mut self.private, Functions::new(self.lua, self.core)?);
        let chunk = chunk::load(self.lua, self.name, source, self.base)?;
        chunk.call((&self.public.table, self.runtime, private.finish()?))
    }

    /// Lua that several namespaces share: a chunk that gets the runtime, run once. What it returns
    /// is kept as a field of the runtime.
    pub fn shared(&self, name: &'static str, source: &'static str) -> mlua::Result<()> {
        if self.runtime.raw_get::<Value>(name)? != Value::Nil {
            return Ok(());
        }
        let part: Value = chunk::load(self.lua, name, source, self.base)?.call(self.runtime)?;
        self.runtime.raw_set(name, part)
    }

    pub(crate) fn finish(self) -> mlua::Result<(Table, Declared)> {
        Ok((self.public.finish()?, self.declared))
    }
}
