//! LrSlideshow.

use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrSlideshow",
    build: |ns| {
        ns.function("startSlideshow", |call, _| {
            call.core.app.lightroom.borrow_mut().start_slideshow();
            Ok(())
        });
        ns.function("stopSlideshow", |call, _| {
            call.core.app.lightroom.borrow_mut().stop_slideshow();
            Ok(())
        });
        Ok(())
    },
};
