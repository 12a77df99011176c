//! The registry of an SDK: what a virtual machine is handed.

use std::rc::Rc;

use mlua::{Lua, Table};

use crate::namespace::Namespace;

/// The namespaces and globals that a plug-in sees besides those of the runtime.
pub struct Sdk<C: 'static> {
    /// The namespaces that are implemented.
    pub namespaces: &'static [Namespace<C>],
    /// Returns the name of a documented namespace: each can be imported (R5.5).
    pub documented: fn(&str) -> Option<&'static str>,
    /// Returns whether the version of the SDK that is simulated has this namespace.
    pub present: fn(&Rc<C>, &str) -> bool,
    /// Adds whatever is documented to the table of a namespace and is not implemented.
    pub fill: fn(&Lua, &Rc<C>, &'static str, &Table) -> mlua::Result<()>,
    /// Adds the SDK's own globals; `base` is the table with Lua's.
    pub globals: fn(&Lua, &Rc<C>, &Table) -> mlua::Result<()>,
}
