//! The namespaces as they are before stubs are filled in, for `lrsocket api`.

use std::rc::Rc;

use mlua::{Lua, Table};

use super::namespace::{Builder, Declared};
use super::{boundary, globals, load_runtime};
use crate::core::Core;
use crate::sdk;

/// A namespace as its file makes it.
pub(crate) struct Built {
    pub(crate) name: &'static str,
    pub(crate) table: Table,
    pub(crate) declared: Declared,
    /// The table lives no longer than its state.
    _lua: Lua,
}

/// Builds every namespace in a state of its own.
pub(crate) fn build_all(core: &Rc<Core>) -> mlua::Result<Vec<Built>> {
    let lua = boundary::new_state();
    let base = globals::base_library(&lua)?;
    let runtime = load_runtime(&lua, core, &base)?;
    globals::install(&lua, core, &base, &runtime)?;
    let built = sdk::NAMESPACES.iter().map(|namespace| {
        let mut builder = Builder::new(&lua, core, namespace.name, &base, &runtime)?;
        (namespace.build)(&mut builder)?;
        let (table, declared) = builder.finish()?;
        Ok(Built {
            name: namespace.name,
            table,
            declared,
            _lua: lua.clone(),
        })
    });
    built.collect()
}
