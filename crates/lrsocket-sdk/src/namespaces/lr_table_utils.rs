//! LrTableUtils. Adobe's own samples import it and no page documents it: what `tableToString`
//! returns here is a guess from its name.

use mlua::Value;

use crate::lua_literal::{self, Unwritable};
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrTableUtils",
    build: |ns| {
        ns.function("tableToString", |call, args| {
            let table = Value::Table(args.table(1)?);
            let (text, _) = lua_literal::write(&table, Unwritable::Show)?;
            Ok(call.lua.create_string(text)?)
        });
        Ok(())
    },
};
