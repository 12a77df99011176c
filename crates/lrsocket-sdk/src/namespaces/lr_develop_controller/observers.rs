//! Observers of adjustments.

use lightroom_sim::Module;

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
    // The time on the plug-in's clocks, in seconds.
    ns.private("now", |call, _| {
        let now = call.core.now();
        Ok(now
            .saturating_since(lrsocket_proto::Time::ZERO)
            .as_secs_f64())
    });
    // How often develop settings have changed.
    ns.private("changes", |call, _| {
        let lightroom = call.core.app.lightroom.borrow();
        Ok(lightroom.catalog.develop_changes() as f64)
    });
    ns.private("place", |call, _| Ok(call.caller()));
    // The observer that was added at this line calls itself again and again.
    ns.private("storm", |call, args| {
        let at = args.optional_string(1)?.map(|at| at.to_string_lossy());
        let message = "an adjustment observer changes what it observes and is called for its own \
                       changes: in Lightroom the sliders flicker, and it may crash; compare with the \
                       value that you set, or change nothing in an observer";
        call.core.diagnose_once_at("R9.6", message.to_owned(), at);
        Ok(())
    });
    ns.lua(include_str!("observers.lua"))
}
