//! Write access, and what plug-ins store with the catalog.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use lightroom_sim::{Access, Gate};

use super::keyword_twice::NewKeywords;
use crate::application::Application;
use crate::application::read_gate::ReadGates;
use crate::shared::{found, values};
use crate::vm::namespace::{Builder, Call};
use crate::vm::raise::{Raise, SdkResult};

/// The gate that this state of the plug-in has opened. A plug-in that is unloaded within it leaves
/// no closed catalog behind.
struct Held {
    app: Weak<Application>,
    gate: RefCell<Option<Gate>>,
}

impl Drop for Held {
    fn drop(&mut self) {
        let (Some(gate), Some(app)) = (self.gate.take(), self.app.upgrade()) else {
            return;
        };
        if let Ok(mut lightroom) = app.lightroom.try_borrow_mut() {
            lightroom.catalog.abort_write(gate);
        }
    }
}

pub(super) fn declare(ns: &mut Builder<'_>) {
    let held = Rc::new(Held {
        app: Rc::downgrade(&ns.core.app),
        gate: RefCell::default(),
    });
    let holder = Rc::clone(&held);
    // Kind and action name. Raises if another gate is open.
    ns.private("begin", move |call, args| {
        let (access, action) = (access_of(&args.text(1)?), args.text(2)?);
        let gate = found::with_catalog(call, |it| it.begin_write(&action, access))?;
        *holder.gate.borrow_mut() = Some(gate);
        call.core.app.slot::<NewKeywords>().clear();
        Ok(())
    });
    ns.private("begin_read", |call, _| {
        let by = call.core.app.lightroom.borrow().catalog.actor();
        let at = call.caller().unwrap_or_default();
        call.core.app.slot::<ReadGates>().begin(by, at);
        Ok(())
    });
    ns.private("end_read", |call, _| {
        let by = call.core.app.lightroom.borrow().catalog.actor();
        call.core.app.slot::<ReadGates>().end(by);
        Ok(())
    });
    // Whether the function has returned; else all is taken back.
    ns.private("finish", move |call, args| {
        if let Some(gate) = held.gate.take() {
            let catalog = &mut call.core.app.lightroom.borrow_mut().catalog;
            if args.truth(1) {
                catalog.end_write(gate);
            } else {
                catalog.abort_write(gate);
            }
        }
        Ok(())
    });
    ns.private("is_free", |call, _| {
        let lightroom = call.core.app.lightroom.borrow();
        Ok(lightroom.catalog.open_gate().is_none())
    });
    // The time on the plug-in's clocks, in seconds.
    ns.private("now", |call, _| Ok(seconds(call)));
    ns.private("sleep", |_, args| args.number(1));
    ns.private("hasWriteAccess", |call, _| {
        Ok(call.core.app.lightroom.borrow().catalog.has_write_access())
    });
    ns.private("hasPrivateWriteAccess", |call, _| {
        let lightroom = call.core.app.lightroom.borrow();
        Ok(lightroom.catalog.has_private_write_access())
    });
    ns.private("assertHasWriteAccess", |call, args| {
        let open = call.core.app.lightroom.borrow().catalog.has_write_access();
        refuse(open, &args.text(1)?, "catalog:withWriteAccessDo")
    });
    ns.private("assertHasPrivateWriteAccess", |call, args| {
        let lightroom = call.core.app.lightroom.borrow();
        let open = lightroom.catalog.has_private_write_access();
        let gates = "catalog:withPrivateWriteAccessDo or catalog:withWriteAccessDo";
        refuse(open, &args.text(1)?, gates)
    });
    ns.private("getPropertyForPlugin", |call, args| {
        let (plugin, field) = (values::plugin(call, args, 1)?, args.text(2)?);
        let value = found::with_catalog(call, |it| {
            Ok(it
                .property(None, &plugin, &field)
                .map(|it| it.value.clone()))
        })?;
        Ok(values::plain(call.lua, &value.unwrap_or_default())?)
    });
    ns.private("setPropertyForPlugin", |call, args| {
        let (plugin, field) = (values::plugin(call, args, 1)?, args.text(2)?);
        let value = values::argument(args, 3)?;
        found::with_catalog(call, |it| {
            it.set_property(None, &plugin, &field, value, None)
        })
    });
}

fn access_of(kind: &str) -> Access {
    match kind {
        "private" => Access::PrivateWrite,
        "prolonged" => Access::ProlongedWrite,
        _ => Access::Write,
    }
}

fn seconds(call: &Call<'_>) -> f64 {
    let now = call.core.now();
    now.saturating_since(lrsocket_proto::Time::ZERO)
        .as_secs_f64()
}

/// The same text as the simulation's own.
fn refuse(open: bool, function: &str, gates: &str) -> SdkResult<()> {
    if open {
        return Ok(());
    }
    Err(Raise::Text(format!(
        "{function}: must be called within a {gates} call"
    )))
}
