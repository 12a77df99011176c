//! The SDK as the virtual machine is handed it.

use lrsocket_vm::Sdk;

use crate::application::Core;
use crate::globals;
use crate::members::{stub, surface, waiting};
use crate::namespaces::NAMESPACES;

/// The namespaces and globals of Lightroom's SDK.
pub static SDK: Sdk<Core> = Sdk {
    namespaces: NAMESPACES,
    documented: |name| surface::page(name).map(|page| page.name),
    present: |core, name| {
        let lightroom = core.app.settings.lightroom;
        surface::page(name).is_none_or(|page| page.is_in(lightroom))
    },
    fill: |lua, core, name, table| {
        // Before the stubs, which do not wait.
        waiting::guard(lua, core, name, table)?;
        stub::fill(lua, core, name, table)
    },
    globals: globals::install,
};
