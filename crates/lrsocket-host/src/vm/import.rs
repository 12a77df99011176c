//! `import`: namespaces, built when first asked for (R5.5).

use std::rc::Rc;

use mlua::{Lua, Table};

use super::Kept;
use super::namespace::{Builder, Call, Functions};
use super::raise::SdkResult;
use crate::core::Core;
use crate::sdk;

/// The table with `import` itself. The same namespace is the same value every time.
pub(super) fn functions(lua: &Lua, core: &Rc<Core>) -> mlua::Result<Table> {
    let mut functions = Functions::new(lua, core)?;
    functions.function("import", |call, args| {
        let name = args.string(1)?;
        // Set before the plug-in can call anything.
        let kept = call.core.kept.get().ok_or("import is not ready")?;
        if let Some(known) = kept.imported.raw_get::<Option<Table>>(&name)? {
            return Ok(known);
        }
        let table = build(call, &name.to_string_lossy(), kept)?;
        kept.imported.raw_set(name, &table)?;
        Ok(table)
    });
    functions.finish()
}

fn build(call: &Call<'_>, name: &str, kept: &Kept) -> SdkResult<Table> {
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
    let mut builder = Builder::new(call.lua, call.core, known, &kept.base, &kept.runtime)?;
    if let Some(namespace) = namespace {
        (namespace.build)(&mut builder)?;
    }
    let (table, _) = builder.finish()?;
    if let Some(page) = page {
        sdk::stub::fill(call.lua, call.core, page, &table)?;
    }
    Ok(table)
}
