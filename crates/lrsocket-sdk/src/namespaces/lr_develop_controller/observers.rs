//! Observers of adjustments.

use lightroom_sim::{Catalog, Module};

use crate::shared::{self, watch};
use crate::vm::namespace::Builder;

pub(super) fn declare(ns: &mut Builder<'_>) -> mlua::Result<()> {
    shared::observers(ns)?;
    // The number of the active photo.
    ns.private("active", |call, _| {
        let lightroom = call.core.app.lightroom.borrow();
        let active = lightroom.catalog.active_photo();
        Ok(active.map(lightroom_sim::PhotoId::local_identifier))
    });
    // Whether an observer can be added now; if not, says so (R9.4).
    ns.private("in_develop", |call, _| {
        let module = call.core.app.lightroom.borrow().view().module;
        if module == Module::Develop {
            return Ok(true);
        }
        let message = format!(
            "LrDevelopController.addAdjustmentChangeObserver was called in the module {}: the observer \
             is never called; add it while the Develop module is active",
            module.name()
        );
        call.core.diagnose_once_at("R9.4", message, call.caller());
        Ok(false)
    });
    watch::declare(ns, Catalog::develop_changes, "adjustments");
    ns.lua(include_str!("observers.lua"))
}
