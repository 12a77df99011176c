//! LrTether: a simulated camera, whose captures are in the catalog at once.

use crate::vm::namespace::{Call, Namespace};
use crate::vm::raise::SdkResult;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrTether",
    build: |ns| {
        for (name, active) in [("startTether", true), ("stopTether", false)] {
            ns.function(name, move |call, _| {
                let mut lightroom = call.core.app.lightroom.borrow_mut();
                lightroom.set_tether_active(active);
                Ok(())
            });
        }
        ns.function("isTetherActive", |call, _| {
            Ok(call.core.app.lightroom.borrow().tether().active)
        });
        ns.function("getAdvanceSelectionOnTetheredCapture", |call, _| {
            let lightroom = call.core.app.lightroom.borrow();
            Ok(lightroom.tether().advance_selection)
        });
        ns.function("setAdvanceSelectionOnTetheredCapture", |call, args| {
            let mut lightroom = call.core.app.lightroom.borrow_mut();
            lightroom.set_tether_advances(args.truth(1));
            Ok(())
        });
        ns.function("numDownloadsPending", |_, _| Ok(0));
        ns.function("triggerCapture", |call, _| capture(call).map(drop));
        // Whether a photo was taken.
        ns.function("triggerCaptureBlocking", |call, _| capture(call));
        Ok(())
    },
};

fn capture(call: &Call<'_>) -> SdkResult<bool> {
    let photo = call.core.app.lightroom.borrow_mut().trigger_capture();
    let photo = photo.map_err(|error| error.to_string())?;
    if photo.is_none() {
        call.core.diagnose_once("no tether", || {
            let message = "LrTether: nothing is captured without LrTether.startTether";
            (message.to_owned(), call.caller())
        });
    }
    Ok(photo.is_some())
}
