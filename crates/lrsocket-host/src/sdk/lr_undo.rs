//! LrUndo.

use std::cell::RefCell;
use std::rc::Rc;

use lightroom_sim::Group;

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
        let groups = Rc::new(RefCell::new(Vec::<Group>::new()));
        let begun = Rc::clone(&groups);
        ns.private("begin_group", move |call, args| {
            let name = args.text(1)?;
            let catalog = &mut call.core.app.lightroom.borrow_mut().catalog;
            begun.borrow_mut().push(catalog.begin_group(&name));
            Ok(())
        });
        ns.private("end_group", move |call, _| {
            if let Some(group) = groups.borrow_mut().pop() {
                let catalog = &mut call.core.app.lightroom.borrow_mut().catalog;
                catalog.end_group(group);
            }
            Ok(())
        });
        ns.lua(include_str!("lr_undo.lua"))
    },
};
