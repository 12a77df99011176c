//! Who is told of adjustments.

use mlua::Value;

use super::super::shared;
use crate::tasks::OnError;
use crate::vm::namespace::Builder;

pub(super) fn declare(ns: &mut Builder<'_>) -> mlua::Result<()> {
    shared::changes(ns)?;
    // The number of the active photo.
    ns.private("active", |call, _| {
        let lightroom = call.core.app.lightroom.borrow();
        let active = lightroom.catalog.active_photo();
        Ok(active.map(lightroom_sim::PhotoId::local_identifier))
    });
    ns.private("post", |call, args| {
        let Value::Thread(thread) = args.value(1) else {
            return Err(args.expected(1, "coroutine"));
        };
        let name = "addAdjustmentChangeObserver".to_owned();
        call.core.spawn(name, thread, OnError::Show);
        Ok(())
    });
    ns.lua(include_str!("observers.lua"))
}
