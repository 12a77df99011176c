//! `import`: namespaces, built when first asked for (R5.5).

use std::rc::Rc;

use mlua::{Lua, Table};

use super::namespace::{Builder, Functions};
use super::raise::SdkResult;
use crate::core::Core;
use crate::sdk;

/// The table with `import` itself. The same namespace is the same value every time.
pub(super) fn functions(
    lua: &Lua,
    core: &Rc<Core>,
    base: &Table,
    runtime: &Table,
) -> mlua::Result<Table> {
    let imported = lua.create_table()?;
    let (base, runtime) = (base.clone(), runtime.clone());
    let mut functions = Functions::new(lua, core)?;
    functions.function("import", move |call, args| {
        let name = args.string(1)?;
        if let Some(known) = imported.raw_get::<Option<Table>>(&name)? {
            return Ok(known);
        }
        let table = build(
            call.lua,
            call.core,
            &name.to_string_lossy(),
            &base,
            &runtime,
        )?;
        imported.raw_set(name, &table)?;
        Ok(table)
    });
    functions.finish()
}

fn build(
    lua: &Lua,
    core: &Rc<Core>,
    name: &str,
    base: &Table,
    runtime: &Table,
) -> SdkResult<Table> {
    let namespace = sdk::NAMESPACES
        .iter()
        .find(|namespace| namespace.name == name);
    let page = sdk::surface::page(name);
    let (Some(known), page) = (
        namespace.map(|n| n.name).or(page.map(|page| page.name)),
        page,
    ) else {
        return Err(format!("Could not find namespace: {name}").into());
    };
    let mut builder = Builder::new(lua, core, known, base, runtime)?;
    if let Some(namespace) = namespace {
        (namespace.build)(&mut builder)?;
    }
    let (table, _) = builder.finish()?;
    if let Some(page) = page {
        sdk::stub::fill(lua, core, page, &table)?;
    }
    Ok(table)
}
