//! Lua that several namespaces share. Each part is loaded by the first namespace that needs it, and
//! is then a field of the runtime.

pub(crate) mod applied;
pub(crate) mod command_line;
pub(crate) mod develop_values;
pub(crate) mod found;
pub(crate) mod modules;
mod placeholder;
pub(crate) mod preset_files;
pub(crate) mod renditions;
pub(crate) mod values;
pub(crate) mod watch;

use crate::members::surface;
use crate::vm::namespace::Builder;

/// `runtime.observable`: tables that call observers.
pub(crate) fn observable(ns: &Builder<'_>) -> mlua::Result<()> {
    ns.shared("observable", include_str!("observable.lua"))
}

/// `runtime.bindings`: what connects a property of a view with a key of a table.
pub(crate) fn bindings(ns: &Builder<'_>) -> mlua::Result<()> {
    ns.shared("bindings", include_str!("bindings.lua"))
}

/// `runtime.views`: the views that a factory makes, and the texts a person would see in them.
pub(crate) fn views(ns: &Builder<'_>) -> mlua::Result<()> {
    bindings(ns)?;
    ns.shared("views", include_str!("views.lua"))
}

/// `runtime.dialogs`: the dialogs of Lightroom in which a plug-in has sections.
pub(crate) fn dialogs(ns: &Builder<'_>) -> mlua::Result<()> {
    views(ns)?;
    observable(ns)?;
    ns.shared("dialogs", include_str!("dialogs.lua"))
}

/// `runtime.progress`: makes progress scopes.
pub(crate) fn progress(ns: &Builder<'_>) -> mlua::Result<()> {
    let lightroom = ns.core.app.settings.lightroom;
    let absent = surface::absent("progressScope", lightroom);
    ns.runtime().raw_set("absent_of_progress", absent)?;
    ns.shared("progress", include_str!("progress.lua"))
}

/// `runtime.objects`: classes of objects of the simulated application.
pub(crate) fn objects(ns: &Builder<'_>) -> mlua::Result<()> {
    ns.shared("objects", include_str!("objects.lua"))
}

/// `runtime.changes`: who is told of changes of the simulated application.
pub(crate) fn changes(ns: &Builder<'_>) -> mlua::Result<()> {
    ns.shared("changes", include_str!("changes.lua"))
}

/// `runtime.observers`: who is told of such changes until a function context ends.
pub(crate) fn observers(ns: &Builder<'_>) -> mlua::Result<()> {
    changes(ns)?;
    ns.shared("observers", include_str!("observers.lua"))
}
