//! Point colours.

use lightroom_sim::develop::{Controller, Outcome, Settings, Table};

use super::reach::{Member, Step};
use crate::shared::develop_values;
use crate::vm::args::Args;
use crate::vm::namespace::{Builder, Call};
use crate::vm::raise::SdkResult;

pub(super) fn declare(ns: &mut Builder<'_>) {
    ns.function("addPointColorSwatch", |call, args| {
        set(
            call,
            args,
            "addPointColorSwatch",
            Controller::add_point_color_swatch,
        )
    });
    ns.function("updateSelectedPointColorSwatch", |call, args| {
        let name = "updateSelectedPointColorSwatch";
        set(
            call,
            args,
            name,
            Controller::update_selected_point_color_swatch,
        )
    });
    ns.function("deletePointColorSwatch", |call, args| {
        let all = args.truth(1);
        let place = args.optional_count(2)?.unwrap_or(0);
        let for_masking = args.truth(3);
        let member = Member::new(call, "deletePointColorSwatch");
        let done = member.edit(Step::Named("Point Color"), |controller, settings| {
            let done = controller.delete_point_color_swatch(settings, all, place, for_masking);
            let outcome = if done {
                Outcome::Changed
            } else {
                Outcome::Same
            };
            Ok((outcome, done))
        })?;
        Ok(done.unwrap_or(false))
    });
    ns.function("selectPointColorSwatch", |call, args| {
        let place = args.count(1)?;
        let for_masking = args.truth(2);
        let member = Member::new(call, "selectPointColorSwatch");
        let outcome = member.control(|controller, settings| {
            controller.select_point_color_swatch(settings, place, for_masking)
        })?;
        if let Some(outcome) = outcome {
            member.tell(outcome);
        }
        Ok(())
    });
    // Nil if none is selected.
    ns.function("getSelectedPointColorSwatchIndex", |call, args| {
        let for_masking = args.truth(1);
        let member = Member::new(call, "getSelectedPointColorSwatchIndex");
        let place = member.read(|controller, settings| {
            Ok(controller.selected_point_color_swatch(settings, for_masking))
        })?;
        Ok(place.flatten())
    });
    ns.function("togglePointColorRangeVisualization", |call, args| {
        let for_masking = args.truth(1);
        let member = Member::new(call, "togglePointColorRangeVisualization");
        member.control(|controller, _| {
            Ok(controller.toggle_point_color_range_visualization(for_masking))
        })?;
        Ok(())
    });
}

type Set = fn(&mut Controller, &mut Settings, &Table, bool) -> Result<(), String>;

/// Whether it was done, and if not why, as documented.
fn set(
    call: &Call<'_>,
    args: &Args<'_>,
    name: &'static str,
    set: Set,
) -> SdkResult<(bool, Option<String>)> {
    let swatch = develop_values::fields_from_lua(&args.table(1)?);
    let swatch = swatch.map_err(|why| args.bad(1, &why))?;
    let for_masking = args.truth(2);
    let member = Member::new(call, name);
    let done = member.edit(Step::Named("Point Color"), |controller, settings| {
        let before = settings.clone();
        let done = set(controller, settings, &swatch, for_masking);
        let changed = done.is_ok() && *settings != before;
        let outcome = if changed {
            Outcome::Changed
        } else {
            Outcome::Same
        };
        Ok((outcome, done))
    })?;
    Ok(answer(done))
}

/// `true`, or `false` and the reason.
pub(super) fn answer(done: Option<Result<(), String>>) -> (bool, Option<String>) {
    match done {
        Some(Ok(())) => (true, None),
        Some(Err(why)) => (false, Some(why)),
        None => (false, Some("no photo can be developed now".to_owned())),
    }
}
