//! Repairs, and the preferences of the Remove panel.

use super::reach::{Member, Step};
use super::swatches::answer;
use crate::shared::develop_values;
use crate::vm::namespace::Builder;

/// What needs the picture. Without a selected spot these do nothing.
const OF_THE_PICTURE: [&str; 7] = [
    "deleteSelectedVariation",
    "getSelectedSpotType",
    "gotoNextVariation",
    "gotoPreviousVariation",
    "moveSelectedSpot",
    "refreshSelectedSpot",
    "setSelectedSpotType",
];

pub(super) fn declare(ns: &mut Builder<'_>) {
    ns.function("getRemovePanelPreferences", |call, _| {
        let member = Member::new(call, "getRemovePanelPreferences");
        member.read(|controller, _| {
            let preferences = controller.remove_preferences().to_table();
            Ok(develop_values::fields_to_lua(call.lua, &preferences)?)
        })
    });
    ns.function("setRemovePanelPreferences", |call, args| {
        let preferences = develop_values::fields_from_lua(&args.table(1)?);
        let preferences = preferences.map_err(|why| args.bad(1, &why))?;
        let member = Member::new(call, "setRemovePanelPreferences");
        let done =
            member.control(|controller, _| Ok(controller.set_remove_preferences(&preferences)))?;
        Ok(answer(done))
    });
    ns.function("countAllSpots", |call, _| {
        let member = Member::new(call, "countAllSpots");
        member.read(|controller, settings| Ok(controller.all_spots(settings).len()))
    });
    ns.function("getAllSpots", |call, _| {
        let member = Member::new(call, "getAllSpots");
        member.read(|controller, settings| {
            let spots = controller.all_spots(settings);
            Ok(develop_values::list_to_lua(call.lua, spots)?)
        })
    });
    // These two are nil if none is selected.
    ns.function("getSelectedSpotIndex", |call, _| {
        let member = Member::new(call, "getSelectedSpotIndex");
        let place = member.read(|controller, settings| Ok(controller.selected_spot(settings)))?;
        Ok(place.flatten())
    });
    ns.function("getSelectedSpotParams", |call, _| {
        let member = Member::new(call, "getSelectedSpotParams");
        let spot = member.read(|controller, settings| {
            let spot = controller.selected_spot_params(settings);
            let spot = spot.map(|spot| develop_values::to_lua(call.lua, spot));
            Ok(spot.transpose()?)
        })?;
        Ok(spot.flatten())
    });
    ns.function("setSelectedSpotIndex", |call, args| {
        let place = args.count(1)?;
        let member = Member::new(call, "setSelectedSpotIndex");
        let done = member
            .control(|controller, settings| Ok(controller.set_selected_spot(settings, place)))?;
        Ok(answer(done))
    });
    ns.function("setSelectedSpotParams", |call, args| {
        let params = develop_values::fields_from_lua(&args.table(1)?);
        let params = params.map_err(|why| args.bad(1, &why))?;
        let member = Member::new(call, "setSelectedSpotParams");
        member.edit(Step::Named("Remove"), |controller, settings| {
            Ok((controller.set_selected_spot_params(settings, &params)?, ()))
        })?;
        Ok(())
    });
    ns.function("deleteSelectedSpot", |call, _| {
        let member = Member::new(call, "deleteSelectedSpot");
        member.edit(Step::Named("Delete Spot"), |controller, settings| {
            Ok((controller.delete_selected_spot(settings)?, ()))
        })?;
        Ok(())
    });
    for name in OF_THE_PICTURE {
        ns.partly(
            name,
            "with a selected spot an error: there are no pixels; else no effect",
        );
        ns.function(name, move |call, _| {
            let member = Member::new(call, name);
            let outcome =
                member.control(|controller, settings| controller.spot_picture(settings))?;
            if let Some(outcome) = outcome {
                member.tell(outcome);
            }
            Ok(())
        });
    }
}
