//! `import`: namespaces, built when first asked for (R5.5).

use std::rc::Rc;

use mlua::{Lua, Table};

use crate::context::{Context, Kept};
use crate::namespace::{Builder, Call, Functions};
use crate::raise::SdkResult;
use crate::sdk::Sdk;

/// The table with `import` itself. The same namespace is the same value every time.
pub(crate) fn functions<C: Context>(
    lua: &Lua,
    core: &Rc<C>,
    sdk: &'static Sdk<C>,
) -> mlua::Result<Table> {
    let mut functions = Functions::new(lua, core)?;
    functions.function("import", move |call, args| {
        let name = args.string(1)?;
        // Set before the plug-in can call anything.
        let kept = call.core.vm().kept().ok_or("import is not ready")?;
        if let Some(known) = kept.imported.raw_get::<Option<Table>>(&name)? {
            return Ok(known);
        }
        let table = build(call, sdk, &name.to_string_lossy(), kept)?;
        kept.imported.raw_set(name, &table)?;
        Ok(table)
    });
    functions.finish()
}

fn build<C: Context>(
    call: &Call<'_, C>,
    sdk: &Sdk<C>,
    name: &str,
    kept: &Kept,
) -> SdkResult<Table> {
    let namespace = sdk.namespaces.iter().find(|it| it.name == name);
    let documented = (sdk.documented)(name);
    let known = namespace.map(|it| it.name).or(documented);
    let Some(known) = known.filter(|name| (sdk.present)(call.core, name)) else {
        return Err(format!("Could not find namespace: {name}").into());
    };
    let mut builder = Builder::new(call.lua, call.core, known, &kept.base, &kept.runtime)?;
    if let Some(namespace) = namespace {
        (namespace.build)(&mut builder)?;
    }
    let (table, _) = builder.finish()?;
    if documented.is_some() {
        (sdk.fill)(call.lua, call.core, known, &table)?;
    }
    Ok(table)
}
