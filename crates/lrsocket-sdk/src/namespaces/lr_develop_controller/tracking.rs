//! Tracking. What was asked for is kept; the steps of the history are made as for a person, who
//! moves one slider for a while: see `Catalog::move_slider`.

use super::reach::Member;
use super::values::parameter;
use crate::vm::namespace::Builder;

pub(super) fn declare(ns: &mut Builder<'_>) {
    ns.function("startTracking", |call, args| {
        let member = Member::new(call, "startTracking");
        let Some(parameter) = parameter(member, &args.string(1)?)? else {
            return Ok(());
        };
        let parameter = parameter.parameter().name;
        member.control(|controller, _| controller.start_tracking(parameter))?;
        Ok(())
    });
    ns.function("stopTracking", |call, _| {
        let member = Member::new(call, "stopTracking");
        member.control(|controller, _| Ok(controller.stop_tracking()))?;
        Ok(())
    });
    ns.function("setTrackingDelay", |call, args| {
        let seconds = args.number(1)?;
        let member = Member::new(call, "setTrackingDelay");
        member.control(|controller, _| {
            controller.set_tracking_delay(seconds);
            Ok(())
        })?;
        Ok(())
    });
    ns.function("setMultipleAdjustmentThreshold", |call, args| {
        let seconds = args.number(1)?;
        let member = Member::new(call, "setMultipleAdjustmentThreshold");
        member.control(|controller, _| {
            controller.set_multiple_adjustment_threshold(seconds);
            Ok(())
        })?;
        Ok(())
    });
}
