//! LrUndo.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use lightroom_sim::Group;

use crate::application::Application;
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrUndo",
    build: |ns| {
        ns.function("canUndo", |call, _| {
            Ok(call.core.app.lightroom.borrow().catalog.can_undo())
        });
        ns.function("canRedo", |call, _| {
            Ok(call.core.app.lightroom.borrow().catalog.can_redo())
        });
        ns.function("undo", |call, _| {
            call.core.app.lightroom.borrow_mut().catalog.undo();
            Ok(())
        });
        ns.function("redo", |call, _| {
            call.core.app.lightroom.borrow_mut().catalog.redo();
            Ok(())
        });
        let groups = Rc::new(Groups {
            app: Rc::downgrade(&ns.core.app),
            open: RefCell::default(),
        });
        let these = Rc::clone(&groups);
        ns.private("begin_group", move |call, args| {
            let name = args.text(1)?;
            let catalog = &mut call.core.app.lightroom.borrow_mut().catalog;
            these.open.borrow_mut().push(catalog.begin_group(&name));
            Ok(())
        });
        ns.private("end_group", move |call, _| {
            if let Some(group) = groups.open.borrow_mut().pop() {
                let catalog = &mut call.core.app.lightroom.borrow_mut().catalog;
                catalog.end_group(group);
            }
            Ok(())
        });
        ns.lua(include_str!("lr_undo.lua"))
    },
};

/// The groups that are open. Those that are left when the plug-in goes, because its code was
/// stopped, end with it.
struct Groups {
    app: Weak<Application>,
    open: RefCell<Vec<Group>>,
}

impl Drop for Groups {
    fn drop(&mut self) {
        let Some(app) = self.app.upgrade() else {
            return;
        };
        if let Ok(mut lightroom) = app.lightroom.try_borrow_mut() {
            for group in self.open.take().into_iter().rev() {
                lightroom.catalog.end_group(group);
            }
        }
    }
}
