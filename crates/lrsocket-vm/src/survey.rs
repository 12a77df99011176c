//! The namespaces as they are before stubs are filled in, for `lrsocket api`.

use std::collections::BTreeSet;
use std::rc::Rc;

use mlua::Value;

use crate::context::Context;
use crate::lua_state::{Libraries, LuaState};
use crate::namespace::{Builder, Declared};
use crate::sdk::Sdk;
use crate::{globals, runtime};

/// A namespace as its file makes it.
pub struct Built {
    /// Its name.
    pub name: &'static str,
    /// What its table has.
    pub members: BTreeSet<String>,
    /// What its file declares about its members.
    pub declared: Declared,
}

/// Builds every namespace in a state of its own.
pub fn build_all<C: Context>(core: &Rc<C>, sdk: &'static Sdk<C>) -> mlua::Result<Vec<Built>> {
    let lua = LuaState::new(Libraries::OfPlugins)?;
    let base = globals::base_library(&lua)?;
    let runtime = runtime::load(&lua, core, &base)?;
    globals::install(&lua, core, sdk, &base, &runtime)?;
    let built = sdk.namespaces.iter().map(|namespace| {
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
