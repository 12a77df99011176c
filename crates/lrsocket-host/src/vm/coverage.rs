//! The namespaces as they are before stubs are filled in, for `lrsocket api`.

use std::collections::BTreeSet;
use std::rc::Rc;

use mlua::Value;

use super::namespace::{Builder, Declared};
use super::{globals, load_runtime};
use crate::core::Core;
use crate::lua_state::{Libraries, LuaState};
use crate::sdk;

/// A namespace as its file makes it.
pub(crate) struct Built {
    pub(crate) name: &'static str,
    /// What its table has.
    pub(crate) members: BTreeSet<String>,
    pub(crate) declared: Declared,
}

/// Builds every namespace in a state of its own.
pub(crate) fn build_all(core: &Rc<Core>) -> mlua::Result<Vec<Built>> {
    let lua = LuaState::new(Libraries::OfPlugins)?;
    let base = globals::base_library(&lua)?;
    let runtime = load_runtime(&lua, core, &base)?;
    globals::install(&lua, core, &base, &runtime)?;
    let built = sdk::NAMESPACES.iter().map(|namespace| {
        let mut builder = Builder::new(&lua, core, namespace.name, &base, &runtime)?;
        (namespace.build)(&mut builder)?;
        let (table, declared) = builder.finish()?;
        let names = table.pairs::<String, Value>();
        let members = names.map(|pair| Ok(pair?.0)).collect::<mlua::Result<_>>()?;
        Ok(Built {
            name: namespace.name,
            members,
            declared,
        })
    });
    built.collect()
}
