//! Who is told of adjustments.

use crate::shared;
use crate::vm::namespace::Builder;

pub(super) fn declare(ns: &mut Builder<'_>) -> mlua::Result<()> {
    shared::observers(ns)?;
    // The number of the active photo.
    ns.private("active", |call, _| {
        let lightroom = call.core.app.lightroom.borrow();
        let active = lightroom.catalog.active_photo();
        Ok(active.map(lightroom_sim::PhotoId::local_identifier))
    });
    ns.lua(include_str!("observers.lua"))
}
