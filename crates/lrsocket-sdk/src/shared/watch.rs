//! What notices observers that change what they observe (R9.6): see observers.lua.

use lightroom_sim::Catalog;

use crate::vm::namespace::Builder;

/// Declares the private functions that `runtime.observers` takes. `changes` is a number that grows with
/// each change of what is observed; `observed` is its name in the diagnostic.
pub(crate) fn declare(ns: &mut Builder<'_>, changes: fn(&Catalog) -> u64, observed: &'static str) {
    // The time on the plug-in's clocks, in seconds.
    ns.private("now", |call, _| {
        let now = call.core.now();
        Ok(now
            .saturating_since(lrsocket_proto::Time::ZERO)
            .as_secs_f64())
    });
    ns.private("changes", move |call, _| {
        Ok(changes(&call.core.app.lightroom.borrow().catalog) as f64)
    });
    ns.private("place", |call, _| Ok(call.caller()));
    // The observer that was added at this line is called again and again for its own changes.
    ns.private("storm", move |call, args| {
        let at = args.optional_string(1)?.map(|at| at.to_string_lossy());
        let message = format!(
            "an observer of {observed} changes what it observes and is called for its own changes: \
             Lightroom flickers, and it may crash; compare with the value that you set, or change \
             nothing in an observer"
        );
        call.core.diagnose_once_at("R9.6", message, at);
        Ok(())
    });
}
